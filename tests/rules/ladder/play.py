"""Play a ladder script: count Ns and Nr, address each message, and write the capture."""

from dataclasses import dataclass, field

from l2tpscope.wire.encode import encode_data
from tests.rules.ladder import frames
from tests.rules.ladder.messages import SESSION_ASSIGNED, control
from tests.rules.ladder.script import Rung, Script, read_script
from tests.rules.ladder.tcp import tcp_octets

DEFAULTS = {
    "initiator": {"at": "192.0.2.10:1701", "host": "lac", "ttl": "64"},
    "recipient": {"at": "198.51.100.20:1701", "host": "lns", "ttl": "60"},
}
FIRST_ID = {"initiator": 100, "recipient": 200}
FIRST_SESSION = {"initiator": 10, "recipient": 20}
SESSIONLESS = {"SCCRQ", "SCCRP", "SCCCN", "StopCCN", "HELLO", "ICRQ", "OCRQ", "WEN?"}
OTHER = {"initiator": "recipient", "recipient": "initiator"}


@dataclass
class End:
    """One end as the script goes on: where it is, what it counts, what it has sent."""

    at: tuple[str, int]
    tunnel_id: int
    host: str
    ttl: int
    next_ns: int = 0
    expected: int = 0
    early: set[int] = field(default_factory=set)
    sent: dict[str, tuple[int, tuple[tuple[str, str], ...]]] = field(default_factory=dict)
    asked: dict[tuple[str, str], bytes] = field(default_factory=dict)
    data_ns: dict[str, int] = field(default_factory=dict)
    last_ip: bytes = b""


def capture_of(text: str) -> bytes:
    """The pcap file that a script describes."""
    return Player(read_script(text)).pcap()


def endpoint(text: str) -> tuple[str, int]:
    """`192.0.2.10:1701` or `[2001:db8::1]:1701`."""
    address, _, port = text.rpartition(":")
    return address.strip("[]"), int(port)


class Player:
    """Turns a Script's rungs into records."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.records: list[tuple[float, bytes]] = []
        self.ip_id = 0
        self.inner_id = 0
        self.ends = {
            (name, side): self._end(name, place, side)
            for place, name in enumerate(dict.fromkeys(script.tunnels))
            for side in OTHER
        }

    def _end(self, name: str, place: int, side: str) -> End:
        told = DEFAULTS[side] | self.script.ends.get(("", side), {}) | self.script.ends.get((name, side), {})
        own = self.script.ends.get((name, side), {})
        tunnel_id = int(own.get("tunnel", FIRST_ID[side] + place))
        return End(endpoint(told["at"]), tunnel_id, told["host"], int(told["ttl"]))

    def pcap(self) -> bytes:
        """Play all rungs and write the file."""
        for rung in self.script.rungs:
            self._play(rung)
        if self.script.twice is not None:
            self.records += [(time + self.script.twice, octets) for time, octets in self.records]
        return frames.pcap([record for record in self.records if record[0] >= self.script.begin], self.script.snaplen)

    def _play(self, rung: Rung) -> None:
        if rung.name == "END":
            noise = frames.Packet(("203.0.113.1", 53), ("203.0.113.2", 40000), 1, 64, b"noise")
            self.records.append((rung.time, frames.ip_octets(noise)))
        elif rung.name == "MOVE":
            self.ends[rung.tunnel, rung.side].at = endpoint(rung.word("at"))
        elif rung.name.startswith("ICMP"):
            self._icmp(rung)
        elif rung.name.startswith("DATA"):
            self._data(rung)
        elif rung.name.startswith("TCP"):
            self.inner_id += 1
            segment = tcp_octets(rung, self.inner_id)
            self._send(rung, rung.time, self._data_message(rung, segment, None))
        elif rung.name.startswith("RAW"):
            self._send(rung, rung.time, bytes.fromhex(rung.name.removeprefix("RAW ")))
        elif rung.name.split(" ")[0] in frames.PPP_PROTOCOLS:
            self._ppp(rung)
        else:
            self._control(rung)

    def _control(self, rung: Rung) -> None:
        end, peer = self.ends[rung.tunnel, rung.side], self.ends[rung.tunnel, OTHER[rung.side]]
        key = f"{rung.name} {rung.word('s', '1')}" if rung.name in SESSION_ASSIGNED else rung.name
        ns = self._ns(rung, end, key)
        if rung.again and rung.name != "ZLB":
            rung = rung._replace(words=end.sent[key][1] if len(rung.words) == 0 else rung.words)
        if rung.name != "ZLB":
            end.sent[key] = (ns, rung.words)
        session = int(rung.word("s", "1"))
        sessionless = rung.name in SESSIONLESS or (rung.name == "ZLB" and not rung.has("s"))
        header = (
            0 if rung.name == "SCCRQ" else peer.tunnel_id,
            0 if sessionless else FIRST_SESSION[OTHER[rung.side]] + session,
        )
        nr = int(rung.word("Nr") or end.expected) & 0xFFFF
        ids = (end.tunnel_id, FIRST_SESSION[rung.side] + session)
        self._send(rung, rung.time, control(rung, ids, header, (ns & 0xFFFF, nr), end.host))
        if rung.name != "ZLB" and rung.fate in {"seen", "missed"}:
            self._arrive(peer, ns)

    def _ns(self, rung: Rung, end: End, key: str) -> int:
        if rung.word("Ns"):
            ns = int(rung.word("Ns"))
            end.next_ns = max(end.next_ns, ns + (rung.name != "ZLB"))
            return ns
        if rung.again and rung.name != "ZLB":
            return end.sent[key][0]
        end.next_ns += rung.name != "ZLB"
        return end.next_ns - (rung.name != "ZLB")

    @staticmethod
    def _arrive(peer: End, ns: int) -> None:
        peer.early.add(ns)
        while peer.expected in peer.early:
            peer.expected += 1

    def _ppp(self, rung: Rung) -> None:
        end, peer = self.ends[rung.tunnel, rung.side], self.ends[rung.tunnel, OTHER[rung.side]]
        protocol, code = rung.name.split(" ")
        octets = frames.ppp_octets(rung, peer.asked.get((protocol, rung.word("s", "1"))))
        if code == "ConfReq":
            end.asked[protocol, rung.word("s", "1")] = octets if not rung.has("bare") else b"\xff\x03" + octets
        self._send(rung, rung.time, self._data_message(rung, octets, None))

    def _data(self, rung: Rung) -> None:
        count, every = int(rung.name.split(" ")[1]), float(rung.word("every", "0.1"))
        numbers: list[int | None] = [None] * count
        if rung.word("ns"):
            told = [int(part) for part in rung.word("ns").split(",")]
            numbers = list(told) if len(told) > 1 else list(range(told[0], told[0] + count))
        for place, ns in enumerate(numbers):
            octets = frames.inner_packet(rung, int(rung.word("size", "100")))
            self._send(rung, rung.time + place * every, self._data_message(rung, octets, ns))

    def _data_message(self, rung: Rung, payload: bytes, ns: int | None) -> bytes:
        other = OTHER[rung.side]
        tunnel_id = int(rung.word("tunnel") or self.ends[rung.tunnel, other].tunnel_id)
        session_id = int(rung.word("session") or FIRST_SESSION[other] + int(rung.word("s", "1")))
        bits = int(rung.word("flags", "0"), 16)
        offset = int(rung.word("offset")) if rung.word("offset") else None
        return encode_data(tunnel_id, session_id, payload, ns=ns, flags=bits, offset=offset)

    def _icmp(self, rung: Rung) -> None:
        quoted = self.ends[rung.tunnel, OTHER[rung.side]].last_ip
        source = rung.word("from") or self.ends[rung.tunnel, rung.side].at[0]
        if rung.fate == "seen":
            octets = frames.icmp_octets(source, rung.name.split(" ")[1], int(rung.word("mtu", "0")), quoted)
            self.records.append((rung.time, octets))

    def _send(self, rung: Rung, time: float, payload: bytes) -> None:
        end, peer = self.ends[rung.tunnel, rung.side], self.ends[rung.tunnel, OTHER[rung.side]]
        self.ip_id += 1
        source = endpoint(rung.word("source")) if rung.word("source") else end.at
        destination = endpoint(rung.word("to")) if rung.word("to") else peer.at
        is_ppp = rung.name.split(" ")[0] in frames.PPP_CODES  # whose id= is that of PPP
        ip_id = int((not is_ppp and rung.word("id")) or self.ip_id)
        octets = frames.ip_octets(frames.Packet(source, destination, ip_id, int(rung.word("ttl") or end.ttl), payload))
        end.last_ip = octets
        if rung.fate in {"lost", "missed"} or rung.side in self.script.hidden:
            return
        self._record(rung, time, octets)

    def _record(self, rung: Rung, time: float, octets: bytes) -> None:
        pieces = frames.fragments(octets, int(rung.word("fragment"))) if rung.word("fragment") else [octets]
        lost = int(rung.word("lose", "0"))
        written = [piece for number, piece in enumerate(pieces, 1) if number != lost]
        self.records += [(time + place * 1e-5, piece) for place, piece in enumerate(written)]
        if rung.word("dup"):
            self.records += [(time + float(rung.word("dup")), piece) for piece in written]
