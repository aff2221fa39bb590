"""The few exceptions that l2tpscope raises on purpose; everything else wrong in a capture is a defect or a warning.

L2tpscopeError
├── UnreadableCapture    no such file, no rights, a directory, or octets that are no capture
└── UsageError           a request that cannot be met: unknown tunnel, unknown rule, bad time, bad secrets file
"""


class L2tpscopeError(Exception):
    """Something l2tpscope cannot do, said in one sentence that tells what to do next."""


class UnreadableCapture(L2tpscopeError):  # noqa: N818 - named after what the source is
    """A source that is not a capture, or cannot be opened; the sentence says what it is instead."""


class UsageError(L2tpscopeError):
    """A request that names what is not there (a tunnel, a rule, a frame, a time), or a file of secrets that is none."""
