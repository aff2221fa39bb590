"""Secrets file: the TOML of `--secrets` becomes Secrets, or a sentence that says what to put right."""

import ipaddress
import os
import re
import shlex
import stat
import tomllib
from collections.abc import Callable
from typing import NamedTuple, NoReturn, TypeVar

from l2tpscope.errors import UsageError
from l2tpscope.secrets.known import Network, Secrets, TunnelSecret, User

LARGEST = 4 << 20
"""Octets that are read: a file of more is not one of secrets, but a capture, say, given by mistake."""
_OTHERS = 0o077
_TUNNEL_KEYS = ("host", "address", "secret", "secret_hex")
_USER_KEYS = ("name", "password", "password_hex")
_PLACE = re.compile(r"at line (\d+), column (\d+)")
_TABLES = "[[tunnel]] and [[user]]"

Entry = TypeVar("Entry")


def read_secrets(path: str | os.PathLike[str]) -> Secrets:
    """The Secrets in a TOML file, described in docs/secrets.md.

    UsageError where there is no such file, where it is no TOML, or where an entry is not as described. The sentence
    says where, and never quotes what stands there: a secret may stand in the wrong place.
    """
    name = os.fspath(path)
    text, mode = _read(name)
    tables = _tables(name, text)
    _refuse_other_tables(name, tables)
    tunnels = _entries(name, text, tables, "tunnel", _tunnel)
    users = _entries(name, text, tables, "user", _user)
    if not tunnels and not users:
        raise UsageError(f"{name}: holds no secrets; describe them in {_TABLES}, as docs/secrets.md shows")
    return Secrets(tunnels, users, _warnings(name, mode))


def _read(name: str) -> tuple[str, int]:
    """The text of a file, and its mode."""
    try:
        with open(name, "rb") as file:  # noqa: PTH123 - the name is shown as it was given
            octets, mode = file.read(LARGEST + 1), os.fstat(file.fileno()).st_mode
    except (OSError, ValueError) as wrong:  # ValueError: a zero octet in the name
        reason = getattr(wrong, "strerror", None) or "no file can have this name"
    else:
        if len(octets) > LARGEST:
            raise UsageError(f"{name}: is larger than {LARGEST >> 20} MiB, so it is no file of secrets")
        return _decoded(name, octets), mode
    raise UsageError(f"{name}: cannot be read: {reason}; name a file of secrets, as docs/secrets.md describes it")


def _decoded(name: str, octets: bytes) -> str:
    try:
        return octets.decode("utf-8-sig")  # editors of Windows begin a file with a byte order mark
    except UnicodeDecodeError as wrong:
        line = octets[: wrong.start].count(b"\n") + 1
    raise UsageError(f"{name}, line {line}: is not UTF-8, so the file is not TOML; docs/secrets.md has an example")


def _tables(name: str, text: str) -> dict[str, object]:
    """The TOML. The error is raised where nothing is left of the parser's, which holds the text of the file."""
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as wrong:
        where = _place_in(str(wrong))
    raise UsageError(f"{name}{where}: is not TOML; write text in quotes, as the example in docs/secrets.md")


def _place_in(complaint: str) -> str:
    """The place that the parser names, without its words, which may quote the file."""
    place = _PLACE.search(complaint)
    if place:
        return f", line {place[1]}, column {place[2]}"
    return ", at its end" if "end of document" in complaint else ""


def _refuse_other_tables(name: str, tables: dict[str, object]) -> None:
    for number, key in enumerate(tables, 1):
        if key not in ("tunnel", "user"):
            raise UsageError(f"{name}: holds something besides {_TABLES} (in place {number}); remove or rename it")


class _Place(NamedTuple):
    """Where an entry stands, to say what is wrong with it."""

    file: str
    line: int | None
    table: str
    number: int

    def refuse(self, what: str) -> NoReturn:
        line = "" if self.line is None else f", line {self.line}"
        raise UsageError(f"{self.file}{line}: [[{self.table}]] number {self.number} {what}")


def _entries(
    name: str, text: str, tables: dict[str, object], table: str, read: Callable[[dict[str, object], _Place], Entry]
) -> tuple[Entry, ...]:
    entries = tables.get(table, [])
    if not isinstance(entries, list):
        raise UsageError(f"{name}: {table} is no list of tables; write [[{table}]] with two brackets before each entry")
    lines = _header_lines(text, table, len(entries))
    found: list[Entry] = []
    for number, (entry, line) in enumerate(zip(entries, lines, strict=True), 1):
        place = _Place(name, line, table, number)
        found.append(read(entry if isinstance(entry, dict) else place.refuse("is no table of keys"), place))
    return tuple(found)


def _header_lines(text: str, table: str, count: int) -> list[int] | list[None]:
    """The lines of the headers of a table; none where there are not as many as entries, as TOML can write them."""
    header = re.compile(rf"[ \t]*\[\[[ \t]*{table}[ \t]*\]\]")
    lines = [number for number, line in enumerate(text.split("\n"), 1) if header.match(line)]
    return lines if len(lines) == count else [None] * count


def _tunnel(entry: dict[str, object], place: _Place) -> TunnelSecret:
    texts = _texts(entry, place, _TUNNEL_KEYS)
    return TunnelSecret(texts.get("host"), _network(texts, place), _secret(texts, place, "secret"))


def _user(entry: dict[str, object], place: _Place) -> User:
    texts = _texts(entry, place, _USER_KEYS)
    if "name" not in texts:
        place.refuse('has no name; add name = "...", or name = "*" for any user')
    return User(texts["name"].encode(), _secret(texts, place, "password"))


def _texts(entry: dict[str, object], place: _Place, keys: tuple[str, ...]) -> dict[str, str]:
    """The values of an entry, all of them text, under the keys that it may have."""
    texts: dict[str, str] = {}
    for number, (key, value) in enumerate(entry.items(), 1):
        if key not in keys:
            place.refuse(f"has an unknown key (in place {number}); it may have {', '.join(keys)}")
        if not isinstance(value, str):
            place.refuse(f'has a {key} that is no text; put it in quotes: {key} = "..."')
        if not value:
            place.refuse(f"has an empty {key}; fill it in or remove it")
        texts[key] = value
    return texts


def _network(texts: dict[str, str], place: _Place) -> Network | None:
    if "address" not in texts:
        return None
    network: Network | None = None
    try:
        network = ipaddress.ip_network(texts["address"], strict=False)
    except ValueError:
        network = None  # refused below, where nothing is left of the error, which quotes the text
    return network or place.refuse(
        'has an address that is none; write one as "192.0.2.10", "192.0.2.0/24" or "2001:db8::1"'
    )


def _secret(texts: dict[str, str], place: _Place, key: str) -> bytes:
    """The octets of a secret, which is given as text or in hex."""
    if (key in texts) == (f"{key}_hex" in texts):
        wrong = "both; remove one of them" if key in texts else f'neither; add {key} = "..."'
        place.refuse(f"must have {key} or {key}_hex, and has {wrong}")
    if key in texts:
        return texts[key].encode()
    try:
        octets = bytes.fromhex(texts[f"{key}_hex"])
    except ValueError:
        octets = b""
    return octets or place.refuse(f"has a {key}_hex that is not hex; write two digits of 0-9 and a-f for each octet")


def _warnings(name: str, mode: int) -> tuple[str, ...]:
    if not stat.S_ISREG(mode) or not mode & _OTHERS:
        return ()
    return (f"{name}: others than its owner have rights to this file of secrets; run: chmod 600 {shlex.quote(name)}",)
