"""Conversations put together by hand, as the conversation room would hand them on."""

from dataclasses import dataclass, field

from l2tpscope.analysis import Analysis
from l2tpscope.capture.block import FrameRef
from l2tpscope.capture.facts import CaptureFacts
from l2tpscope.conversation.model import (
    SECOND,
    Address,
    Attempt,
    Conversation,
    Counts,
    Delivery,
    Ending,
    PppFrame,
    Session,
    Side,
    StateChange,
    Transmission,
    Tunnel,
)
from l2tpscope.rules.finding import Confidence, Evidence, Finding, Severity
from l2tpscope.rules.judge import RuleFailure
from l2tpscope.scan.datagram import UDP, Datagram
from l2tpscope.scan.flow import FlowKey, FlowRow
from l2tpscope.wire.message import Avp, ControlMessage

START = 1_795_000_000 * SECOND
LAC, LNS = Side.INITIATOR, Side.RECIPIENT
SCCRQ, SCCRP, SCCCN, STOPCCN, HELLO, ICRQ, ICRP, ICCN, CDN = 1, 2, 3, 4, 6, 10, 11, 12, 14
ADDRESSES = {LAC: Address("192.0.2.10", 1701), LNS: Address("198.51.100.77", 1701)}


def at(seconds: float) -> int:
    """Nanoseconds since 1970 of a moment `seconds` after the start."""
    return START + round(seconds * SECOND)


@dataclass(slots=True)
class Script:
    """One tunnel written down message by message."""

    tunnel: Tunnel = field(default_factory=lambda: new_tunnel(1))
    frame: int = 0

    def say(  # noqa: PLR0913 - the columns of a ladder script
        self,
        seconds: float,
        sender: Side,
        type_: int | None,
        ns: int,
        nr: int,
        *,
        session: Session | None = None,
        avps: tuple[Avp, ...] = (),
    ) -> Transmission:
        """Add a first transmission (a ZLB where the type is None)."""
        sent = self._sent(seconds, sender, (type_, ns, nr, avps), session)
        if type_ is not None:
            delivery = Delivery(sender, type_, ns, ns, [sent])
            sent.delivery = delivery
            self.tunnel.deliveries[sender].append(delivery)
        for delivery in self.tunnel.deliveries[sender.other]:
            if delivery.acknowledged_by is None and delivery.ns < nr:
                delivery.acknowledged_by = sent
                for transmission in delivery.transmissions:
                    transmission.acknowledged_by = sent
        return sent

    def again(self, seconds: float, first: Transmission) -> Transmission:
        """Add a retransmission."""
        message = first.message
        assert message.ns is not None
        assert message.nr is not None
        sent = self._sent(seconds, first.sender, (message.type, message.ns, message.nr, message.avps), first.session)
        sent.retransmission_of, sent.delivery = first, first.delivery
        assert first.delivery is not None
        first.delivery.transmissions.append(sent)
        return sent

    def _sent(
        self, seconds: float, sender: Side, said: tuple[int | None, int, int, tuple[Avp, ...]], session: Session | None
    ) -> Transmission:
        type_, ns, nr, avps = said
        self.frame += 1
        message = ControlMessage(2, 0xC802, 0, 0, ns, nr, type_, type_ is None, avps, (), b"")
        sent = Transmission(self.datagram(seconds, sender), message, sender, self.tunnel, at(seconds), session)
        self.tunnel.transmissions.append(sent)
        self.tunnel.last_ns = sent.time_ns
        if session is not None:
            session.transmissions.append(sent)
        return sent

    def datagram(self, seconds: float, sender: Side) -> Datagram:
        """The datagram of frame `self.frame`."""
        source, target = ADDRESSES[sender], ADDRESSES[sender.other]
        return Datagram(FrameRef(0, self.frame), at(seconds), *source, *target, UDP, b"", ip_id=self.frame, ttl=64)

    def step(self, side: Side, old: str, new: str, session: Session | None = None) -> None:
        """Add a change of state at the message last said."""
        last = self.tunnel.transmissions[-1]
        change = StateChange(last, side, session, old, new)
        self.tunnel.changes.append(change)

    def call(self, initiator_id: int, recipient_id: int) -> Session:
        """Add a session that the initiator asks for."""
        session = Session(
            self.tunnel, len(self.tunnel.sessions) + 1, LAC, "incoming", {LAC: initiator_id, LNS: recipient_id}
        )
        self.tunnel.sessions.append(session)
        return session

    def ppp(self, seconds: float, sender: Side, session: Session, said: tuple[int, int], body: bytes = b"") -> None:
        """Add a PPP control frame with this (protocol, code)."""
        self.frame += 1
        protocol, code = said
        octets = bytes([code, 1, 0, 4 + len(body)]) + body
        ref = FrameRef(0, self.frame)
        session.ppp.append(PppFrame(ref, at(seconds), sender, protocol, code, 1, octets, ADDRESSES[sender]))

    def traffic(self, span: tuple[float, float], sender: Side, session: Session, amount: tuple[int, int]) -> None:
        """Add data messages, (packets, octets) in equal shares per second."""
        (begin, end), (packets, octets) = span, amount
        key = FlowKey(*ADDRESSES[sender], *ADDRESSES[sender.other], 2, 0, session.ids[sender.other] or 0)
        slots = range(at(begin) // SECOND, at(end) // SECOND + 1)
        bins = {slot: (packets // len(slots), octets // len(slots)) for slot in slots}
        bins[slots[0]] = (
            packets - sum(bins[slot][0] for slot in slots[1:]),
            octets - sum(bins[slot][1] for slot in slots[1:]),
        )
        first, last = self.frame + 1, self.frame + packets
        row = FlowRow(0, key, first, last, at(begin), at(end), packets, octets, bin_ns=SECOND, bins=bins)
        self.frame += packets
        count = session.counted(sender)
        count.packets, count.octets = count.packets + packets, count.octets + octets
        count.first_ns, count.last_ns = count.first_ns or row.first_ns, row.last_ns
        count.rows = (*count.rows, row)


def new_tunnel(index: int) -> Tunnel:
    """A tunnel of two named ends."""
    tunnel = Tunnel(index, 2, opened_ns=START, first_ns=START, last_ns=START)
    ids, names, roles = {LAC: 4711, LNS: 905}, {LAC: "lac-ams-1", LNS: "lns-fra-1"}, {LAC: "LAC", LNS: "LNS"}
    for side, end in tunnel.ends.items():
        end.tunnel_id, end.host_name, end.role = ids[side] + index - 1, names[side], roles[side]
        end.addresses = [ADDRESSES[side]]
    return tunnel


def set_up(script: Script) -> None:
    """SCCRQ, SCCRP, SCCCN, ZLB."""
    script.say(0, LAC, SCCRQ, 0, 0)
    script.step(LAC, "idle", "wait-ctl-reply")
    script.say(0.012, LNS, SCCRP, 0, 1)
    script.step(LNS, "idle", "wait-ctl-conn")
    script.say(0.015, LAC, SCCCN, 1, 1)
    script.step(LAC, "wait-ctl-reply", "established")
    script.step(LNS, "wait-ctl-conn", "established")
    script.say(0.025, LNS, None, 1, 2)
    for end in script.tunnel.ends.values():
        end.state = "established"
    script.tunnel.established_ns = at(0.015)


def set_up_call(script: Script) -> Session:
    """ICRQ, ICRP, ICCN, ZLB, LCP both ways."""
    session = script.call(31, 12)
    script.say(0.027, LAC, ICRQ, 2, 1, session=session)
    script.step(LAC, "idle", "wait-reply", session)
    script.say(0.038, LNS, ICRP, 1, 3, session=session)
    script.say(0.040, LAC, ICCN, 3, 2, session=session)
    script.step(LAC, "wait-reply", "established", session)
    script.say(0.050, LNS, None, 2, 4)
    script.ppp(0.070, LNS, session, (0xC021, 1))
    script.ppp(0.090, LAC, session, (0xC021, 2))
    session.opened_ns, session.established_ns = at(0.027), at(0.040)
    session.states = {LAC: "established", LNS: "established"}
    return session


def good_call() -> Conversation:
    """A call with data, closed by nobody: still up."""
    script = Script()
    set_up(script)
    session = set_up_call(script)
    script.traffic((0.2, 3.5), LAC, session, (400, 40_000))
    script.traffic((0.3, 3.5), LNS, session, (600, 900_000))
    session.phase = "network"
    attempt = tried(1, script.tunnel, session, "network", "still-up")
    return whole([script.tunnel], [attempt], script.frame, 4)


def unanswered_hello() -> Conversation:
    """A call that came up; then HELLO goes unanswered and the LAC gives up."""
    script = Script()
    set_up(script)
    session = set_up_call(script)
    first = script.say(60.09, LAC, HELLO, 4, 2)
    for seconds in (61.09, 63.09, 67.09, 75.09, 91.09):
        script.again(seconds, first)
    script.tunnel.gave_up, script.tunnel.gave_up_ns = LAC, at(107.1)
    last = script.say(107.1, LAC, STOPCCN, 5, 2)
    script.step(LAC, "established", "idle")
    script.tunnel.end = Ending(LAC, "StopCCN", at(107.1), last, 2, 6, "peer lost", gave_up=True)
    session.end = Ending(LAC, None, at(107.1), gave_up=True)
    attempt = tried(1, script.tunnel, session, "lcp", "dropped")
    return whole([script.tunnel], [attempt], script.frame, 120)


def unanswered_sccrq(index: int = 1) -> Script:
    """A tunnel whose SCCRQ nobody answers."""
    script = Script(new_tunnel(index), frame=5 * (index - 1))
    script.tunnel.recipient.tunnel_id = script.tunnel.recipient.host_name = None
    first = script.say(0, LAC, SCCRQ, 0, 0)
    for seconds in (1, 3, 7, 15):
        script.again(seconds, first)
    script.tunnel.gave_up, script.tunnel.gave_up_ns = LAC, at(31)
    script.tunnel.end = Ending(LAC, None, at(31), gave_up=True)
    return script


def no_answer() -> Conversation:
    """Three tunnels whose SCCRQs nobody answers."""
    scripts = [unanswered_sccrq(index) for index in (1, 2, 3)]
    tunnels = [script.tunnel for script in scripts]
    attempts = [tried(tunnel.index, tunnel, None, None, None) for tunnel in tunnels]
    return whole(tunnels, attempts, 15, 60)


def tried(index: int, tunnel: Tunnel, session: Session | None, reached: str | None, ended: str | None) -> Attempt:
    """An attempt that failed unless it is still up."""
    failed = ended != "still-up"
    return Attempt(
        index,
        tunnel,
        session,
        reached,
        succeeded=not failed,
        ended=ended,
        failed=failed,
        started_ns=START,
        ended_ns=START,
    )


def whole(tunnels: list[Tunnel], attempts: list[Attempt], frames: int, seconds: float) -> Conversation:
    """The conversation of these tunnels in a capture of so many frames."""
    facts = CaptureFacts("caps/fail.pcap", "pcap", link_types=("EN10MB",), frames=frames, octets=frames * 100)
    facts.first_ns, facts.last_ns = START, at(seconds)
    control = sum(len(tunnel.transmissions) for tunnel in tunnels)
    counts = Counts(frames=frames, l2tp_control=control, l2tp_data=frames - control)
    return Conversation([facts], counts, tunnels, attempts, first_ns=START, last_ns=at(seconds))


def stated(  # noqa: PLR0913 - a finding has that many parts
    rule: str,
    summary: str,
    *frames: int,
    severity: Severity = Severity.FATAL,
    tunnel: int | None = 1,
    attempts: tuple[int, ...] = (1,),
    root_cause: bool = True,
) -> Finding:
    """A finding with evidence in these frames."""
    return Finding(
        rule=rule,
        severity=severity,
        confidence=Confidence.LIKELY,
        summary=summary,
        cause="The LNS or the path to it went down.",
        remedy="Check the LNS and UDP 1701 to it at that time.",
        look_alikes=("A firewall state that expired: capture on the LNS side to tell.", "An LNS that was restarted."),
        reference="RFC 2661 5.5",
        evidence=tuple(Evidence(FrameRef(0, frame), "sent, never acknowledged") for frame in frames),
        attempts=attempts,
        tunnel=tunnel,
        root_cause=root_cause,
    )


def analysis_of(
    conversation: Conversation,
    findings: tuple[Finding, ...] = (),
    root_causes: dict[int, int] | None = None,
    rule_failures: tuple[RuleFailure, ...] = (),
) -> Analysis:
    """An analysis of these findings."""
    return Analysis(conversation, findings, root_causes or {}, rule_failures, (), "0.1.0")


def hello_analysis() -> Analysis:
    """The call that HELLO ended, with its cause and a remark."""
    text = "lns-fra-1 (198.51.100.77) stopped acknowledging: HELLO Ns=4 was sent 6 times and nothing came back."
    clear = stated("sec-l2tp-cleartext", "L2TP runs without IPsec.", 1, severity=Severity.POSTURE, root_cause=False)
    return analysis_of(unanswered_hello(), (stated("hello-unanswered", text, 11, 12, 17), clear), {1: 1})


def no_answer_analysis() -> Analysis:
    """Three tunnels without an answer, one cause."""
    text = "The LNS 198.51.100.77 never answered 5 SCCRQs in 31 s."
    findings = tuple(
        stated("l2tp-no-reply-plain", text, 1 + 5 * index, 5 + 5 * index, tunnel=index + 1, attempts=(index + 1,))
        for index in range(3)
    )
    return analysis_of(no_answer(), findings, {1: 1, 2: 2, 3: 3})
