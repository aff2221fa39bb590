"""What becomes of each thing that a capture holds, on its way to the listener."""

from l2tpscope.capture.block import FrameRef
from l2tpscope.conversation.listener import Counted, Listener
from l2tpscope.conversation.model import Counts
from l2tpscope.conversation.telling import Teller
from l2tpscope.packet.datagram import FragmentCounts, LayerDefect
from l2tpscope.scan.datagram import L2TP_OVER_IP, UDP, Datagram
from l2tpscope.secrets.known import Secrets
from l2tpscope.wire.encode import encode_avp, encode_control

SCCRQ = encode_control(1, tunnel_id=0, ns=0, nr=0, avps=encode_avp(9, b"\0\7"))
NO_TYPE = encode_control(None, tunnel_id=9, ns=0, nr=0)


def told(*things: Datagram | LayerDefect, ports: frozenset[int] = frozenset()) -> tuple[Teller, Listener]:
    listener = Listener()
    teller = Teller(listener, ports, Secrets())
    teller.tell(things)
    return teller, listener


def datagram(payload: bytes, port: int = 1701, protocol: int = UDP) -> Datagram:
    return Datagram(FrameRef(0, 1), 0, "192.0.2.1", port, "192.0.2.2", port, protocol, payload)


def test_a_control_message_makes_a_tunnel_on_any_port_where_it_has_a_type() -> None:
    for port in (1701, 4000):
        teller, listener = told(datagram(SCCRQ, port))
        assert (len(listener.joiner.tunnels), teller.foreign) == (1, 0)


def test_one_without_a_type_needs_a_port_of_l2tp_or_a_known_tunnel() -> None:
    assert told(datagram(NO_TYPE))[0].foreign == 0
    assert told(datagram(NO_TYPE, 4000))[0].foreign == 1
    assert told(datagram(NO_TYPE, 4000), ports=frozenset({4000}))[0].foreign == 0


def test_over_ip_the_session_id_of_zero_is_passed_over() -> None:
    message = bytes(4) + encode_control(1, tunnel_id=0, ns=0, nr=0, avps=encode_avp(61, b"\0\0\0\7"), version=3)
    _, listener = told(datagram(message, 0, L2TP_OVER_IP))
    assert [tunnel.version for tunnel in listener.joiner.tunnels] == [3]


def test_a_defect_is_kept() -> None:
    defect = LayerDefect(FrameRef(0, 1), 0, "short", "broken")
    _, listener = told(defect)
    whole = listener.finish([], Counted([], Counts(), FragmentCounts(), 0, 0))
    assert whole.defects == [defect]
