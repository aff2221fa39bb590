"""The first screen."""

from l2tpscope.analysis import read
from l2tpscope.screens.look import Look
from l2tpscope.screens.tunnels import TunnelsPage
from tests.samples import FOLDER, analysed
from tests.screens.piloted import WIDE, Driver, drive

SEVERAL = analysed("several-tunnels.pcap")


def hosts(driver: Driver) -> list[str]:
    page = driver.page
    assert isinstance(page, TunnelsPage)
    return [glance.end(glance.left) for glance in page.glances]


def test_it_tells_capture_verdict_tunnels_and_findings() -> None:
    async def steps(driver: Driver) -> None:
        assert driver.lines[0].startswith(
            "tunnel-auth-mismatch.…  02:24:34 to 02:24:57 UTC (23 s), 9 frames, drops unknown"
        )
        assert driver.lines[1].startswith("1 tunnel: 1 failed; 0 sessions")
        assert driver.lines[2].startswith("The only call failed: initiator lac-one")
        assert "✗ failed lac-one" in driver.text
        assert "✗ [1] tun-secret-mismatch  tunnel 1" in driver.text

    drive(analysed("tunnel-auth-mismatch.pcap"), steps)


def test_digits_sort_by_a_column_and_back() -> None:
    async def steps(driver: Driver) -> None:
        for keys, wanted in (
            (("2",), ["lac-one", "lac-three", "lac-two"]),
            (("2",), ["lac-two", "lac-three", "lac-one"]),
            (("8",), ["lac-two", "lac-three", "lac-one"]),
            (("0",), ["lac-one", "lac-two", "lac-three"]),
            (("9",), ["lac-one", "lac-two", "lac-three"]),
        ):
            await driver.press(*keys)
            assert hosts(driver) == wanted, keys
        assert "There is no column 9" in driver.lines[-1]

    drive(SEVERAL, steps)


def test_the_cursor_stays_on_its_tunnel_through_sort_filter_and_a_newer_analysis() -> None:
    async def steps(driver: Driver) -> None:
        await driver.press("down")
        assert "lac-two" in driver.cursor
        await driver.press("2", "slash")
        await driver.type("lac-t")
        await driver.press("enter")
        assert hosts(driver) == ["lac-three", "lac-two"]
        assert "lac-two" in driver.cursor
        assert "tunnel 2/2 holding 'lac-t'" in driver.text
        driver.app.show(Look(read([FOLDER / "several-tunnels.pcap", FOLDER / "clean-call.pcap"])))
        await driver.pilot.pause()
        assert hosts(driver) == ["lac-three", "lac-two"]
        assert "lac-two" in driver.cursor
        assert "284 frames" in driver.lines[0]
        await driver.press("escape")
        assert len(hosts(driver)) == 4

    drive(SEVERAL, steps)


def test_the_filter_finds_as_letters_are_typed_and_findings_follow() -> None:
    async def steps(driver: Driver) -> None:
        page = driver.page
        assert isinstance(page, TunnelsPage)
        (both, every) = len(page.glances), len(page.happenings)
        await driver.press("slash")
        await driver.type("auth-mschap-691")
        assert len(page.glances) == 1
        assert 0 < len(page.happenings) < every
        await driver.press("escape")
        assert (len(page.glances), len(page.happenings)) == (both, every)
        await driver.press("slash")
        await driver.type("nobody")
        await driver.press("enter", "enter")
        assert driver.kind == "TunnelsPage"
        assert "tunnel 0/0" in driver.text

    drive(read([FOLDER / "clean-call.pcap", FOLDER / "wrong-password.pcapng"]), steps)


def test_f_shows_failed_ones_only() -> None:
    async def steps(driver: Driver) -> None:
        assert len(hosts(driver)) == 2
        await driver.press("f")
        assert len(hosts(driver)) == 1
        assert "with failed calls" in driver.text
        await driver.press("f")
        assert len(hosts(driver)) == 2

    drive(read([FOLDER / "clean-call.pcap", FOLDER / "tunnel-auth-mismatch.pcap"]), steps)


def test_a_capture_without_l2tp_says_so() -> None:
    async def steps(driver: Driver) -> None:
        await driver.press("enter", "tab", "enter", "e", "2")
        assert driver.kind == "TunnelsPage"
        assert "0 tunnels; 0 sessions" in driver.text

    drive(read(FOLDER / "clean-call.pcap", until=0), steps, size=WIDE)
