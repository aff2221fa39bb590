"""The rule data-wrong-source-addr."""

from collections.abc import Iterator

from l2tpscope.conversation.model import Address, Conversation, Session, Side, Transmission
from l2tpscope.rules.addresses import written
from l2tpscope.rules.evidence import end_called, failed_attempts, failing, gravity, shown
from l2tpscope.rules.finding import Confidence, Evidence, Finding
from l2tpscope.rules.rule import finding
from l2tpscope.scan.flow import FlowRow


def data_wrong_source_addr(conversation: Conversation) -> Iterator[Finding]:
    """Control messages come from the right address, PPP data from another.

    What it means:
    The session's data leaves with another source address than the tunnel's control messages: the peer, or a NAT or
    firewall before it, does not take it for this tunnel's, and PPP times out.
    What to do:
    On the side that sends it: bind the kernel's tunnel socket to the address of the control connection (listen-addr),
    or route by policy; typical of hosts with two uplinks, VRRP or floating addresses.
    Harmless when:
    The peer takes the data all the same and PPP comes up.
    Look-alikes:
    - lcp-no-response: PPP data comes from the right address and is not answered
    - nat-mapping-moved: control and data move together
    Reference: RFC 2661 8.1
    """
    strays: dict[tuple[int | None, int | None], list[FlowRow]] = {}
    for row in conversation.strays:
        strays.setdefault((row.key.tunnel_id, row.key.session_id), []).append(row)
    for tunnel in failing(conversation):
        for session in tunnel.talking:
            attempts = failed_attempts(tunnel, session)
            for side in Side if attempts and session.phase != "network" else ():
                rows = _strange_rows(strays, session, side)
                control = next((t for t in tunnel.transmissions if t.sender is side), None) if rows else None
                if control is not None:
                    yield _found(conversation, session, control, rows, attempts)


def _strange_rows(
    strays: dict[tuple[int | None, int | None], list[FlowRow]], session: Session, side: Side
) -> list[FlowRow]:
    """The side's data flows from addresses that no control message of it came from, joined by the receiver's IDs."""
    if not session.sent[side].rows and not strays:
        return []
    hosts = {address.address for address in session.tunnel.ends[side].addresses}
    receivers = {address.address for address in session.tunnel.ends[side.other].addresses}
    found = strays.get((session.tunnel.ends[side.other].tunnel_id, session.ids[side.other]), [])
    rows = [*session.sent[side].rows] + [row for row in found if row.key.destination in receivers]
    return [row for row in rows if row.key.source not in hosts]


def _found(
    conversation: Conversation, session: Session, control: Transmission, rows: list[FlowRow], attempts: tuple[int, ...]
) -> Finding:
    first = rows[0]
    packets = sum(row.packets for row in rows)
    frames = [frame for frame in session.ppp if frame.source.address == first.key.source][:4]
    return finding(
        data_wrong_source_addr,
        gravity(conversation, attempts),
        Confidence.DEDUCED,
        f"{end_called(session.tunnel, control.sender)} sends the control messages of session {session.index} from "
        f"{control.datagram.source}, but its {packets} data messages from "
        f"{written(Address(first.key.source, first.key.source_port))}, and PPP does not come up",
        [shown(control), *(Evidence(frame.ref, f"PPP frame from {frame.source.address}") for frame in frames)],
        session=session,
        attempts=attempts,
        occurrences=packets,
    )
