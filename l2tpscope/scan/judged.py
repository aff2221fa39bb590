"""Judged: the verdict on located datagrams, which those that judge fill in turn."""

from dataclasses import dataclass

from l2tpscope.scan.columns import Bools, Fields, Ints
from l2tpscope.scan.sights import Sights

OTHER, CONTROL, DATA, L2F, IKE, ESP, NOTHING = range(7)
"""What a located datagram is. DATA on a port nobody named is a candidate only, NOTHING passed over."""
L_BIT, S_BIT, O_BIT = 0x4000, 0x0800, 0x0200
T_BIT, VERSION = 0x8000, 0x000F
CONTROL_HEADER = 12


@dataclass(slots=True)
class Judged:
    """What each of the Sights is (`kind`)."""

    sights: Sights
    flags: Ints
    on_port: Bools
    kind: Fields
