"""The tables of options."""

import re

import pytest

from l2tpscope.wire.ppp.numbers import PROTOCOLS, is_negotiation
from l2tpscope.wire.ppp.option_tables import OPTIONS

ROWS = [(protocol, number) for protocol, table in OPTIONS.items() for number in table]


def test_every_table_is_of_a_protocol_that_negotiates() -> None:
    assert all(protocol in PROTOCOLS and is_negotiation(protocol) for protocol in OPTIONS)


@pytest.mark.parametrize(("protocol", "number"), ROWS)
def test_every_row_is_sound(protocol: int, number: int) -> None:
    spec = OPTIONS[protocol][number]
    assert 0 <= number <= 255
    assert 0 <= spec.kind.number_octets <= spec.kind.longest
    assert spec.kind.shortest <= spec.kind.longest <= 253
    assert re.fullmatch(r"\d{4}( \d+(\.\d+)*)?", spec.rfc)
    for length in {spec.kind.shortest, min(spec.kind.longest, 30)}:
        assert spec.kind.text(b"\xff" * length).isprintable()


def test_no_two_options_of_a_protocol_share_a_name() -> None:
    for table in OPTIONS.values():
        assert len({spec.name for spec in table.values()}) == len(table)
