"""Marks: the control messages at which a session or tunnel ID may begin to mean something else."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from l2tpscope.scan.columns import Bools, Hashes, Ints, column, gather, grown, layout, none
from l2tpscope.scan.hashing import Hashing
from l2tpscope.scan.index import Index
from l2tpscope.scan.judged import CONTROL_HEADER, L_BIT, S_BIT
from l2tpscope.scan.sights import Sights

SESSION, TUNNEL, BETWEEN = 1, 2, 3
"""What a key names: the IDs of a data message's header, a Tunnel ID, a Session ID between two addresses."""
FRAME_BITS = 36
"""Frame numbers stay below 2**36."""
_FRAME_MASK = (1 << FRAME_BITS) - 1
_MARKING = np.isin(np.arange(256), (1, 2, 3, 4, 7, 8, 9, 10, 11, 12, 14))
"""SCCRQ SCCRP SCCCN StopCCN OCRQ OCRP OCCN ICRQ ICRP ICCN CDN (RFC 2661 3.2)."""
_TUNNEL_MESSAGES = 4
_TUNNEL_ID, _SESSION_ID = 9, 14
_LOCAL_SESSION_ID, _REMOTE_SESSION_ID = 63, 64
_MOST_AVPS = 200

_HEADER = layout(8, flags=(">u2", 0), tunnel=(">u2", 4), session=(">u2", 6))
_AVP = layout(10, bits=(">u2", 0), vendor=(">u2", 2), type=(">u2", 4), short=(">u2", 6), long=(">u4", 6))
_V4 = layout(8, source=("<u4", 0), destination=("<u4", 4))
_V6 = layout(32, a=("<u8", 0), b=("<u8", 8), c=("<u8", 16), d=("<u8", 24))
_VERSION, _VERSION_3 = 0x000F, 3


@dataclass(slots=True)
class Found:
    """Marks of one Block, one row each: from this frame on the ID of this key may mean something new."""

    frame: Ints
    keys: Hashes

    def and_those(self, other: "Found") -> "Found":
        """Both."""
        return Found(np.concatenate((self.frame, other.frame)), np.concatenate((self.keys, other.keys)))


class Marks:
    """The latest mark of every key.

    A header names the session by both of its receiver's IDs. An Assigned Session ID comes without its sender's Tunnel
    ID: it is told from those of other tunnels by the two addresses, or else an LNS that counts from 1 in every tunnel
    would open an epoch in all of them with each call.
    """

    def __init__(self) -> None:
        self._index = Index()
        self._latest = np.zeros(0, np.int64)

    @property
    def count(self) -> int:
        """How many keys there are."""
        return self._index.count

    def places(self, keys: Hashes) -> Ints:
        """Where the latest mark of each key is kept."""
        found, _ = self._index.numbers(keys)
        self._latest = grown(self._latest, self._index.count)
        return found

    def latest(self, places: Ints, frame: Ints, fresh: "Fresh") -> Ints:
        """The frame of the latest mark at each place before each `frame`, 0 where there was none."""
        latest = self._latest[places]
        touched = np.flatnonzero(fresh.is_marked[places]) if fresh.places.size else fresh.places
        if touched.size:
            own = places[touched].astype(np.int64)
            row = np.searchsorted(fresh.ordered, own << FRAME_BITS | frame[touched]) - 1
            before = fresh.ordered[np.maximum(row, 0)]
            hit = (row >= 0) & (before >> FRAME_BITS == own)
            latest[touched[hit]] = before[hit] & _FRAME_MASK
        return latest

    def begin(self, found: Found) -> "Fresh":
        """Give the marks of one Block their places, to be `close`d when its data messages are counted."""
        return Fresh(self.places(found.keys), found.frame, self._index.count)

    def close(self, fresh: "Fresh") -> None:
        """From now on these marks are the latest."""
        np.maximum.at(self._latest, fresh.places, fresh.frame)


class Fresh:
    """The marks of the Block at hand, by place and frame."""

    def __init__(self, places: Ints, frame: Ints, count: int) -> None:
        self.places = places
        self.frame = frame
        self.ordered = np.sort(places << FRAME_BITS | frame)
        self.is_marked = np.zeros(count if places.size else 0, np.bool_)
        self.is_marked[places] = True


def marks_among(sights: Sights, rows: Ints, hashing: Hashing) -> Found:
    """The marks that these control messages set: the IDs in their headers and those that they assign.

    An ID in the header is the receiver's, one in an Assigned ID AVP the sender's (RFC 2661 3.1, 4.4.3, 4.4.4).
    """
    base = sights.payload_at[rows] + np.where(sights.over_ip[rows], 4, 0)
    end = sights.payload_at[rows] + sights.here[rows]
    body, type_ = _body(sights, base, end)
    kept = np.flatnonzero(_MARKING[type_])
    if not kept.size:
        return Found(none(), np.zeros(0, np.uint64))
    rows, base, end, type_ = rows[kept], base[kept], end[kept], type_[kept]
    receiver, sender = addresses(sights, rows, hashing)
    messages = Messages(sights.frame[rows], base + body[kept], end, type_ <= _TUNNEL_MESSAGES, receiver, sender)
    parts = [*_by_header(sights, base, messages, hashing), *_by_avps(sights, messages, hashing)]
    return Found(np.concatenate([part.frame for part in parts]), np.concatenate([part.keys for part in parts]))


def key_of(hashing: Hashing, address: Hashes, ids: Ints, scope: int) -> Hashes:
    """The key of IDs that the owner of `address` assigned; scope is SESSION, TUNNEL or BETWEEN."""
    return hashing.with_numbers(address, ids << 2 | scope)


@dataclass(slots=True)
class Messages:
    """Control messages that set marks, one row each: their AVPs stand from `at` to `end`."""

    frame: Ints
    at: Ints
    end: Ints
    is_tunnel: Bools
    receiver: Hashes
    sender: Hashes


def _body(sights: Sights, base: Ints, end: Ints) -> tuple[Ints, Ints]:
    """Where the AVPs start (wire/ is as lenient), and the Message Type, 0 where none can be read."""
    flags = column(gather(sights.buffer, base, _HEADER), "flags")
    body = np.full(len(base), CONTROL_HEADER, np.int64)
    type_ = _type(sights, base + body, end)
    odd = np.flatnonzero((type_ == 0) & (flags & (L_BIT | S_BIT) != L_BIT | S_BIT))
    if odd.size:
        body[odd] = 6 + np.where(flags[odd] & L_BIT, 2, 0) + np.where(flags[odd] & S_BIT, 4, 0)
        type_[odd] = _type(sights, base[odd] + body[odd], end[odd])
    return body, type_


def _type(sights: Sights, at: Ints, end: Ints) -> Ints:
    avp = gather(sights.buffer, at, _AVP)
    readable = (avp["bits"] & 0x43FF == 8) & (avp["vendor"] == 0) & (avp["type"] == 0) & (at + 8 <= end)  # noqa: PLR2004
    return np.where(readable & (avp["short"] < len(_MARKING)), avp["short"], 0).astype(np.int64)


def addresses(sights: Sights, rows: Ints, hashing: Hashing) -> tuple[Hashes, Hashes]:
    """Hashes of the destination and of the source address."""
    at, is_v6 = sights.address_at[rows], sights.is_v6[rows]
    short = gather(sights.buffer, at, _V4)
    receiver = hashing.of(short["destination"].astype(np.uint64))
    sender = hashing.of(short["source"].astype(np.uint64))
    if is_v6.any():
        long = gather(sights.buffer, at[is_v6], _V6)
        receiver[is_v6] = hashing.of(long["c"], long["d"])
        sender[is_v6] = hashing.of(long["a"], long["b"])
    return receiver, sender


def between(receiver: Hashes, sender: Hashes) -> Hashes:
    """A hash of both addresses of a data message, which are those of a control message the other way round."""
    return receiver + (sender ^ (receiver >> np.uint64(1)))


def _assigned_keys(messages: Messages, rows: Ints, ids: Ints, hashing: Hashing) -> Hashes:
    """Keys of the Tunnel or Session IDs that the senders of these messages assign to themselves."""
    owner, is_tunnel = messages.sender[rows], messages.is_tunnel[rows]
    scope = np.where(is_tunnel, TUNNEL, BETWEEN)
    return hashing.with_numbers(np.where(is_tunnel, owner, between(owner, messages.receiver[rows])), ids << 2 | scope)


def _by_header(sights: Sights, base: Ints, messages: Messages, hashing: Hashing) -> Iterator[Found]:
    header = gather(sights.buffer, base, _HEADER)
    version2 = header["flags"] & _VERSION != _VERSION_3
    tunnel, session = column(header, "tunnel"), column(header, "session")
    for scope, ids, own in (
        (TUNNEL, tunnel, version2 & messages.is_tunnel & (tunnel != 0)),
        (SESSION, tunnel << 16 | session, version2 & ~messages.is_tunnel & (session != 0)),
    ):
        yield Found(messages.frame[own], key_of(hashing, messages.receiver[own], ids[own], scope))


def _by_avps(sights: Sights, messages: Messages, hashing: Hashing) -> Iterator[Found]:
    """Step through the AVPs of all messages together, until each ends or has named its ID."""
    left = np.arange(len(messages.at))
    at = messages.at
    for _ in range(_MOST_AVPS):
        avp = gather(sights.buffer, at, _AVP)
        length = column(avp, "bits") & 0x03FF
        whole = (length >= 6) & (at + length <= messages.end[left])  # noqa: PLR2004 - an AVP header
        plain = whole & (avp["bits"] & 0x4000 == 0) & (avp["vendor"] == 0)
        type_ = avp["type"]
        named = plain & (length == 8) & (type_ == np.where(messages.is_tunnel[left], _TUNNEL_ID, _SESSION_ID))  # noqa: PLR2004
        if named.any():
            own, ids = left[named], column(avp, "short")[named]
            yield Found(messages.frame[own], _assigned_keys(messages, own, ids, hashing))
        for wanted, owner in ((_LOCAL_SESSION_ID, messages.sender), (_REMOTE_SESSION_ID, messages.receiver)):
            long = plain & (length == 10) & (type_ == wanted)  # noqa: PLR2004
            if long.any():
                own = left[long]
                yield Found(messages.frame[own], key_of(hashing, owner[own], column(avp, "long")[long], SESSION))
        on = whole & ~named
        if not on.any():
            return
        at, left = at[on] + length[on], left[on]
