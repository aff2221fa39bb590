"""PPP control frames and ICMP errors as rungs."""

from l2tpscope.capture.block import FrameRef
from l2tpscope.conversation.model import Side
from l2tpscope.packet.datagram import IcmpError
from l2tpscope.views.foreign_rungs import copies_text, icmp_rungs, ppp_rungs
from l2tpscope.views.margin import Margin
from l2tpscope.views.rows import Entered, Rung
from tests.conversation.played import tunnel_of
from tests.views.handmade import HELLO, LAC, LNS, Script, at

LCP_REQUEST, LCP_ACK, LCP_ECHO = (0xC021, 1), (0xC021, 2), (0xC021, 9)


def ppp_of(script: Script) -> list[Rung]:
    return list(ppp_rungs(script.tunnel, None, Margin(script.tunnel, ())))


def test_a_request_sent_again_and_again_is_one_rung() -> None:
    script = Script()
    session = script.call(1, 2)
    for seconds in (0, 3, 6):
        script.ppp(seconds, LAC, session, LCP_REQUEST)
    (rung,) = ppp_of(script)
    assert (rung.count, [round(one.step_ns / 1e9) for one in rung.again]) == (3, [3, 3])


def test_a_request_sent_again_later_says_so_and_a_reply_or_an_echo_does_not() -> None:
    script = Script()
    session = script.call(1, 2)
    for seconds in (0, 3):
        script.ppp(seconds, LAC, session, LCP_REQUEST)
        script.ppp(seconds, LNS, session, LCP_ACK)
        script.ppp(seconds, LNS, session, LCP_ECHO)
    again = [(rung.label, len(rung.again)) for rung in ppp_of(script)]
    assert again[3:] == [("LCP Configure-Request", 1), ("LCP Configure-Ack", 0), ("LCP Echo-Request", 0)]


def test_requests_without_an_answer_do_not_arrive() -> None:
    echoes = "1 --> LCP EchoReq s=1 id=7\n+0.1 <-- LCP EchoRep s=1 id=7\n2 --> LCP EchoReq s=1 id=8"
    tunnel = tunnel_of(f"0 setup\n0.1 call\n{echoes}\nend 60")
    unanswered = [rung.numbers for rung in ppp_rungs(tunnel, None, Margin(tunnel, ())) if rung.unanswered]
    assert unanswered == ["id=8"]
    assert not any(rung.unanswered for rung in ppp_rungs(tunnel, None, Margin(tunnel, (), has_both=False)))


def test_the_same_frame_at_once_is_a_copy_and_not_sent_again() -> None:
    script = Script()
    session = script.call(1, 2)
    for seconds in (0, 0.0001, 3, 3.0001):
        script.ppp(seconds, LAC, session, LCP_REQUEST)
    (rung,) = ppp_of(script)
    assert (rung.count, [one.ref.frame for one in rung.again]) == (2, [3])
    assert rung.marks[-1] == "captured again in frames 2, 4"
    assert copies_text([FrameRef(0, frame) for frame in range(6)]).endswith("frames 0, 1, 2, 3 and 2 more")


def test_the_frame_that_opens_a_protocol_says_so_for_both_sides() -> None:
    tunnel = tunnel_of("0 setup\n0.1 call\nend 60")
    rungs = list(ppp_rungs(tunnel, None, Margin(tunnel, ())))
    assert [(rung.label, rung.states) for rung in rungs if rung.states] == [
        ("LCP Configure-Ack", (Entered(None, "LCP opened", "1.1"),)),
        ("IPCP Configure-Ack", (Entered(None, "IPCP opened", "1.1"),)),
    ]


def test_a_packet_that_breaks_the_format_is_marked() -> None:
    tunnel = tunnel_of("0 setup\n0.1 icall\n+0.1 --> LCP ConfReq hex=0101\nend 60")
    (rung,) = ppp_rungs(tunnel, None, Margin(tunnel, ()))
    assert rung.marks == ("octet 4 of PPP: option 1 has Length 1, 2 is the least (RFC 1661 5)",)


def unreachable(script: Script, seconds: float) -> IcmpError:
    script.frame += 1
    return IcmpError(
        FrameRef(0, script.frame), at(seconds), 4, 3, 3, "198.51.100.77", "192.0.2.10", script.datagram(seconds, LAC)
    )


def test_icmp_errors_go_to_the_side_that_they_answer_and_fold_until_something_new_is_sent() -> None:
    script = Script()
    first = script.say(0, LAC, 1, 0, 0)
    script.tunnel.quotes = [unreachable(script, 0.1)]
    script.again(1, first)
    script.tunnel.quotes.append(unreachable(script, 1.1))
    script.say(2, LAC, HELLO, 1, 0)
    script.tunnel.quotes.append(unreachable(script, 2.1))
    rungs = list(icmp_rungs(script.tunnel, Margin(script.tunnel, ())))
    assert [(rung.label, rung.count, rung.sender) for rung in rungs] == [
        ("ICMP port unreachable", 2, Side.RECIPIENT),
        ("ICMP port unreachable", 1, Side.RECIPIENT),
    ]
    assert rungs[0].text == "from 198.51.100.77"


def test_the_next_hop_mtu_is_told() -> None:
    script = Script()
    script.say(0, LAC, 1, 0, 0)
    error = unreachable(script, 0.1)
    error.code, error.next_hop_mtu = 4, 1400
    script.tunnel.quotes = [error]
    (rung,) = icmp_rungs(script.tunnel, Margin(script.tunnel, ()))
    assert rung.label == "ICMP fragmentation needed"
    assert "1,400 octets" in rung.text
