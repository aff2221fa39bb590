"""ControlMessage.avp: which AVP of a message a caller gets."""

from l2tpscope.wire.decode import decode_control
from l2tpscope.wire.encode import encode_avp, encode_control


def test_the_first_avp_of_the_vendor_and_type_is_found_and_a_hidden_one_is_not() -> None:
    body = encode_avp(36, bytes(16)) + encode_avp(7, b"????", hidden=True)
    body += encode_avp(7, b"vendor's", vendor_id=9) + encode_avp(7, b"first") + encode_avp(7, b"second")
    message = decode_control(encode_control(1, tunnel_id=0, ns=0, nr=0, avps=body))
    found, vendors = message.avp(7), message.avp(7, vendor_id=9)
    assert found is not None
    assert vendors is not None
    assert (found.value, vendors.value) == (b"first", b"vendor's")
    assert message.avp(8) is None
