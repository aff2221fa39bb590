"""SVG elements as text: every attribute and every word escaped, numbers short, equal input equal octets."""

from html import escape

from l2tpscope.render.escape import plain

LIGHT = """
  --l2-ink:#1b1f24; --l2-mute:#57606a; --l2-line:#d0d7de; --l2-edge:#848d97; --l2-panel:#f6f7f9; --l2-bg:#ffffff;
  --l2-acc:#0550ae; --l2-bad:#b3261e; --l2-odd:#8a5200; --l2-good:#0b7a5c; --l2-goodbg:#d5efe6; --l2-oddbg:#fff0c9;
  --l2-badbg:#fadcd9; --l2-accbg:#dcebff
""".strip()
DARK = """
  --l2-ink:#e6edf3; --l2-mute:#9da7b3; --l2-line:#3a424b; --l2-edge:#768390; --l2-panel:#161b22; --l2-bg:#0d1117;
  --l2-acc:#79b8ff; --l2-bad:#ff8a80; --l2-odd:#f0c65a; --l2-good:#63d3ac; --l2-goodbg:#0e3a2c; --l2-oddbg:#3d2f00;
  --l2-badbg:#4a1a17; --l2-accbg:#14345f
""".strip()
TEXTS = """
.l2 text { fill:var(--l2-ink); font:12px system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif }
.l2 .mono { font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace }
.l2 .mute { fill:var(--l2-mute) } .l2 .bold { font-weight:600 } .l2 .small { font-size:11px }
.l2 .bad { fill:var(--l2-bad) } .l2 .odd { fill:var(--l2-odd) } .l2 .good { fill:var(--l2-good) }
.l2 .acc { fill:var(--l2-acc) }
""".strip()
STYLE = f"""
.l2 {{ {LIGHT} }}
@media (prefers-color-scheme:dark) {{ .l2 {{ {DARK} }} }}
{TEXTS}
"""
THEMES = f"[data-theme=light] .l2 {{ {LIGHT} }}\n[data-theme=dark] .l2 {{ {DARK} }}\n"
"""For a page in which the reader may choose otherwise than the system does."""


def number(value: float) -> str:
    """A coordinate with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")


def element(name: str, content: str = "", **attributes: str | float) -> str:
    """`<name a="1">content</name>`; `content` is markup; `class_` and `stroke_width` are class and stroke-width."""
    spelled = "".join(f' {_key(key)}="{_value(value)}"' for key, value in attributes.items())
    return f"<{name}{spelled}>{content}</{name}>" if content else f"<{name}{spelled}/>"


def _key(name: str) -> str:
    return name.removesuffix("_").replace("_", "-")


def _value(value: str | float) -> str:
    return escape(plain(value)) if isinstance(value, str) else number(value)


def text(x: float, y: float, words: str, class_: str = "", anchor: str = "start") -> str:
    """Words at a place, made harmless."""
    return element("text", escape(plain(words), quote=False), x=x, y=y, class_=class_, text_anchor=anchor)


def line(x1: float, y1: float, x2: float, y2: float, stroke: str, **attributes: str | float) -> str:
    """A line in one of the page's colours ("bad", "line", ...)."""
    return element("line", "", x1=x1, y1=y1, x2=x2, y2=y2, stroke=f"var(--l2-{stroke})", **attributes)


def rectangle(corner: tuple[float, float], size: tuple[float, float], fill: str, stroke: str = "") -> str:
    """A rectangle in the page's colours, from its upper left corner; never too narrow to be seen."""
    edge: dict[str, str | float] = {"stroke": f"var(--l2-{stroke})"} if stroke else {}
    (x, y), (width, height) = corner, size
    return element("rect", "", x=x, y=y, width=max(width, 0.5), height=height, fill=f"var(--l2-{fill})", **edge)


def picture(  # noqa: PLR0913 - what a picture is
    width: float, height: float, title: str, parts: list[str], *, standalone: bool, role: str = "img"
) -> str:
    """The whole SVG; standalone it brings its own style and background, else the page's style applies.

    `role` is "group" where parts of it are links: nothing inside an "img" can be reached.
    """
    head = element("title", escape(plain(title), quote=False))
    if standalone:
        head += element("style", STYLE) + rectangle((0, 0), (width, height), "bg")
    body = head + "\n" + "\n".join(parts) + "\n"
    size: dict[str, str | float] = {"width": width, "height": height} if standalone else {"width": "100%"}
    space = {"xmlns": "http://www.w3.org/2000/svg"}
    return (
        element("svg", body, **space, class_="l2", viewBox=f"0 0 {number(width)} {number(height)}", **size, role=role)
        + "\n"
    )
