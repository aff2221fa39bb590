"""Rule, Kind and `finding`: one entry of the catalogue, and how a rule states what it found."""

import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property

from l2tpscope.conversation.model import Conversation, Session, Tunnel
from l2tpscope.rules.finding import Confidence, Evidence, Finding, Severity

Check = Callable[[Conversation], Iterator[Finding]]
SECTIONS = ("What it means", "What to do", "Harmless when", "Look-alikes", "Reference")


class Kind(StrEnum):
    """What a rule's findings are to an attempt that failed.

    cause: may be a root cause. symptom: only where nothing better fits. impairment: hurts, and is a root cause only
    where the finding names attempts. condition: about the capture or its security, never a root cause.
    """

    CAUSE = "cause"
    SYMPTOM = "symptom"
    IMPAIRMENT = "impairment"
    CONDITION = "condition"


@dataclass(frozen=True)
class Rule:
    """One rule: its function, how bad what it finds is, and how it ranks. Its docstring is its documentation.

    severity   the worst that it can say; a finding may be milder
    fallback   it is heard only about attempts that no cause and no impairment explains (nor, of a symptom, another one)
    """

    check: Check
    severity: Severity
    kind: Kind
    aliases: tuple[str, ...] = ()
    fallback: bool = False

    @property
    def name(self) -> str:
        """The rule's name: that of its function and file, with hyphens."""
        return name_of(self.check)

    @cached_property
    def title(self) -> str:
        """The first line of the docstring."""
        return inspect.cleandoc(self.check.__doc__ or "").split("\n", 1)[0].strip()

    @cached_property
    def sections(self) -> dict[str, str]:
        """The fixed sections of the docstring by heading; paragraphs of a section are joined by newlines."""
        return sections_of(self.check)


def name_of(check: Check) -> str:
    """`hello_unanswered` is the rule `hello-unanswered`."""
    return check.__name__.replace("_", "-")


@cache
def sections_of(check: Check) -> dict[str, str]:
    """The sections of a rule's docstring; lines of one paragraph are joined, list items ("- ...") stay lines."""
    text = inspect.cleandoc(check.__doc__ or "")
    heading = "|".join(SECTIONS)
    parts = re.split(rf"^({heading}):[ \n]", text, flags=re.MULTILINE)
    return {name: _unwrapped(body) for name, body in zip(parts[1::2], parts[2::2], strict=True)}


def _unwrapped(body: str) -> str:
    lines: list[str] = []
    for line in (raw.strip() for raw in body.strip().splitlines()):
        if lines and line and not line.startswith("- "):
            lines[-1] += f" {line}"
        elif line:
            lines.append(line)
    return "\n".join(lines)


def finding(  # noqa: PLR0913 - a finding has that many parts, and all but three have a default in the rule's docstring
    check: Check,
    severity: Severity,
    confidence: Confidence,
    summary: str,
    evidence: Iterable[Evidence],
    *,
    tunnel: Tunnel | None = None,
    session: Session | None = None,
    attempts: Iterable[int] = (),
    cause: str | None = None,
    remedy: str | None = None,
    occurrences: int = 1,
) -> Finding:
    """A Finding of this rule; what is not given is taken from the sections of the rule's docstring."""
    sections = sections_of(check)
    look_alikes = sections.get("Look-alikes", "").splitlines()
    return Finding(
        rule=name_of(check),
        severity=severity,
        confidence=confidence,
        summary=summary,
        cause=cause or sections.get("What it means", ""),
        remedy=remedy or sections.get("What to do", ""),
        look_alikes=tuple(line.removeprefix("- ") for line in look_alikes),
        reference=sections.get("Reference", ""),
        evidence=tuple(evidence),
        attempts=tuple(attempts),
        tunnel=tunnel.index if tunnel else session.tunnel.index if session else None,
        session=session.index if session else None,
        occurrences=occurrences,
    )
