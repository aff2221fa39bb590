"""Ladders of some sample captures, as they were looked at: text, Mermaid, SVG."""

from collections.abc import Callable
from pathlib import Path

import pytest

from l2tpscope.render.ink import Ink
from l2tpscope.render.ladder_mermaid import ladder_mermaid
from l2tpscope.render.ladder_svg import ladder_svg
from l2tpscope.render.ladder_text import ladder_text
from l2tpscope.views.ladder import Ladder, chosen, ladder
from tests.samples import analysed

FOLDER = Path(__file__).parent / "ladders"
NAMES = (
    "chap-md5-ok.pcap",
    "lcp-echo-timeout.pcap",
    "loss60.pcap",
    "one-direction.pcap",
    "path-reorder.pcap",
    "tunnel-auth-mismatch.pcap",
)
FORMS: dict[str, Callable[[Ladder], str]] = {
    "txt": lambda shown: ladder_text(shown, Ink()),
    "mmd": ladder_mermaid,
    "svg": ladder_svg,
}


@pytest.mark.parametrize("suffix", FORMS)
@pytest.mark.parametrize("name", NAMES)
def test_the_ladder_is_as_before(name: str, suffix: str, *, update_golden: bool) -> None:
    analysis = analysed(name)
    drawn = FORMS[suffix](ladder(analysis, chosen(analysis)[0]))
    path = FOLDER / f"{name}.{suffix}"
    if update_golden:
        path.parent.mkdir(exist_ok=True)
        path.write_text(drawn, encoding="utf-8")
    assert path.is_file(), f"no golden file {path.name}; make golden writes it"
    assert drawn == path.read_text(encoding="utf-8")


def test_no_golden_ladder_is_left_over() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {f"{name}.{suffix}" for name in NAMES for suffix in FORMS}
