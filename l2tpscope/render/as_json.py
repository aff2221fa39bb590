"""The analysis as one JSON object, `schema.json` beside this file; the same analysis gives the same octets."""

from collections import Counter
from collections.abc import Iterable, Iterator
from importlib import resources
from typing import TYPE_CHECKING

from l2tpscope.capture.facts import CaptureFacts
from l2tpscope.conversation.model import Attempt, Counts, Side, Tunnel
from l2tpscope.render.json_tunnels import address_of, message_of, session_of, tunnel_of
from l2tpscope.render.json_values import Json, instant, json_octets, legible, seconds
from l2tpscope.rules.finding import Finding, Severity
from l2tpscope.views.subscriber import user_of
from l2tpscope.views.summary import summary

if TYPE_CHECKING:
    from l2tpscope.analysis import Analysis

SCHEMA = "l2tpscope/1"


def schema() -> bytes:
    """The JSON Schema (draft 2020-12) to which every output of `json_chunks` conforms."""
    return resources.files("l2tpscope.render").joinpath("schema.json").read_bytes()


def json_text(analysis: "Analysis", *, messages: bool = True) -> str:
    """The whole object as text; `messages` False leaves every `messages[]` of a tunnel empty."""
    return b"".join(json_chunks(analysis, messages=messages)).decode()


def json_chunks(analysis: "Analysis", *, messages: bool = True) -> Iterator[bytes]:
    """The object in UTF-8, piece by piece, a line for each thing in a list; millions of messages take no memory."""
    conversation = analysis.conversation
    yield b'{"schema":' + json_octets(SCHEMA)
    yield _member("version", analysis.version)
    yield from _array("captures", map(capture_of, conversation.captures))
    yield _member("counts", counts_of(conversation.counts))
    yield from _lines(b',\n"tunnels":[', (_tunnel(tunnel, messages=messages) for tunnel in conversation.tunnels))
    yield from _array("ike", ())
    yield from _array("esp", ())
    yield from _array("attempts", (attempt_of(attempt, analysis) for attempt in conversation.attempts))
    yield from _array("findings", (finding_of(number, finding) for number, finding in enumerate(analysis.findings, 1)))
    yield from _array(
        "rule_failures", ({"rule": failed.rule, "error": failed.error} for failed in analysis.rule_failures)
    )
    yield _member("verdict", verdict_of(analysis))
    yield b"\n}\n"


def _member(name: str, value: Json) -> bytes:
    return b",\n" + json_octets(name) + b":" + json_octets(value)


def _array(name: str, items: Iterable[Json]) -> Iterator[bytes]:
    yield from _lines(b",\n" + json_octets(name) + b":[", ((json_octets(item),) for item in items))


def _lines(head: bytes, items: Iterable[Iterable[bytes]]) -> Iterator[bytes]:
    """A JSON array: `head` opens it, each item (given in pieces) starts a line."""
    separator = head + b"\n"
    empty = True
    for item in items:
        yield separator
        yield from item
        separator, empty = b",\n", False
    yield head + b"]" if empty else b"\n]"


def _tunnel(tunnel: Tunnel, *, messages: bool) -> Iterator[bytes]:
    yield json_octets(tunnel_of(tunnel))[:-1]
    transmissions = tunnel.transmissions if messages else []
    yield from _lines(b',\n"messages":[', ((json_octets(message_of(sent)),) for sent in transmissions))
    yield from _lines(b',\n"sessions":[', ((json_octets(session_of(session)),) for session in tunnel.sessions))
    yield b"}"


def capture_of(facts: CaptureFacts) -> dict[str, Json]:
    """One capture file."""
    return {
        "path": legible(facts.path),
        "format": facts.format,
        "compression": facts.compression,
        "link_types": list(facts.link_types),
        "frames": facts.frames,
        "octets": facts.octets,
        "first_time": instant(facts.first_ns),
        "last_time": instant(facts.last_ns),
        "cut_short": facts.cut_short,
        "dropped": facts.dropped,
        "snapped_frames": facts.snapped_frames,
        "duplicated_frames": facts.duplicated_frames,
        "warnings": [legible(warning) for warning in facts.warnings],
    }


def counts_of(counts: Counts) -> dict[str, Json]:
    """Frames by kind."""
    return {name: getattr(counts, name) for name in Counts.__slots__}


def attempt_of(attempt: Attempt, analysis: "Analysis") -> dict[str, Json]:
    """One try for one call."""
    return {
        "index": attempt.index,
        "client": address_of(attempt.tunnel, Side.INITIATOR),
        "server": address_of(attempt.tunnel, Side.RECIPIENT),
        "ike": None,
        "esp": [],
        "tunnel": attempt.tunnel.index,
        "session": attempt.session.index if attempt.session else None,
        "user": user_of(attempt.session) if attempt.session else None,
        "reached": attempt.reached,
        "succeeded": attempt.succeeded,
        "ended": attempt.ended,
        "failed": attempt.failed,
        "root_cause": analysis.root_causes.get(attempt.index),
        "started_at": instant(attempt.started_ns),
        "duration": seconds(attempt.ended_ns - attempt.started_ns),
    }


def finding_of(number: int, finding: Finding) -> dict[str, Json]:
    """One finding with its evidence; `number` is its 1-based index."""
    return {
        "index": number,
        "rule": finding.rule,
        "severity": finding.severity.value,
        "confidence": finding.confidence.value,
        "root_cause": finding.root_cause,
        "attempts": list(finding.attempts),
        "tunnel": finding.tunnel,
        "session": finding.session,
        "ike": None,
        "summary": finding.summary,
        "cause": finding.cause,
        "remedy": finding.remedy,
        "look_alikes": list(finding.look_alikes),
        "reference": finding.reference,
        "evidence": [{"capture": ref.capture, "frame": ref.frame, "why": why} for ref, why in finding.evidence],
        "occurrences": finding.occurrences,
    }


def verdict_of(analysis: "Analysis") -> dict[str, Json]:
    """The headline and the numbers under it; a call that came up and was dropped is one that failed."""
    attempts = analysis.conversation.attempts
    severities = Counter(finding.severity for finding in analysis.findings)
    return {
        "headline": summary(analysis).headline,
        "failed": sum(attempt.failed for attempt in attempts),
        "succeeded": sum(attempt.succeeded and not attempt.failed for attempt in attempts),
        "pending": sum(attempt.ended == "pending" for attempt in attempts),
        "findings": {severity.value: severities[severity] for severity in Severity},
    }
