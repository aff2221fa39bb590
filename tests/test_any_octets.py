"""Captures that are damaged anywhere: an analysis or a sentence comes out, through every surface."""

import io
import json
from typing import NamedTuple

import jsonschema
from hypothesis import given, settings
from hypothesis import strategies as st

from l2tpscope.analysis import read
from l2tpscope.render.as_json import json_text, schema
from l2tpscope.render.ink import Ink
from l2tpscope.render.ladder_html import ladder_page
from l2tpscope.render.ladder_mermaid import ladder_mermaid
from l2tpscope.render.ladder_svg import ladder_svg
from l2tpscope.render.ladder_text import ladder_text
from l2tpscope.render.report import report_html
from l2tpscope.render.tables import FORMATS, table_text
from l2tpscope.render.text import verdict_text
from l2tpscope.render.timeline_svg import timeline_svg
from l2tpscope.views.ladder import ladder
from l2tpscope.views.listing import findings_table, messages_table, sessions_table, tunnels_table
from l2tpscope.views.overview import overview
from l2tpscope.views.report import report_page
from l2tpscope.views.summary import summary
from l2tpscope.views.timeline import timeline
from tests.samples import FOLDER

LARGE = 20_000
VALIDATOR = jsonschema.Draft202012Validator(json.loads(schema()))
SAMPLES = sorted(path.name for path in FOLDER.glob("*.pcap*") if path.stat().st_size < LARGE and "." not in path.stem)
WIDTH = 80


class Damage(NamedTuple):
    """What is done to a sample capture: (place as a share of its size, octets taken out, octets put in), then a cut."""

    name: str
    edits: list[tuple[float, int, bytes]]
    cut: float

    def done(self) -> bytes:
        """The damaged octets; the file header stays."""
        octets = bytearray((FOLDER / self.name).read_bytes())
        for share, removed, inserted in self.edits:
            at = 24 + int(share * (len(octets) - 24))
            octets[at : at + removed] = inserted
        return bytes(octets[: 24 + int(self.cut * (len(octets) - 24))])


SHARE = st.floats(0, 1)
EDIT = st.tuples(SHARE, st.integers(0, 3), st.binary(max_size=3))
DAMAGE = st.builds(Damage, st.sampled_from(SAMPLES), st.lists(EDIT, min_size=1, max_size=12), st.just(1.0) | SHARE)


def _bear(octets: bytes) -> None:
    """Take octets through every surface."""
    analysis = read(io.BytesIO(octets))
    assert all(analysis.unreadable)
    assert analysis.rule_failures == ()
    VALIDATOR.validate(json.loads(json_text(analysis)))
    assert max(map(len, verdict_text(summary(analysis), Ink()).splitlines())) <= WIDTH
    assert report_html(report_page(analysis)).rstrip().endswith("</html>")
    assert timeline_svg(overview(analysis))
    for tunnel in analysis.conversation.tunnels:
        drawn = ladder(analysis, tunnel)
        assert max(map(len, ladder_text(drawn, Ink()).splitlines())) <= WIDTH
        assert ladder_svg(drawn)
        assert ladder_mermaid(drawn)
        assert ladder_page([drawn]).rstrip().endswith("</html>")
        assert timeline_svg(timeline(analysis, tunnel))
    for tabulated in (tunnels_table, sessions_table, messages_table, findings_table):
        for format_ in ("table", *FORMATS):
            assert all("\x1b" not in piece for piece in table_text(tabulated(analysis), format_, Ink()))


@settings(max_examples=60, deadline=None)
@given(DAMAGE)
def test_a_damaged_capture_comes_through_every_surface(damage: Damage) -> None:
    _bear(damage.done())


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=300))
def test_octets_of_any_kind_are_refused_or_analyzed(octets: bytes) -> None:
    _bear(octets)
    _bear((FOLDER / "clean-call.pcap").read_bytes()[:24] + octets)
