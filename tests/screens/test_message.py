"""The screen of a message."""

from tests.samples import analysed
from tests.screens.piloted import WIDE, Driver, drive


def test_a_message_shows_avps_and_octets_with_secrets_masked() -> None:
    async def steps(driver: Driver) -> None:
        await driver.press("enter", "enter")
        assert driver.kind == "MessagePage"
        assert driver.lines[0].startswith("Frame 1: SCCRQ, initiator to recipient")
        assert "M- 7   Host Name: lac-one" in driver.text
        assert "Challenge: masked (16 octets)" in driver.text
        await driver.press("end")
        assert "** **" in driver.text

    drive(analysed("tunnel-auth-mismatch.pcap"), steps, size=WIDE)


def test_ppp_shows_options_and_octets() -> None:
    async def steps(driver: Driver) -> None:
        await driver.press("enter", "slash")
        await driver.type("configure-request")
        await driver.press("enter", "enter")
        assert "PPP: LCP Configure-Request" in driver.text
        assert "MRU" in driver.text
        assert "Octets of the PPP packet, from its Code on" in driver.text

    drive(analysed("clean-call.pcap"), steps, size=WIDE)


def test_brackets_lead_from_message_to_message() -> None:
    async def steps(driver: Driver) -> None:
        await driver.press("enter", "enter", "left_square_bracket")
        assert "This is the first message." in driver.lines[-1]
        await driver.press("right_square_bracket")
        assert "SCCRP" in driver.lines[0]
        await driver.press("left_square_bracket")
        assert "SCCRQ" in driver.lines[0]
        for _ in range(12):
            await driver.press("right_square_bracket")
        assert "This is the last message." in driver.lines[-1]

    drive(analysed("tunnel-auth-mismatch.pcap"), steps)


def test_a_search_finds_avps_and_octets() -> None:
    async def steps(driver: Driver) -> None:
        await driver.press("enter", "enter", "slash")
        await driver.type("window")
        assert "Receive Window Size" in driver.cursor

    drive(analysed("tunnel-auth-mismatch.pcap"), steps)
