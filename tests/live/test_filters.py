"""The capture filter lets through what concerns L2TP, plain and behind a VLAN tag, and nothing else."""

import shutil
import subprocess
from pathlib import Path

import pytest

from l2tpscope.analysis import read
from l2tpscope.live.filters import capture_filter
from l2tpscope.render.as_json import json_text

TCPDUMP = shutil.which("tcpdump") or ""
needs_tcpdump = pytest.mark.skipif(not TCPDUMP, reason="tcpdump compiles and applies the filter")


def test_further_ports_are_let_through() -> None:
    assert "udp port 17010" in capture_filter([17010])
    assert capture_filter([1701]).count("udp port 1701 ") == 2, "once plain, once behind a tag"
    assert "vlan" not in capture_filter(behind_vlan=False)


def _filtered(name: str, tmp_path: Path) -> Path:
    out = tmp_path / name
    subprocess.run(
        [TCPDUMP, "-r", f"sample_captures/{name}", "-w", str(out), capture_filter()], check=True, capture_output=True
    )
    return out


@needs_tcpdump
@pytest.mark.parametrize(
    "name", ["vlan.pcap", "outer-fragments.pcap", "fragment-loss.pcap", "mtu-frag-needed.pcap", "lns-not-running.pcap"]
)
def test_nothing_of_l2tp_is_lost(name: str, tmp_path: Path) -> None:
    whole, filtered = read(Path("sample_captures") / name), read(_filtered(name, tmp_path))
    assert [found.rule for found in filtered.findings] == [found.rule for found in whole.findings]
    counts, left = whole.conversation.counts, filtered.conversation.counts
    for kind in ("l2tp_control", "l2tp_data", "icmp", "esp", "ike"):
        assert getattr(left, kind) == getattr(counts, kind)
    assert json_text(filtered).count("\n") == json_text(whole).count("\n")
