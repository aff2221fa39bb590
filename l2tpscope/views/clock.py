"""Times, durations and amounts as people read them: nanoseconds in, words out."""

from datetime import UTC, datetime

KILO = 1_000
MICROSECOND = 1_000
MILLISECOND = 1_000_000
SECOND = 1_000_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR


def duration(ns: int) -> str:
    """A length of time with two or three figures: "40 µs", "12 ms", "1.5 s", "2 min 5 s", "3 h 12 min"."""
    if ns < 0:
        return f"-{duration(-ns)}"
    if ns < MINUTE:
        return _under_a_minute(ns)
    for unit, name, part, part_name in (
        (DAY, "d", HOUR, "h"),
        (HOUR, "h", MINUTE, "min"),
        (MINUTE, "min", SECOND, "s"),
    ):
        if ns >= unit:
            rest = ns % unit // part
            return f"{ns // unit} {name}" + (f" {rest} {part_name}" if rest else "")
    raise AssertionError(ns)


def _under_a_minute(ns: int) -> str:
    if ns < MILLISECOND - MICROSECOND // 2:
        return f"{ns / MICROSECOND:.0f} µs" if ns else "0 s"
    if ns < SECOND - MILLISECOND // 2:
        return _figures(ns / MILLISECOND) + " ms"
    return _figures(ns / SECOND) + " s"


def _figures(amount: float) -> str:
    """One decimal under ten, none above, and no ".0"."""
    return f"{amount:.{1 if amount < 10 else 0}f}".removesuffix(".0")  # noqa: PLR2004 - ten


def seconds(ns: int) -> str:
    """A back-off step as a bare number of seconds: "1", "0.5", "16"."""
    return f"{round(ns / SECOND, 1):g}"


def offset(ns: int) -> str:
    """Time since a start with milliseconds: "0.012", "61.090", "1:02:03.400"."""
    if abs(ns) < 1_000 * SECOND:
        return f"{ns / SECOND:.3f}"
    sign, ns = ("-", -ns) if ns < 0 else ("", ns)
    hours, rest = divmod(ns // MILLISECOND, 3_600_000)
    minutes, rest = divmod(rest, 60_000)
    return f"{sign}{hours}:{minutes:02}:{rest // 1000:02}.{rest % 1000:03}"


def rfc3339(ns: int) -> str:
    """An instant as RFC 3339 in UTC with nine decimals; beyond year 9999 the seconds since 1970."""
    whole, fraction = divmod(ns, SECOND)
    try:
        return f"{datetime.fromtimestamp(whole, UTC):%Y-%m-%dT%H:%M:%S}.{fraction:09}Z"
    except (OverflowError, ValueError, OSError):
        return f"{whole}.{fraction:09}"


def instant(ns: int) -> str:
    """An instant for people: "2026-11-20 14:30:07 UTC"."""
    text = rfc3339(ns)
    return f"{text[:10]} {text[11:19]} UTC" if text.endswith("Z") else f"{text} s"


def time_of_day(ns: int) -> str:
    """An instant as the time of its day: "14:30:07.250"; beyond year 9999 as `rfc3339` has it."""
    text = rfc3339(ns)
    return text[11:23] if text.endswith("Z") else text


def octets(count: int) -> str:
    """An amount of octets: "98 B", "1.2 kB", "40 MB" (powers of 1000)."""
    size = float(count)
    if count < KILO:
        return f"{count} B"
    for unit in ("kB", "MB", "GB"):
        size /= KILO
        if size < KILO:
            return f"{_figures(size)} {unit}"
    return f"{size / KILO:.1f} TB"


def bits(rate: float) -> str:
    """A data rate: "98 bit/s", "1.2 Mbit/s"."""
    for unit in ("", "k", "M", "G"):
        if rate < KILO:
            return f"{_figures(rate)} {unit}bit/s"
        rate /= KILO
    return f"{_figures(rate)} Tbit/s"


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun: "1 call", "3 calls", "1,284,331 frames"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
