"""Columns of a drawn ladder."""

import pytest

from l2tpscope.capture.block import FrameRef
from l2tpscope.conversation.model import Address
from l2tpscope.render.drawing import WIDEST_LETTER
from l2tpscope.render.ladder_columns import Columns, columns_of, named
from l2tpscope.views.ladder import ladder
from l2tpscope.views.layout import lines
from tests.views.handmade import LAC, LNS, Script, analysis_of, hello_analysis, set_up, whole


def columns(script: Script, seconds: float = 1) -> Columns:
    shown = ladder(analysis_of(whole([script.tunnel], [], script.frame, seconds)), script.tunnel)
    return columns_of(shown, list(lines(shown)))


def test_columns_stand_side_by_side() -> None:
    script = Script()
    set_up(script)
    found = columns(script)
    places = (found.time, found.step, found.left, found.right, found.frame, found.session, found.finding, found.notes)
    assert list(places) == sorted(places)
    assert found.middle == (found.left + found.right) / 2
    assert found.width > found.notes + WIDEST_LETTER * (found.note_letters - 3)


def test_long_times_and_frame_numbers_have_room() -> None:
    short, long = Script(), Script()
    set_up(short)
    set_up(long)
    long.frame = 123_456_788
    long.say(360_000, LAC, 6, 2, 1)
    one, other = columns(short), columns(long, 360_001)
    assert other.time - one.time == pytest.approx(WIDEST_LETTER * (len("100:00:00.000") - 8))
    assert (other.frame - other.right) - (one.frame - one.right) == pytest.approx(
        WIDEST_LETTER * (len("123456789") - 6)
    )


def test_addresses_of_ipv6_have_room_and_names_without_end_do_not() -> None:
    script = Script()
    set_up(script)
    for side in (LAC, LNS):
        script.tunnel.ends[side].addresses = [Address("2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff", 1701)]
    assert columns(script).right - columns(script).left >= 2 * WIDEST_LETTER * 48
    script.tunnel.initiator.host_name = script.tunnel.recipient.host_name = "x" * 1_000
    assert columns(script).right - columns(script).left == 780


def test_ends_are_named_by_role_name_address_and_id() -> None:
    shown = ladder(hello_analysis(), hello_analysis().conversation.tunnels[0])
    assert named(shown.initiator) == ("LAC lac-ams-1", "192.0.2.10 port 1701", "tunnel ID 4711")
    assert shown.frame_name(FrameRef(0, 7)) == "7"
