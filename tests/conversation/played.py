"""played: the Conversation of a ladder script (notation: tests/rules/ladder/script.py)."""

from io import BytesIO

from l2tpscope.analysis import read
from l2tpscope.conversation.model import Conversation, Tunnel
from tests.rules.ladder.play import capture_of


def played(script: str) -> Conversation:
    """The conversation of the capture that a ladder script describes."""
    return read(BytesIO(capture_of("A case.\n" + script + "\nexpect: nothing\n"))).conversation


def tunnel_of(script: str) -> Tunnel:
    """Its only tunnel."""
    (tunnel,) = played(script).tunnels
    return tunnel
