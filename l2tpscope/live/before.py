"""Before: the Analysis of a source from which nothing has come yet."""

from l2tpscope.analysis import Analysis, counted, judged
from l2tpscope.capture.facts import CaptureFacts
from l2tpscope.conversation.listener import Listener


def nothing_yet(path: str) -> Analysis:
    """What stands on the screen until the first look."""
    facts = CaptureFacts(path, "pcap", is_live=True)
    return judged(Listener().finish([facts], counted([], 0)), (), ())
