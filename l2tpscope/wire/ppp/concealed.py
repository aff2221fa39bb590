"""A body that is a secret and is read no further: of SPAP, and of a change of password."""

from typing import NamedTuple

from l2tpscope.wire.ppp.reading import Lines, Reading
from l2tpscope.wire.text import masked


class Concealed(NamedTuple):
    """Octets that hold a password or a proof of one; callers must mask them."""

    octets: bytes

    def lines(self) -> Lines:
        """How many there are."""
        return (("body", masked(self.octets)),)


def concealed(reading: Reading) -> Concealed:
    """All that is left."""
    return Concealed(reading.rest())
