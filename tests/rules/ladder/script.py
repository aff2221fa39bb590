"""Ladder scripts: the notation of RFC 2661 Appendix B, read into rungs in order of time.

A script is lines of text:

    The title: one line or a few, up to the first line that says something.
    initiator at=192.0.2.10:1701 tunnel=100 host=lac ttl=64      (all of these are the defaults)
    recipient at=198.51.100.20:1701 tunnel=200 host=lns ttl=60
    0      setup            SCCRQ SCCRP SCCCN ZLB, 20 ms apart; `setup challenge` gives words to the messages
    0.1    call             ICRQ ICRP ICCN ZLB, then LCP, CHAP, IPCP, data; `call s=2`; `<call`: the recipient asks
                            `icall` is its control part alone, `ppp` its PPP part, `link` of that LCP and CHAP
    5      -->  HELLO       Ns and Nr are counted by the script; `Ns=7 Nr=3` overrides
    +0.01  <--  ZLB         10 ms after the line above
    10,11,13,17 -->  ICRQ   sent at 10, retransmitted at 11, 13, 17
    30     -x>  ICRQ        lost before the capture point: not in the capture, its peer never got it
    31     --x  ICRQ        captured, then lost
    32     -?>  ICRQ        not captured, yet its peer got it
    33     -->  again ICRQ  one more retransmission of the last ICRQ of this side (its words may be repeated)
    40     close            TermReq TermAck CDN ZLB StopCCN ZLB; `hangup`: the CDN part, `stop`: the StopCCN part
    end 60                  the capture goes on until 60 s (frames of no interest)
    expect: sccrp-lost (root cause), path-loss    the COMPLETE list above info and posture; or `expect: nothing`
    also: cap-duplicates    findings at info or posture that must be there
    failed: 1               how many attempts failed (default: none without, some with a root cause)
    says sccrp-lost: 9.9    what its summary must contain (case does not matter)

Messages: the names of RFC 2661, ZLB, `TYPE 99`, `RAW hex` (a UDP payload), `DATA n` (n data messages), `LCP ConfReq`,
`CHAP Failure "E=691 R=0"`, `IPCP ConfReq addr=0.0.0.0` and so on (frames.PPP_CODES), `ICMP 3/3` (quotes the last
datagram of the other side). A quoted string is the text that the message has room for. Words for any message:
  header   Ns= Nr= tunnel= session= (the header's own IDs), flags=c802 (hex), v3, offset=4
  AVPs     assigned= (Tunnel or Session ID), host= vendor= rws= version=1.0 tie=hex challenge response result=2/6
           swapped serial= called= cause=15/49699/2 q931=16, avp=TYPE=hex, avp=VENDOR/TYPE=hex (M set),
           opt=TYPE=hex (M clear), hidden=TYPE=hex, rv (a Random Vector first), without=TYPE
  session  s=2 (the second session; IDs 11, 12 ... of the initiator, 21, 22 ... of the recipient)
  frame    @198.51.100.9:1701 (other source), to=192.0.2.10:4000 (other destination), id= (IP ID), ttl=,
           dup=0.0005 (the same frame again so much later), fragment=600 (octets per IP fragment), lose=2 (this
           fragment is lost)
  PPP      id= (identifier), hex= (the whole body; without it an Ack repeats what was asked for), bare (without FF 03),
           auth=chap mru=1500 acfc (options of LCP), addr= (of IPCP), name= (in CHAP)
  DATA     every=0.1 size=100 ns=5 (sequenced, counting) ns=5,7,6 (sequenced, just so), flags=0100 (bits added, hex)
  PPP      id=, hex= (the body), LCP auth=chap (mschapv1, mschapv2, pap, eap; of a ConfNak or ConfRej the only option),
           PAP and CHAP name=, EAP identity=name, md5, nak=26, tls=hex (from the flags on)
  NCPs     IPCP addr=10.0.0.2 (or none) dns=10.0.0.1,10.0.0.3 (options 129, 131), CCP mppe=01000060 (hex), and of LCP
           mrru (with an Endpoint-Discriminator)
  TCP      `TCP SYN`, `TCP SYN-ACK`, `TCP ACK`, `TCP 1400` (an IP packet of so many octets), with seq=1 ack=1 mss=1460
           sack=401-801 port=40000 (of the initiator; 80 is the recipient's) far=203.0.113.9 (another address than the
           recipient's) six (over IPv6)
  ICMP     from=198.51.100.1 mtu=1400
Other lines: `[b]` goes on with another tunnel (its IDs default to 101 and 201, and so on); `20 initiator
at=192.0.2.10:4001` moves an end; `hide <--` leaves a direction out of the capture; `begin 5`: what came before is not
captured; `twice 0.0001`: every frame twice; `snaplen 100`. `#` starts a comment.
"""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

TOKEN = re.compile(r'[^\s"=]+="[^"]*"|"[^"]*"|\S+')
ARROWS = {
    "-->": ("initiator", "seen"),
    "<--": ("recipient", "seen"),
    "-x>": ("initiator", "lost"),
    "<x-": ("recipient", "lost"),
    "--x": ("initiator", "lost later"),
    "x--": ("recipient", "lost later"),
    "-?>": ("initiator", "missed"),
    "<?-": ("recipient", "missed"),
}
SETUP = "+0 --> SCCRQ*\n+0.02 <-- SCCRP*\n+0.02 --> SCCCN*\n+0.02 <-- ZLB"
ICALL = "+0 --> ICRQ*\n+0.02 <-- ICRP*\n+0.02 --> ICCN*\n+0.02 <-- ZLB*"
LINK = """+0.01 <-- LCP ConfReq id=1 auth=chap*
+0.01 --> LCP ConfReq id=1*
+0.01 --> LCP ConfAck*
+0.01 <-- LCP ConfAck*
+0.01 <-- CHAP Challenge*
+0.01 --> CHAP Response*
+0.01 <-- CHAP Success*"""
PPP = f"""{LINK}
+0.01 <-- IPCP ConfReq id=2*
+0.01 --> IPCP ConfAck*
+0.01 --> IPCP ConfReq id=2*
+0.01 <-- IPCP ConfAck*
+0.01 --> DATA 4 every=0.04*
+0.02 <-- DATA 4 every=0.04*"""
HANGUP = "+0 --> LCP TermReq*\n+0.02 <-- LCP TermAck*\n+0.01 --> CDN result=1*\n+0.02 <-- ZLB*"
STOP = "+0 --> StopCCN result=1*\n+0.02 <-- ZLB"
MACROS = {
    "setup": SETUP,
    "icall": ICALL,
    "link": LINK,
    "ppp": PPP,
    "call": f"{ICALL}\n{PPP}",
    "hangup": HANGUP,
    "stop": STOP,
    "close": f"{HANGUP}\n{STOP.replace('+0 ', '+0.02 ')}",
}


class Rung(NamedTuple):
    """One thing that happens: `name` is a message, `MOVE`, or `END`; `words` are its key=value pairs in order."""

    time: float
    tunnel: str
    side: str
    fate: str
    again: bool
    name: str
    words: tuple[tuple[str, str], ...]

    def word(self, key: str, default: str = "") -> str:
        """The value of the first `key=value`, or the default."""
        return next((value for name, value in self.words if name == key), default)

    def has(self, word: str) -> bool:
        """True where the bare word stands in the line."""
        return any(name == word for name, _ in self.words)


@dataclass
class Script:
    """A script read: rungs by time, how its capture is spoilt, what it must yield."""

    title: str = ""
    rungs: list[Rung] = field(default_factory=list)
    ends: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    tunnels: list[str] = field(default_factory=lambda: [""])
    hidden: set[str] = field(default_factory=set)
    begin: float = 0.0
    twice: float | None = None
    snaplen: int = 262144
    expected: set[str] = field(default_factory=set)
    roots: set[str] = field(default_factory=set)
    also: set[str] = field(default_factory=set)
    failed: int | None = None
    says: list[tuple[str, str]] = field(default_factory=list)


def read_script(text: str) -> Script:
    """Read a script; raises ValueError with the line for what it does not understand."""
    script, clock, tunnel = Script(), 0.0, ""
    for raw in text.splitlines():
        line = raw.split("#", 1)[0].strip()
        if not line:
            continue
        first, _, rest = line.partition(" ")
        if re.fullmatch(r"\+?[\d.]+(,[\d.]+)*", first):
            clock = _timed(script, tunnel, clock, first, rest.strip())
        elif line.startswith("[") and line.endswith("]"):
            tunnel = line[1:-1]
            script.tunnels.append(tunnel)
        elif not _told(script, tunnel, first, rest.strip()):
            if script.rungs:
                raise ValueError(f"not understood: {line}")
            script.title = f"{script.title} {line}".strip()
    script.rungs.sort(key=lambda rung: rung.time)
    return script


def _timed(script: Script, tunnel: str, clock: float, times: str, rest: str) -> float:
    """One line that happens at a time; returns the clock for the next `+`."""
    at = [clock + float(times)] if times.startswith("+") else [float(time) for time in times.split(",")]
    first, _, words = rest.partition(" ")
    if first.lstrip("<") in MACROS:
        for line in _macro(first, words.strip()):
            step, _, message = line.partition(" ")
            at = [at[0] + float(step)]
            script.rungs += _rungs(tunnel, at, message)
    elif first in {"initiator", "recipient"}:
        script.rungs.append(Rung(at[0], tunnel, first, "seen", False, "MOVE", _words(words)))  # noqa: FBT003
    else:
        script.rungs += _rungs(tunnel, at, rest)
    return at[0]


def _macro(name: str, words: str) -> list[str]:
    text = MACROS[name.lstrip("<")].replace("*", f" {words}")
    if name.startswith("<"):
        text = text.replace("-->", "<==").replace("<--", "-->").replace("<==", "<--")
    return text.splitlines()


def _rungs(tunnel: str, at: list[float], line: str) -> list[Rung]:
    arrow, *tokens = TOKEN.findall(line)
    side, fate = ARROWS[arrow]
    again = tokens[0] == "again"
    name, *rest = tokens[again:]
    if name in {"DATA", "TYPE", "RAW", "ICMP", "LCP", "PAP", "CHAP", "EAP", "IPCP", "IPV6CP", "CCP", "PPP", "TCP"}:
        name = f"{name} {rest.pop(0)}"
    words = _words(" ".join(rest))
    return [Rung(time, tunnel, side, fate, again or place > 0, name, words) for place, time in enumerate(at)]


def _words(text: str) -> tuple[tuple[str, str], ...]:
    found = []
    for token in TOKEN.findall(text):
        if token.startswith('"'):
            found.append(("text", token.strip('"')))
        elif token.startswith("@"):
            found.append(("source", token[1:]))
        else:
            key, _, value = token.partition("=")
            found.append((key, value.strip('"')))
    return tuple(found)


def _told(script: Script, tunnel: str, first: str, rest: str) -> bool:
    """A line without a time; False where it is none that we know."""
    if first in {"initiator", "recipient"} and "=" in rest:
        script.ends.setdefault((tunnel, first), {}).update(_words(rest))
    elif first == "end":
        script.rungs.append(Rung(float(rest), tunnel, "", "seen", False, "END", ()))  # noqa: FBT003
    elif first == "hide":
        script.hidden.add(ARROWS[rest][0])
    elif first in {"begin", "twice"}:
        setattr(script, first, float(rest))
    elif first == "snaplen":
        script.snaplen = int(rest)
    else:
        return _promised(script, first, rest)
    return True


def _promised(script: Script, first: str, rest: str) -> bool:
    """A line that says what must be found."""
    if first == "expect:":
        for item in () if rest == "nothing" else rest.split(","):
            name = item.replace("(root cause)", "").strip()
            script.expected.add(name)
            script.roots |= {name} if "(root cause)" in item else set()
    elif first == "also:":
        script.also |= {name.strip() for name in rest.split(",")}
    elif first == "failed:":
        script.failed = int(rest)
    elif first == "says":
        rule, _, words = rest.partition(":")
        script.says.append((rule.strip(), words.strip()))
    else:
        return False
    return True
