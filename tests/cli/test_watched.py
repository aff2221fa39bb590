"""Watching from the command line: lines at once, signals, a reader that goes away, the same verdict as of the file."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.runs import CLEAN, REFUSED, run, started
from tests.live.networks import HERE, THERE, Network, needs_network, network
from tests.samples import FOLDER

LIVE = [sys.executable, "-m", "l2tpscope", "live"]


@pytest.mark.parametrize("capture", [REFUSED, CLEAN, "sample_captures/chap-md5-wrong-password.pcap"])
def test_standard_input_ends_with_the_verdict_of_the_file(capture: str) -> None:
    ended = started("live", "-", stdin=Path(capture).read_bytes())
    events, _, verdict = ended.stdout.decode().partition("\n\n")
    assert ended.returncode == 0
    assert all(line[2] == ":" for line in events.splitlines())
    assert verdict == run("analyze", "-", stdin=Path(capture).read_bytes()).stdout


def test_json_lines_are_objects_and_end_with_the_verdict() -> None:
    ended = started("live", "--jsonl", "-", stdin=Path(REFUSED).read_bytes())
    lines = [json.loads(line) for line in ended.stdout.splitlines()]
    assert [line["event"] for line in lines][-1] == "verdict"
    assert lines[-1]["failed"] == 1
    finding = next(line["finding"] for line in lines if line["event"] == "finding")
    assert finding["rule"] == "tun-secret-mismatch"
    assert finding["evidence"]


def test_the_report_is_written_at_the_end(tmp_path: Path) -> None:
    page = tmp_path / "deep" / "page.html"
    ended = started("live", "-", "--report", str(page), stdin=Path(REFUSED).read_bytes())
    assert ended.returncode == 0
    assert "tun-secret-mismatch" in page.read_text()


def test_a_finding_can_set_the_exit_status() -> None:
    assert started("live", "-", "--fail-on", "fatal", stdin=Path(REFUSED).read_bytes()).returncode == 1


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_with_the_verdict_so_far(number: int, tmp_path: Path) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    with (
        subprocess.Popen([*LIVE, str(fifo)], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as watching,
        fifo.open("wb", buffering=0) as into,
    ):
        into.write(Path(REFUSED).read_bytes())
        assert watching.stdout is not None
        first = watching.stdout.readline().decode()  # comes while the pipe is open
        watching.send_signal(number)
        rest, said = watching.communicate(timeout=30)
    assert first[2] == ":"
    assert "✗ The only call failed" in rest.decode()
    assert (watching.returncode, said) == (130, b"")


def test_a_signal_before_anything_came_just_ends(tmp_path: Path) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    with subprocess.Popen([*LIVE, str(fifo)], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as watching:
        time.sleep(1.5)
        watching.send_signal(signal.SIGINT)
        assert watching.communicate(timeout=30) == (b"", b"Interrupted.\n")
    assert watching.returncode == 130


def test_its_time_being_over_is_no_interruption(tmp_path: Path) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    with (
        subprocess.Popen([*LIVE, str(fifo), "--duration", "1.5"], stdout=subprocess.PIPE) as watching,
        fifo.open("wb", buffering=0) as into,
    ):
        into.write(Path(CLEAN).read_bytes())
        output, _ = watching.communicate(timeout=30)
    assert watching.returncode == 0
    assert "worked" in output.decode()


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    command = " ".join([*LIVE, "--jsonl", "-", "--report", str(page), "<", CLEAN, "|", "head", "-n", "1"])
    ended = subprocess.run(["/bin/bash", "-o", "pipefail", "-c", command], capture_output=True, check=False, timeout=60)
    assert json.loads(ended.stdout)["event"] == "tunnel-up"
    assert ended.stderr.decode() == f"Report: {page}\n"
    assert page.is_file()


def test_every_octet_is_kept(tmp_path: Path) -> None:
    kept = tmp_path / "kept.pcap"
    ended = started("live", "-", "-w", str(kept), stdin=Path(CLEAN).read_bytes())
    assert (ended.returncode, ended.stderr.decode()) == (0, f"Kept: {kept}, {kept.stat().st_size:,} octets\n")
    assert kept.read_bytes() == Path(CLEAN).read_bytes()
    assert f"l2tpscope report {kept}" in " ".join(ended.stdout.decode().split())


@pytest.mark.parametrize("options", [(), ("-w", "/dev/null"), ("-w", "x.pcap", "-b", "filesize:1")])
def test_no_file_is_named_where_none_holds_all(options: tuple[str, ...], tmp_path: Path) -> None:
    options = tuple(option.replace("x.pcap", str(tmp_path / "x.pcap")) for option in options)
    ended = started("live", "-", *options, stdin=Path(CLEAN).read_bytes())
    assert "l2tpscope report CAPTURE\n" in ended.stdout.decode()


def test_where_no_more_can_be_written_the_watching_goes_on(tmp_path: Path) -> None:
    kept = tmp_path / "kept.pcap"
    command = f"ulimit -f 4; exec {' '.join(LIVE)} - -w {kept} < {CLEAN}"
    assert Path(CLEAN).stat().st_size > 4096
    ended = subprocess.run(["/bin/bash", "-c", command], capture_output=True, check=False, timeout=60)
    assert ended.returncode == 3
    assert b"can be written no further (File too large)" in ended.stdout, "told as it happens"
    assert b"can be written no further (File too large)" in ended.stderr, "and at the end"
    assert "✓ 1 call, and it worked" in ended.stdout.decode()
    assert kept.stat().st_size <= 4096


def test_a_ring_is_kept_and_can_be_analyzed(tmp_path: Path) -> None:
    kept = tmp_path / "kept.pcap"
    limits = ("-b", "filesize:1", "-b", "files:3")
    ended = started("live", "-", "-w", str(kept), *limits, stdin=Path(CLEAN).read_bytes())
    paths = sorted(tmp_path.iterdir())
    assert ended.returncode == 0
    assert ended.stderr.decode().startswith(f"Kept: 3 files up to {paths[-1]}, ")
    assert run("analyze", *map(str, paths)).exit_code == 0
    assert "Kept" in ended.stderr.decode()


@pytest.mark.parametrize("ring", [(), ("-b", "filesize:2")])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_what_came_before_a_signal_is_in_the_file(number: int, ring: tuple[str, ...], tmp_path: Path) -> None:
    fifo, folder = tmp_path / "fifo", tmp_path / "kept"
    os.mkfifo(fifo)
    folder.mkdir()
    octets = Path(CLEAN).read_bytes()
    command = [*LIVE, str(fifo), "-w", str(folder / "x.pcap"), *ring]
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as watching,
        fifo.open("wb", buffering=0) as into,
    ):
        into.write(octets)
        assert watching.stdout is not None
        watching.stdout.readline()
        watching.send_signal(number)
        watching.communicate(timeout=30)
    paths = sorted(folder.iterdir())
    assert watching.returncode == 130
    assert octets == b"".join(path.read_bytes()[24 if at else 0 :] for at, path in enumerate(paths))


def test_a_killed_program_leaves_what_it_has_read(tmp_path: Path) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    octets, kept = Path(CLEAN).read_bytes(), tmp_path / "kept.pcap"
    command = [*LIVE, str(fifo), "-w", str(kept), "-b", "filesize:1000", "--keep-failed", str(tmp_path / "failed")]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as watching, fifo.open("wb", buffering=0) as into:
        into.write(octets)
        assert watching.stdout is not None
        watching.stdout.readline()
        watching.kill()
    (path,) = tmp_path.glob("kept_*")
    assert path.read_bytes() == octets


def test_a_full_disk_ends_a_ring_where_its_files_are_whole(tmp_path: Path) -> None:
    kept = tmp_path / "kept.pcap"
    command = f"ulimit -f 4; exec {' '.join(LIVE)} - -w {kept} -b filesize:100 < {CLEAN}"
    ended = subprocess.run(["/bin/bash", "-c", command], capture_output=True, check=False, timeout=60)
    assert ended.returncode == 3
    assert b"can be written no further (File too large)" in ended.stdout
    (path,) = tmp_path.iterdir()
    said = run("analyze", "--json", "--no-messages", str(path)).stdout
    assert json.loads(said)["captures"][0]["cut_short"] is False


def test_a_file_that_cannot_be_made_is_refused() -> None:
    ended = started("live", "-", "-w", "/nosuch/kept.pcap", stdin=b"")
    assert (ended.returncode, ended.stdout) == (2, b"")
    assert b"/nosuch/kept.pcap: cannot be written" in ended.stderr


def test_failed_tunnels_are_saved_and_that_is_said(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "failed"
    ended = started("live", "--jsonl", "-", "--keep-failed", str(folder), stdin=Path(REFUSED).read_bytes())
    (path,) = folder.iterdir()
    assert (ended.returncode, ended.stderr.decode()) == (0, f"Failed tunnels: 1 saved in {folder}\n")
    notes = [line for line in map(json.loads, ended.stdout.splitlines()) if line["event"] == "note"]
    assert [note["text"].startswith(f"saved: {path}, ") for note in notes] == [True]
    assert notes[0]["tunnel"] == "192.0.2.10:8833"


def test_where_failed_tunnels_cannot_be_saved_the_watching_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "failed"
    command = f"ulimit -f 0; exec {' '.join(LIVE)} - --keep-failed {folder} < {REFUSED}"
    ended = subprocess.run(["/bin/bash", "-c", command], capture_output=True, check=False, timeout=60)
    assert ended.returncode == 3
    assert b"cannot be saved (File too large)" in ended.stdout, "told as it happens"
    assert b"cannot be saved (File too large)" in ended.stderr, "and at the end"
    assert "The only call failed" in ended.stdout.decode()
    assert list(folder.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_refused() -> None:
    ended = started("live", "-", "--keep-failed", "/dev/null/failed", stdin=b"")
    assert (ended.returncode, ended.stdout) == (2, b"")
    assert b"/dev/null/failed: cannot be made" in ended.stderr


# ------------------------------------------------------------------------------------------------------ on interfaces


def _frames(capture: Path) -> int:
    """Of Ethernet, as tcpreplay sends them."""
    return int(json.loads(run("analyze", "--json", "--no-messages", str(capture)).stdout)["counts"]["frames"])


def _kept(watching: "subprocess.Popen[bytes]") -> tuple[str, str]:
    output, said = watching.communicate(timeout=60)
    return output.decode(), said.decode()


@needs_network
@pytest.mark.parametrize("name", ["clean-call.pcap", "tunnel-auth-mismatch.pcap", "vlan.pcap", "outer-fragments.pcap"])
def test_an_interface_ends_with_the_verdict_of_the_frames_that_it_kept(name: str, tmp_path: Path) -> None:
    count, kept = _frames(FOLDER / name), tmp_path / "kept.pcap"
    with network() as net:
        watching = net.live("-i", THERE, "-f", "", "-c", str(count), "--jsonl", "-q", "-w", str(kept))
        net.replay(FOLDER / name)
        output, said = _kept(watching)
    assert (watching.returncode, said) == (0, "")
    verdict = json.loads(output.splitlines()[-1])
    whole = json.loads(run("analyze", "--json", "--no-messages", str(kept)).stdout)
    assert whole["counts"]["frames"] == count
    assert {name: verdict[name] for name in whole["verdict"]} == whole["verdict"]
    told = {line["finding"]["rule"] for line in map(json.loads, output.splitlines()) if line["event"] == "finding"}
    assert told == {finding["rule"] for finding in whole["findings"]} - {"pending-at-end"}


@needs_network
def test_a_ring_and_the_failed_tunnels_of_an_interface_are_judged_as_it_was(tmp_path: Path) -> None:
    name, failed = "redial-storm.pcapng", tmp_path / "failed"
    count, ring = _frames(FOLDER / name), ("-w", str(tmp_path / "x.pcap"), "-b", "filesize:1")
    with network() as net:
        watching = net.live("-i", THERE, "-f", "", "-c", str(count), "--jsonl", *ring, "--keep-failed", str(failed))
        net.replay(FOLDER / name)
        output, _ = _kept(watching)
    verdict = json.loads(output.splitlines()[-1])
    paths = sorted(tmp_path.glob("x_*.pcap"))
    whole = json.loads(run("analyze", "--json", "--no-messages", *map(str, paths)).stdout)
    assert watching.returncode == 0
    assert len(paths) > 1
    assert whole["counts"]["frames"] == count
    assert {name: verdict[name] for name in whole["verdict"]} == whole["verdict"]
    assert len(list(failed.iterdir())) == len({attempt["tunnel"] for attempt in whole["attempts"]})


@needs_network
def test_ctrl_c_loses_nothing_that_came_before_and_ends_the_capture_program_as_well() -> None:
    with network() as net:
        watching = net.live("-i", THERE)
        net.replay(FOLDER / "clean-call.pcap")
        watching.send_signal(signal.SIGINT)
        output, said = _kept(watching)
        net.run("sh", "-c", "! grep -q . /proc/net/packet || test $(wc -l < /proc/net/packet) = 1")
    assert (watching.returncode, said) == (130, "")
    assert "✓ 1 call, and it worked" in output
    assert "91 frames" in output, "all that the filter lets through"
    assert "no frame cut" in output


def _gone(net: Network, watching: "subprocess.Popen[bytes]") -> tuple[str, str]:
    net.run("ip", "link", "del", HERE)
    return _kept(watching)


@needs_network
def test_an_interface_that_goes_away_ends_in_part() -> None:
    with network() as net:
        watching = net.live("-i", THERE)
        net.replay(FOLDER / "clean-call.pcap")
        time.sleep(1.5)
        output, said = _gone(net, watching)
    assert watching.returncode == 3
    assert "and it worked" in output
    assert said == f"Warning: {THERE}: this interface is gone; nothing more can be captured there\n"


@needs_network
def test_an_interface_that_is_down_is_told() -> None:
    with network() as net:
        watching = net.live("-i", THERE, "--duration", "4")
        net.run("ip", "link", "set", THERE, "down")
        output, _ = _kept(watching)
    assert "is down: nothing is captured until" in output
    assert watching.returncode in {0, 3}, "some versions of tcpdump go on, some end"


@needs_network
@pytest.mark.skipif(shutil.which("setpriv") is None, reason="needs setpriv, to give up rights")
def test_without_the_right_to_capture_it_says_how_to_get_it() -> None:
    command = [
        "setpriv",
        "--reuid=65534",
        "--clear-groups",
        "--inh-caps=-all",
        "--bounding-set=-all",
        *LIVE,
        "-i",
        "lo",
    ]
    ended = subprocess.run(command, capture_output=True, check=False, timeout=60)
    assert ended.returncode == 2
    assert b"you have no right to capture there" in ended.stderr
