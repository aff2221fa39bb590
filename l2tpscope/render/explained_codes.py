"""Explanations in words of what the peers name: result, error and cause codes, AVPs, messages."""

import re
from collections.abc import Iterator

from l2tpscope.wire.avps import AVPS, VENDORS, AvpSpec, spec_of
from l2tpscope.wire.messages import MESSAGES, MessageSpec
from l2tpscope.wire.results import (
    CDN_RESULTS,
    DISCONNECT_CAUSES,
    GENERAL_ERRORS,
    MSEN_RESULTS,
    Q931_CAUSES,
    STOPCCN_RESULTS,
    Meaning,
    error_text,
)

Lines = Iterator[tuple[str, str]]
"""(label, text) pairs; the first is the title."""

RESULTS: dict[str, tuple[str, dict[int, Meaning]]] = {
    "stopccn": ("StopCCN", STOPCCN_RESULTS),
    "cdn": ("CDN", CDN_RESULTS),
    "msen": ("MSEN", MSEN_RESULTS),
}
CAUSES: dict[str, tuple[str, dict[int, Meaning]]] = {
    "error": ("error code", GENERAL_ERRORS),
    "q931": ("Q.931 cause", Q931_CAUSES),
    "disconnect": ("PPP disconnect cause", DISCONNECT_CAUSES),
}
EXAMPLES = ("StopCCN 2/6", "CDN 4", "AVP 46", "error 6", "Q.931 16", "disconnect 3")


def code_lines(name: str) -> Lines | None:
    """What a code, an AVP or a message means; None where nothing has this name."""
    for search in (_result, _cause, _avp, _message):
        found = search(name)
        if found is not None:
            return found
    return None


def code_names() -> Iterator[str]:
    """Names that can be explained, for those who misspelt one."""
    yield from (spec.name for spec in AVPS.values())
    yield from (spec.name for spec in MESSAGES.values())
    yield from EXAMPLES


def _result(name: str) -> Lines | None:
    match = re.fullmatch(r"(stopccn|cdn|msen)\s+(\d{1,9})(?:\s*/\s*(\d{1,9}))?", name, re.IGNORECASE)
    if match is None:
        return None
    message, table = RESULTS[match[1].lower()]
    return _result_lines(message, table, int(match[2]), None if match[3] is None else int(match[3]))


def _result_lines(message: str, table: dict[int, Meaning], result: int, error: int | None) -> Lines:
    text, rfc = table.get(result, ("this result code is not assigned", ""))
    yield "", f"{message} {result}" + ("" if error is None else f"/{error}")
    yield "Result code", f"{result}: {text}"
    if error is not None:
        yield "Error code", f"{error}: {error_text(result, error) or GENERAL_ERRORS[0][0]}"
    if rfc:
        yield "Reference", _reference(rfc)


def _cause(name: str) -> Lines | None:
    pattern = r"(?:(error)(?: code)?|(q)\.?931(?: cause)?|(?:ppp )?(disconnect)(?: cause)?(?: code)?)\s+(\d{1,9})"
    match = re.fullmatch(pattern, name, re.IGNORECASE)
    if match is None:
        return None
    key = "error" if match[1] else "q931" if match[2] else "disconnect"
    title, table = CAUSES[key]
    return _cause_lines(title, table, int(match[4]))


def _cause_lines(title: str, table: dict[int, Meaning], number: int) -> Lines:
    text, rfc = table.get(number, ("not assigned", ""))
    yield "", f"{title} {number}: {text}"
    if rfc:
        yield "Reference", _reference(rfc)


def _avp(name: str) -> Lines | None:
    match = re.fullmatch(r"(?:avp|attribute)\s+(?:(\d{1,9})\s*[/:]\s*)?(\d{1,9})", name, re.IGNORECASE)
    if match:
        vendor_id, type_ = int(match[1] or 0), int(match[2])
        spec = spec_of(vendor_id, type_)
        return _avp_lines(spec) if spec else _unknown_avp(vendor_id, type_)
    named = next((spec for spec in AVPS.values() if spec.name.lower() == name.lower()), None)
    return _avp_lines(named) if named else None


def _unknown_avp(vendor_id: int, type_: int) -> Lines:
    yield "", f"{VENDORS.get(vendor_id, f'vendor {vendor_id}')} AVP {type_}"
    yield "Meaning", "No table that l2tpscope knows names it; its octets are shown as they are."


def _avp_lines(spec: AvpSpec) -> Lines:
    vendor = f"{VENDORS.get(spec.vendor_id, spec.vendor_id)} " if spec.vendor_id else ""
    yield "", f"{vendor}AVP {spec.type}: {spec.name}"
    yield "Value", f"{spec.kind.name}, {spec.kind.expected}"
    yield "M bit", {"set": "must be 1", "clear": "must be 0", "either": "may be 0 or 1"}[spec.m.value]
    yield "Hiding", "may be hidden" if spec.may_hide else "must not be hidden"
    if spec.vendor_id == 0:
        yield from _messages_with(spec.type)
    yield "Reference", _reference(spec.rfc)


def _messages_with(type_: int) -> Lines:
    required = [spec.name for spec in MESSAGES.values() if type_ in spec.required]
    allowed = [spec.name for spec in MESSAGES.values() if type_ in spec.allowed]
    if required:
        yield "Required in", ", ".join(required)
    if allowed:
        yield "Allowed in", ", ".join(allowed)


def _message(name: str) -> Lines | None:
    match = re.fullmatch(r"(?:message |message type |type )\s*(\d{1,9})", name, re.IGNORECASE)
    wanted = name.lower()
    for spec in MESSAGES.values():
        if wanted in {spec.name.lower(), spec.long_name.lower()} or (match and int(match[1]) == spec.type):
            return _message_lines(spec)
    return _zlb() if wanted == "zlb" else None


def _zlb() -> Lines:
    yield "", "ZLB: Zero-Length Body message"
    yield "Meaning", "A control header without AVPs. It acknowledges what came before its Nr and uses up no Ns."
    yield "Reference", "RFC 2661 5.8"


def _message_lines(spec: MessageSpec) -> Lines:
    yield "", f"{spec.name}: {spec.long_name}, message type {spec.type}"
    yield "Belongs to", "one session" if spec.of_session else "the tunnel"
    yield "Required AVPs", _avp_names(spec.required) or "none beside the Message Type"
    if spec.allowed:
        yield "Allowed AVPs", _avp_names(spec.allowed)
    if spec.name.lower() in RESULTS:
        for number, (text, _) in RESULTS[spec.name.lower()][1].items():
            yield f"Result {number}", text
    yield "Reference", _reference(spec.rfc)


def _avp_names(types: frozenset[int]) -> str:
    return ", ".join(f"{spec.name} ({type_})" if (spec := spec_of(0, type_)) else str(type_) for type_ in sorted(types))


def _reference(rfc: str) -> str:
    return f"RFC {rfc}" if rfc[:1].isdigit() else rfc
