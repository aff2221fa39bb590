"""What a template prints is harmless, and has an end, whatever it is given."""

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup

from l2tpscope.render.environment import LONGEST, environment


def printed(value: object) -> str:
    return environment({}, {}).from_string("{{ value }}").render(value=value)


def test_markup_control_characters_and_overrides_are_spelled_out() -> None:
    assert printed("<b>\x07\u202e") == "&lt;b&gt;\\x07\\u202e"


def test_a_long_string_is_cut_and_says_so() -> None:
    assert printed("a" * LONGEST) == "a" * LONGEST
    assert printed("a" * (LONGEST + 1_500)) == "a" * LONGEST + "… (1,500 more letters)"


def test_our_own_markup_and_numbers_stay() -> None:
    assert printed(Markup("<b>")) == "<b>"
    assert printed(7) == "7"


def test_filters_and_names_are_those_given_and_no_others() -> None:
    made = environment({"twice": lambda number: 2 * number}, {"seven": 7})
    assert made.from_string("{{ seven|twice }}").render() == "14"
    with pytest.raises(UndefinedError):
        made.from_string("{{ eight }}").render()
