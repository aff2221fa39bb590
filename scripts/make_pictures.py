"""Take the pictures that the README shows: parts of the reports of sample captures, as Chromium draws them."""

import io
import shutil
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from l2tpscope.analysis import read
from l2tpscope.render.report import report_html
from l2tpscope.views.report import report_page

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "pictures"
WIDTH, COLOURS = 1200, 96
Clip = tuple[str, str | None]
"""One element, or from the top of one to that of another."""
PICTURES: dict[str, tuple[str, Clip]] = {
    "report": ("lns-restarted.pcap", ("header", "#findings")),
    "timeline": ("lns-restarted.pcap", ("#t1 figure.wide", None)),
    "ladder": ("lns-wrong-source.pcap", ("#t1 .ladder", "#f0-18")),
}


def main() -> None:
    """Take all of them."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, (capture, clip) in PICTURES.items():
            page = browser.new_page(viewport={"width": WIDTH, "height": 900}, device_scale_factor=1)
            path = Path(folder) / f"{name}.html"
            path.write_text(report_html(report_page(read(Path("sample_captures") / capture))), "utf-8")
            page.goto(path.as_uri())
            _save(_taken(page, clip), FOLDER / f"{name}.png")
        browser.close()


def _taken(page: Page, clip: Clip) -> bytes:
    first, before = clip
    box = page.locator(first).first.bounding_box()
    end = page.locator(before).first.bounding_box() if before else None
    assert box is not None  # noqa: S101 - a picture of nothing is a mistake of this script
    left, top = max(box["x"] - 8, 0), max(box["y"] - 8, 0)
    bottom = end["y"] if end else box["y"] + box["height"] + 8
    area = {"x": left, "y": top, "width": min(box["width"] + 16, WIDTH), "height": bottom - top}
    return page.screenshot(full_page=True, clip=area)


def _save(picture: bytes, path: Path) -> None:
    """In few colours: it is small, and shows the same."""
    Image.open(io.BytesIO(picture)).convert("RGB").quantize(COLOURS).save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size:,} octets")  # noqa: T201 - a script's output


if __name__ == "__main__":
    main()
