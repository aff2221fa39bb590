"""What peers say may be anything: no form of a ladder takes it for its own, and none grows with it."""

import re
import struct
from collections.abc import Callable

import pytest

from l2tpscope.analysis import Analysis
from l2tpscope.capture.block import FrameRef
from l2tpscope.conversation.model import PppFrame
from l2tpscope.render.ink import Ink
from l2tpscope.render.ladder_html import ladder_fragment, ladder_page
from l2tpscope.render.ladder_mermaid import ladder_mermaid
from l2tpscope.render.ladder_png import ladder_png
from l2tpscope.render.ladder_svg import ladder_svg
from l2tpscope.render.ladder_text import ladder_text
from l2tpscope.views.ladder import Ladder, ladder
from l2tpscope.wire.message import Avp
from tests.views.handmade import ADDRESSES, LAC, LNS, STOPCCN, Script, analysis_of, at, stated, whole

STRINGS = {
    "a script": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "the end of everything": "--></style></script></svg></table>]]>",
    "control characters": "\x1b[2J\x07\x00\r\n\x9b31m",
    "right to left": "lac\u202egnp.exe\u2066\u200f",
    "65 kB": "lorem ipsum " * 5_500,
    "65 kB without a blank": "x" * 65_000,
    "65 kB of controls": "\x1b" * 65_000,
    "Mermaid": "x;end\n%%{init}%%#quot;$$\\frac$$ participant Z",
    "TeX": "$\\frac{1}{0}$ \\textbf",
    "wide and combining": "\u4e2d\u0301" * 40,
}
FORMS: dict[str, Callable[[Ladder], str]] = {
    "text": lambda shown: ladder_text(shown, Ink()),
    "ASCII": lambda shown: ladder_text(shown, Ink(unicode=False)),
    "SVG": ladder_svg,
    "Mermaid": ladder_mermaid,
    "fragment": ladder_fragment,
    "page": lambda shown: ladder_page([shown]),
}
UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


def hostile(text: str) -> Analysis:
    """A tunnel in which every text is this one."""
    octets = text.encode("utf-8", "surrogatepass")
    script = Script()

    def avp(type_: int, value: bytes) -> Avp:
        return Avp(0, type_, mandatory=True, hidden=False, value=value, offset=12)

    script.say(0, LAC, 1, 0, 0, avps=(avp(0, b"\0\1"), avp(7, octets), avp(8, octets)))
    call = script.call(1, 2)
    for number, (protocol, code, body) in enumerate(
        ((0xC023, 3, bytes((len(octets[:255]),)) + octets[:255]), (0xC021, 5, octets)), 2
    ):
        packet = struct.pack(">BBH", code, 1, min(4 + len(body), 65_535)) + body
        call.ppp.append(PppFrame(FrameRef(0, number), at(number / 10), LAC, protocol, code, 1, packet, ADDRESSES[LAC]))
    script.frame += 2
    script.say(1, LNS, STOPCCN, 0, 1, avps=(avp(0, b"\0\4"), avp(1, b"\0\2\0\6" + octets)))
    script.tunnel.initiator.host_name = script.tunnel.recipient.host_name = text
    said = stated("ctl-ns-anomaly", f"It said {text}.", 1)
    return analysis_of(whole([script.tunnel], [], script.frame, 2), (said,))


@pytest.fixture(params=STRINGS, name="shown")
def _shown(request: pytest.FixtureRequest) -> Ladder:
    analysis = hostile(STRINGS[request.param])
    return ladder(analysis, analysis.conversation.tunnels[0])


@pytest.mark.parametrize("form", FORMS)
def test_nothing_that_acts_gets_through_and_everything_is_bounded(form: str, shown: Ladder) -> None:
    drawn = FORMS[form](shown)
    assert not UNPRINTABLE.search(drawn)
    assert "onerror=alert(1)>" not in drawn or form in {"text", "ASCII"}
    assert len(drawn) < 60_000
    drawn.encode("utf-8")


@pytest.mark.parametrize("form", ["fragment", "page", "SVG"])
def test_no_element_comes_from_a_peer(form: str, shown: Ladder) -> None:
    tags = set(re.findall(r"<([a-z]+)", FORMS[form](shown)))
    assert "img" not in tags
    assert FORMS[form](shown).count("<script") == (1 if form == "page" else 0)


@pytest.mark.parametrize("form", ["text", "ASCII"])
def test_lines_stay_within_80_columns(form: str, shown: Ladder) -> None:
    lines = FORMS[form](shown).splitlines()
    assert max(map(len, lines)) <= 80
    assert form == "text" or all(line.isascii() for line in lines)


def test_a_png_is_drawn_of_it(shown: Ladder) -> None:
    assert len(ladder_png(shown)) > 5_000
