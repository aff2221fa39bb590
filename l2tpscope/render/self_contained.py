"""Pages that carry their styles and scripts with them: read from the package, allowed by their hashes alone."""

import hashlib
from base64 import b64encode
from importlib import resources

from markupsafe import Markup


def packaged(name: str) -> str:
    """A file of the package's templates as text."""
    return resources.files("l2tpscope.render").joinpath("templates", name).read_text("utf-8")


def inline(*parts: str) -> Markup:
    """Files of the package in one, to stand in a style or script element as they are."""
    return Markup("\n".join(part.strip() for part in parts))  # noqa: S704 - our own files


def policy(style: str, script: str = "") -> Markup:
    """A Content-Security-Policy under which this style and this script count, and the page can ask nobody anything."""
    rules = ["default-src 'none'", f"style-src {_hash(style)}"]
    rules += [f"script-src {_hash(script)}"] if script else []
    return Markup("; ".join([*rules, "base-uri 'none'", "form-action 'none'"]))  # noqa: S704 - made of hashes


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{b64encode(digest).decode()}'"
