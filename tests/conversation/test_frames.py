"""The frames of a tunnel are those of its messages, of its PPP, and of what else speaks of it, and of no other."""

import pytest

from l2tpscope.conversation.frames import frames_of
from tests.samples import NAMES, analysed


@pytest.mark.parametrize("name", NAMES)
def test_each_message_and_its_fragments_and_errors_belong_to_their_tunnel(name: str) -> None:
    conversation = analysed(name).conversation
    sets = [frames_of(conversation, tunnel) for tunnel in conversation.tunnels]
    for tunnel, frames in zip(conversation.tunnels, sets, strict=True):
        assert frames >= {sent.ref for sent in tunnel.transmissions}
        assert frames >= {ref for sent in tunnel.transmissions for ref in sent.datagram.fragments}
        assert frames >= {error.ref for error in tunnel.quotes}
        assert frames >= {frame.ref for session in tunnel.talking for frame in session.ppp}
    assert sum(map(len, sets)) >= len(set().union(*sets))


def test_two_tunnels_share_no_message() -> None:
    conversation = analysed("several-tunnels.pcap").conversation
    first, second = (frames_of(conversation, tunnel) for tunnel in conversation.tunnels[:2])
    assert not first & second


def test_fragments_that_were_never_whole_go_with_both_ends() -> None:
    conversation = analysed("fragment-loss.pcap").conversation
    broken = {ref for defect in conversation.defects for ref in defect.frames}
    assert broken
    assert broken <= frames_of(conversation, conversation.tunnels[0])
