"""Times as users type them: RFC 3339, seconds since 1970, or seconds from the first frame."""

import re
from datetime import UTC, datetime
from decimal import Decimal

from l2tpscope.errors import UsageError

SECOND = 1_000_000_000
_FORMS = "RFC 3339 (2026-11-20T14:30:07.5Z), seconds since 1970 (1795000000.5), or +12.5 from the first frame"


def instant_ns(text: str | None, captures: tuple[str, ...]) -> int | None:
    """Nanoseconds since 1970 of a time as typed; None for None. Raises UsageError where it is no time."""
    if text is None:
        return None
    if re.fullmatch(r"\+\d+(\.\d*)?", text):
        return _first_ns(captures) + int(Decimal(text) * SECOND)
    if re.fullmatch(r"\d+(\.\d*)?", text):
        return int(Decimal(text) * SECOND)
    return _rfc3339_ns(text)


def _rfc3339_ns(text: str) -> int:
    """Python's datetime knows microseconds only, so the fraction is read apart. Without a zone it is UTC."""
    match = re.fullmatch(r"(\d{4}-\d\d-\d\d(?:[Tt ]\d\d:\d\d(?::\d\d)?)?)(?:\.(\d+))?([Zz]|[+-]\d\d:?\d\d)?", text)
    try:
        moment = datetime.fromisoformat(f"{match[1]}{match[3] or 'Z'}" if match and ":" in match[1] else text)
    except ValueError:
        raise UsageError(f"{text!r} is no time; write it as {_FORMS}") from None
    zoned = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    fraction = match[2] if match and match[2] else "0"
    return int(zoned.timestamp()) * SECOND + int(fraction[:9].ljust(9, "0"))


def _first_ns(captures: tuple[str, ...]) -> int:
    """The time of the earliest first frame of these captures."""
    if "-" in captures:
        raise UsageError("a time from the first frame (+SECONDS) cannot be used with standard input")
    firsts = [first for path in captures if (first := _first_frame_ns(path)) is not None]
    return min(firsts, default=0)


def _first_frame_ns(path: str) -> int | None:
    from l2tpscope.capture.reader import open_capture  # noqa: PLC0415 - 20 ms that --help need not wait for

    with open_capture(path) as reader:
        for block in reader.blocks():
            for frame in reader.frames(block):
                return frame.time_ns
    return None
