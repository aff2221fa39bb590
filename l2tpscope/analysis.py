"""The pipeline, from captures to a verdict: read this file first."""

import gc
import heapq
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import BinaryIO

from l2tpscope.capture.block import FrameRef
from l2tpscope.capture.facts import CaptureFacts
from l2tpscope.capture.reader import CaptureReader, open_capture
from l2tpscope.conversation.listener import Counted, Listener
from l2tpscope.conversation.model import Address, Conversation, Counts, PppFrame, Side
from l2tpscope.errors import UnreadableCapture
from l2tpscope.packet.datagram import Datagram, FragmentCounts, IcmpError, LayerDefect
from l2tpscope.rules.finding import Finding
from l2tpscope.rules.judge import RuleFailure, judge
from l2tpscope.scan.flow import FlowKey, FlowRow
from l2tpscope.wire.data_header import decode_data
from l2tpscope.wire.decode import decode_control
from l2tpscope.wire.kind import Kind, kind_of
from l2tpscope.wire.ppp import ppp_control

Source = str | Path | BinaryIO


@dataclass(frozen=True, slots=True)
class Analysis:
    """What was found in the captures; the only input of views.

    findings       root causes first, then by severity; root_causes: attempt index -> 1-based index into findings
    rule_failures  rules that crashed
    unreadable     captures that could not be read at all: sentences
    """

    conversation: Conversation
    findings: tuple[Finding, ...]
    root_causes: dict[int, int]
    rule_failures: tuple[RuleFailure, ...]
    unreadable: tuple[str, ...]
    version: str


def read(
    sources: Source | Iterable[Source],
    *,
    ports: Iterable[int] = (),
    since: int | None = None,
    until: int | None = None,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    progress: Callable[[int], None] | None = None,
) -> Analysis:
    """temporary slow pipeline; replaced within minutes by the one over scan and packet."""
    import dpkt, socket
    if isinstance(sources, (str, Path)) or hasattr(sources, "read"):
        sources = [sources]
    listener = Listener(); rows = {}; counts = Counts(); captures = []; unreadable = []; first = last = None
    frags = FragmentCounts()
    for index, source in enumerate(sources):
        try: reader = open_capture(source, index)
        except UnreadableCapture as e:
            unreadable.append(str(e)); continue
        captures.append(reader.facts)
        for block in reader.blocks():
            for frame in reader.frames(block):
                t = frame.time_ns; counts.frames += 1
                first = t if first is None else min(t, first); last = t if last is None else max(last, t)
                reader.facts.first_ns = min(t, reader.facts.first_ns) if reader.facts.first_ns is not None else t
                reader.facts.last_ns = max(t, reader.facts.last_ns or 0); reader.facts.octets += frame.original_length
                try:
                    l = frame.link_type
                    ip = dpkt.ethernet.Ethernet(frame.octets).data if l == 1 else dpkt.sll2.SLL2(frame.octets).data if l == 276 else dpkt.sll.SLL(frame.octets).data if l == 113 else dpkt.ip.IP(frame.octets)
                except Exception:
                    counts.other += 1; continue
                if not isinstance(ip, (dpkt.ip.IP, dpkt.ip6.IP6)): counts.other += 1; continue
                fam = socket.AF_INET if isinstance(ip, dpkt.ip.IP) else socket.AF_INET6
                src, dst = socket.inet_ntop(fam, ip.src), socket.inet_ntop(fam, ip.dst)
                if isinstance(ip.data, dpkt.icmp.ICMP) and ip.data.type == 3:
                    q = ip.data.data.data
                    try:
                        qu = q.data if not isinstance(q.data, bytes) else dpkt.udp.UDP(q.data)
                        if q.p == 17:
                            quoted = Datagram(frame.ref, t, socket.inet_ntop(fam, q.src), qu.sport, socket.inet_ntop(fam, q.dst), qu.dport, 17, bytes(qu.data), q.id, q.ttl, 9999)
                            listener.quote(IcmpError(frame.ref, t, 4, 3, ip.data.code, src, dst, quoted)); counts.icmp += 1
                    except Exception: pass
                    continue
                if not isinstance(ip.data, dpkt.udp.UDP): counts.other += 1; continue
                u = ip.data; p = bytes(u.data)
                d = Datagram(frame.ref, t, src, u.sport, dst, u.dport, 17, p, getattr(ip, "id", None), getattr(ip, "ttl", 64))
                k = kind_of(p)
                if k is Kind.CONTROL2:
                    counts.l2tp_control += 1; listener.control(d, decode_control(p))
                elif k is Kind.DATA2 and 1701 in (u.sport, u.dport):
                    h = decode_data(p); counts.l2tp_data += 1
                    key = FlowKey(src, u.sport, dst, u.dport, 2, h.tunnel_id, h.session_id)
                    row = rows.get(key) or rows.setdefault(key, FlowRow(index, key, frame.ref.frame, frame.ref.frame, t, t))
                    row.packets += 1; row.octets += len(p) - h.payload_at; row.last_ns = t; row.last_frame = frame.ref.frame
                    q = ppp_control(p[h.payload_at:])
                    if q:
                        row.ppp += 1
                        listener.ppp(key, PppFrame(d.ref, t, Side.INITIATOR, q.protocol, q.code, q.identifier, p[h.payload_at + q.at:], Address(src, u.sport)))
                else: counts.other += 1
    conversation = listener.finish(captures, Counted(list(rows.values()), counts, frags, first or 0, last or 0))
    judgement = judge(conversation, select, ignore)
    return Analysis(conversation, judgement.findings, judgement.root_causes, judgement.rule_failures, tuple(unreadable), "0.1.0")
