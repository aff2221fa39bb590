"""A drawing as SVG: every attribute and every word escaped, numbers short, equal input equal octets."""

from collections.abc import Container, Iterable, Iterator
from html import escape
from itertools import groupby, pairwise

from l2tpscope.render.drawing import Drawing, Item, Path, Shape, Words
from l2tpscope.render.escape import plain

LIGHT = {
    "ink": "#1b1f24", "mute": "#57606a", "line": "#d0d7de", "edge": "#848d97", "panel": "#f6f7f9", "bg": "#ffffff",
    "acc": "#0550ae", "bad": "#b3261e", "odd": "#8a5200", "good": "#0b7a5c", "goodbg": "#d5efe6", "oddbg": "#fff0c9",
    "badbg": "#fadcd9", "accbg": "#dcebff",
}  # fmt: skip
"""Colours by name; what they mean is said by shapes, hatchings and words as well. Paper is light, too."""
DARK = {
    "ink": "#e6edf3", "mute": "#9da7b3", "line": "#3a424b", "edge": "#768390", "panel": "#161b22", "bg": "#0d1117",
    "acc": "#79b8ff", "bad": "#ff8a80", "odd": "#f0c65a", "good": "#63d3ac", "goodbg": "#0e3a2c", "oddbg": "#3d2f00",
    "badbg": "#4a1a17", "accbg": "#14345f",
}  # fmt: skip
TEXTS = """
.l2 text { fill:var(--l2-ink); font:12px system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif }
.l2 .mono { font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace }
.l2 .mute { fill:var(--l2-mute) } .l2 .bold { font-weight:600 } .l2 .small { font-size:11px }
.l2 .bad { fill:var(--l2-bad) } .l2 .odd { fill:var(--l2-odd) } .l2 .good { fill:var(--l2-good) }
.l2 .acc { fill:var(--l2-acc) }
""".strip()


def _variables(colours: dict[str, str]) -> str:
    return "; ".join(f"--l2-{name}:{colour}" for name, colour in colours.items())


STYLE = f"""
.l2 {{ {_variables(LIGHT)} }}
@media (prefers-color-scheme:dark) {{ .l2 {{ {_variables(DARK)} }} }}
{TEXTS}
"""
THEMES = f"[data-theme=light] .l2 {{ {_variables(LIGHT)} }}\n[data-theme=dark] .l2 {{ {_variables(DARK)} }}\n"
"""For a page in which the reader may choose otherwise than the system does."""
Attributes = dict[str, str | float]


def painted(drawing: Drawing, *, standalone: bool, targets: Container[str] | None = None) -> str:
    """The whole SVG; standalone it brings its own style, background and margin, else those of the page apply.

    In the page, words with a link lead there, as far as it is among `targets`, the ids of the page (None: it has them
    all).
    """
    possible = [item for item in drawing.items if isinstance(item, Words) and item.link and not standalone]
    linked = [words for words in possible if targets is None or words.link in targets]
    leading = {id(words) for words in linked}
    parts = [*_grouped(item for item in drawing.items if id(item) not in leading)]
    if linked:
        parts = [element("g", "".join(parts), aria_hidden="true"), *map(_link, linked)]
    if standalone and drawing.margin:
        parts = [
            element("g", "".join(parts), transform=f"translate({number(drawing.margin)} {number(drawing.margin)})")
        ]
    if drawing.description:
        parts = [element("desc", escape(drawing.description, quote=False)), *parts]
    return _picture(drawing, parts, standalone=standalone, role="group" if linked else "img")


def _picture(drawing: Drawing, parts: list[str], *, standalone: bool, role: str) -> str:
    """`role` is "group" where parts of it are links: nothing inside an "img" can be reached."""
    around = 2 * drawing.margin if standalone else 0
    width, height = drawing.width + around, drawing.height + around
    head = element("title", escape(plain(drawing.title), quote=False))
    if standalone:
        background = element("rect", "", x=0, y=0, width=width, height=height, fill="var(--l2-bg)")
        head += element("style", STYLE) + background
    body = head + "\n" + "\n".join(parts) + "\n"
    size: Attributes = {"width": width, "height": height} if standalone else {"width": "100%"}
    space = {"xmlns": "http://www.w3.org/2000/svg"}
    return (
        element("svg", body, **space, class_="l2", viewBox=f"0 0 {number(width)} {number(height)}", **size, role=role)
        + "\n"
    )


def _grouped(items: Iterable[Item]) -> Iterator[str]:
    """Shapes alike, one after the other, share what they look like, and without titles one path."""
    for look, alike in groupby(items, _look):
        if look is None:
            yield from (_text(item) for item in alike if isinstance(item, Words))
        else:
            yield element("g", "".join(_paths(item for item in alike if isinstance(item, Shape))), **look)


def _look(item: Item) -> Attributes | None:
    if isinstance(item, Words):
        return None
    look: Attributes = {"fill": _colour(item.fill), "stroke": _colour(item.stroke)}
    if item.stroke:
        look["stroke_width"] = item.width
    if item.dashes:
        look["stroke_dasharray"] = " ".join(map(number, item.dashes))
    return look


def _colour(tone: str) -> str:
    return f"var(--l2-{tone})" if tone else "none"


def _paths(shapes: Iterable[Shape]) -> Iterator[str]:
    for title, alike in groupby(shapes, lambda shape: shape.title):
        path = "".join(_path(path, closed=bool(shape.fill)) for shape in alike for path in shape.paths)
        yield element("path", element("title", escape(title, quote=False)) if title else "", d=path)


def _path(points: Path, *, closed: bool) -> str:
    """The shortest way to say it: H and V where a line is level or upright."""
    x, y = points[0]
    steps = [f"M{number(x)} {number(y)}"]
    for (x1, y1), (x2, y2) in pairwise(points):
        if y1 == y2:
            steps.append(f"H{number(x2)}")
        elif x1 == x2:
            steps.append(f"V{number(y2)}")
        else:
            steps.append(f"L{number(x2)} {number(y2)}")
    return "".join(steps) + ("Z" if closed else "")


def _text(words: Words) -> str:
    tone = words.tone if words.tone != "ink" else ""
    looks = (tone, "mono" * words.mono, "bold" * words.bold, "small" * words.small)
    return element(
        "text",
        escape(plain(words.text), quote=False),
        x=words.x,
        y=words.y,
        class_=" ".join(look for look in looks if look),
        text_anchor=words.anchor,
    )


def _link(words: Words) -> str:
    named: Attributes = {"aria_label": words.name} if words.name else {}
    return element("a", _text(words), href=f"#{words.link}", text_decoration="underline", **named)


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
