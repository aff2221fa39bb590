"""The kinds of datagrams."""

from l2tpscope.scan import judged


def test_no_two_kinds_have_the_same_number() -> None:
    kinds = [judged.OTHER, judged.CONTROL, judged.DATA, judged.L2F, judged.IKE, judged.ESP]
    assert kinds == list(range(6))
