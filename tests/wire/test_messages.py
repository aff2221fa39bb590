"""The table of control messages."""

import pytest

from l2tpscope.wire.avps import spec_of
from l2tpscope.wire.decode import decode_control
from l2tpscope.wire.encode import encode_control
from l2tpscope.wire.messages import MESSAGES, allows, label_of, message_name

NAMES = (
    "SCCRQ SCCRP SCCCN StopCCN - HELLO OCRQ OCRP OCCN ICRQ ICRP ICCN - CDN WEN SLI MDMST SRRQ SRRP ACK FSQ FSR MSRQ "
    "MSRP MSE MSI MSEN CSUN CSURQ"
)


def test_every_assigned_message_has_its_name() -> None:
    expected = {number: name for number, name in enumerate(NAMES.split(), 1) if name != "-"}
    assert {number: spec.name for number, spec in MESSAGES.items()} == expected


@pytest.mark.parametrize(("type_", "name"), [(1, "SCCRQ"), (5, "type 5"), (400, "type 400"), (None, "type ?")])
def test_unassigned_numbers_are_named_by_number(type_: int | None, name: str) -> None:
    assert message_name(type_) == name


def test_a_zlb_is_labelled_so() -> None:
    assert label_of(decode_control(encode_control(None, tunnel_id=1, ns=0, nr=0))) == "ZLB"
    assert label_of(decode_control(encode_control(4, tunnel_id=1, ns=0, nr=0))) == "StopCCN"


@pytest.mark.parametrize("number", MESSAGES)
def test_each_row_names_only_known_attributes_and_each_once(number: int) -> None:
    spec = MESSAGES[number]
    assert not spec.required & spec.allowed
    assert all(spec_of(0, attribute) is not None for attribute in spec.required | spec.allowed)


def test_message_type_and_random_vector_are_allowed_everywhere() -> None:
    assert all(allows(number, 0) and allows(number, 36) for number in MESSAGES)
    assert not allows(6, 9)
    assert allows(200, 9)
