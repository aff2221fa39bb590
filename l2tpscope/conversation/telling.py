"""Telling: what a capture holds is decoded, thing by thing, and passed to the listener."""

from collections.abc import Iterable

from l2tpscope.conversation.listener import Listener
from l2tpscope.conversation.payload import tell_payload
from l2tpscope.conversation.unhide import Unhider
from l2tpscope.packet.datagram import IcmpError
from l2tpscope.packet.dissector import Thing
from l2tpscope.scan.datagram import L2TP_OVER_IP, Datagram
from l2tpscope.scan.scanner import L2TP_PORT
from l2tpscope.secrets.known import Secrets
from l2tpscope.wire.decode import decode_control


class Teller:
    """Decodes for one listener.

    ports    UDP ports that carry L2TP, besides 1701
    secrets  those that the user gave: hidden AVPs are read with them
    foreign  control messages that after all were no tunnel's; left_out: those of tunnels beyond the most
    listener may be replaced by one that has heard the same, or less
    """

    def __init__(self, listener: Listener, ports: frozenset[int], secrets: Secrets | None) -> None:
        self.foreign = self.left_out = 0
        self.listener = listener
        self._ports = ports
        self._unhider = Unhider(secrets) if secrets is not None else None

    def tell(self, things: Iterable[Thing]) -> None:
        """Pass on what each is: a control message, a PPP control frame, an ICMP error, a defect."""
        for thing in things:
            if isinstance(thing, Datagram):
                octets = thing.payload[4:] if thing.protocol == L2TP_OVER_IP else thing.payload
                if octets[:1] >= b"\x80":
                    self._control(thing, octets)
                else:
                    tell_payload(self.listener, thing, octets)
            elif isinstance(thing, IcmpError):
                self.listener.quote(thing)
            else:
                self.listener.defect(thing)

    def _control(self, datagram: Datagram, octets: bytes) -> None:
        """On a port of L2TP any; elsewhere (RFC 2661 8.1) what a known tunnel explains or a Message Type AVP shows."""
        message = decode_control(octets, datagram.cut)
        if self._unhider is not None:
            message = self._unhider.unhide(datagram, message)
        adopt = message.type is not None or self._is_on_port(datagram)
        has_room = adopt and not self.listener.is_full
        if self.listener.control(datagram, message, adopt=has_room) is None:
            if adopt:
                self.left_out += 1
            else:
                self.foreign += 1

    def _is_on_port(self, datagram: Datagram) -> bool:
        ports = datagram.source_port, datagram.destination_port
        return L2TP_PORT in ports or datagram.protocol == L2TP_OVER_IP or not self._ports.isdisjoint(ports)
