"""Halves: flows of calls set up before the capture, and which two of them are the directions of one call."""

from collections import Counter

from l2tpscope.conversation.echo_run import EchoRun
from l2tpscope.conversation.model import SECOND, SIDES, PppFrame, Side, Tunnel
from l2tpscope.scan.flow import FlowKey, FlowRow
from l2tpscope.wire.ppp.numbers import ECHO_REPLY, ECHO_REQUEST, LCP

# Per sender, the rows of each session ID that its data carries.
Halves = dict[Side, dict[int, list[FlowRow]]]
# Echoes that were only counted: by the flow of the requests, the flow of the replies and what was counted.
Runs = dict[FlowKey, list[tuple[FlowKey, EchoRun]]]
# How often each pair of session IDs (in the data of the initiator, of the recipient) asked and answered.
Votes = Counter[tuple[int, int]]
# A reply that comes later than this may be somebody else's: identifiers are one octet.
PROMPT_NS = 2 * SECOND


def paired(halves: Halves, ppp: list[tuple[Side, int, PppFrame]], runs: Runs) -> list[dict[Side, list[FlowRow]]]:
    """The calls of one tunnel: two halves in one where nothing else is left, or where LCP echoes answer each other.

    Nothing in a data message names the other direction's Session ID (RFC 2661 3.1), so other halves stay alone.
    `ppp`: sender, session ID, frame; `runs`: what Keepalives has counted.
    """
    one, other = halves[Side.INITIATOR], halves[Side.RECIPIENT]
    if len(one) == len(other) == 1:
        return [{Side.INITIATOR: next(iter(one.values())), Side.RECIPIENT: next(iter(other.values()))}]
    partners = _mutual(_by_echoes(ppp) + _by_runs(halves, runs))
    calls = [{Side.INITIATOR: one[a], Side.RECIPIENT: other[b]} for a, b in partners if a in one and b in other]
    joined = {a for a, _ in partners}, {b for _, b in partners}
    calls += [{Side.INITIATOR: rows} for a, rows in one.items() if a not in joined[0]]
    calls += [{Side.RECIPIENT: rows} for b, rows in other.items() if b not in joined[1]]
    return calls


def ppp_of(
    tunnel: Tunnel, halves: Halves, ppp: dict[tuple[str, int], list[tuple[FlowKey, PppFrame]]]
) -> list[tuple[Side, int, PppFrame]]:
    """The PPP frames of the tunnel's unpaired flows, by time: sender, session ID, frame."""
    found = []
    for side in SIDES:
        receiver = tunnel.ends[side.other]
        for address in {a.address for a in receiver.addresses}:
            for key, frame in ppp.get((address, receiver.tunnel_id or 0), ()):
                if key.session_id in halves[side]:
                    found.append((side, key.session_id, frame))
    found.sort(key=lambda one: (one[2].time_ns, one[2].ref))
    return found


def _by_runs(halves: Halves, runs: Runs) -> Votes:
    """Who answered whose echoes that were only counted."""
    ids = {row.key: (side, number) for side, half in halves.items() for number, rows in half.items() for row in rows}
    votes: Votes = Counter()
    for asking, (side, number) in ids.items():
        for answering, run in runs.get(asking, ()):
            other, partner = ids.get(answering, (side, 0))
            if other is not side:
                votes[(number, partner) if side is Side.INITIATOR else (partner, number)] += run.count
    return votes


def _by_echoes(ppp: list[tuple[Side, int, PppFrame]]) -> Votes:
    """Who answered whose echo requests."""
    votes: Votes = Counter()
    asked: dict[tuple[Side, int], list[tuple[int, int]]] = {}
    for sender, session_id, frame in ppp:
        if frame.protocol != LCP:
            continue
        if frame.code == ECHO_REQUEST:
            asked.setdefault((sender, frame.identifier), []).append((session_id, frame.time_ns))
        elif frame.code == ECHO_REPLY:
            waiting = asked.get((sender.other, frame.identifier), [])
            waiting[:] = [each for each in waiting if frame.time_ns - each[1] <= PROMPT_NS]
            for asker in {asker for asker, _ in waiting}:
                pair = (session_id, asker) if sender is Side.INITIATOR else (asker, session_id)
                votes[pair] += 1
    return votes


def _mutual(votes: Votes) -> list[tuple[int, int]]:
    """The pairs that are the only best of both their members."""
    best: list[dict[int, list[tuple[int, int]]]] = [{}, {}]
    for pair, count in votes.items():
        for place in (0, 1):
            known = best[place].setdefault(pair[place], [])
            if not known or votes[known[0]] < count:
                known[:] = [pair]
            elif votes[known[0]] == count:
                known.append(pair)
    return [pair for pair in votes if best[0][pair[0]] == [pair] and best[1][pair[1]] == [pair]]
