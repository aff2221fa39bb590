"""The TOML file of secrets: what it may hold, and with what sentence the rest is refused."""

from pathlib import Path

import pytest

from l2tpscope.errors import UsageError
from l2tpscope.secrets.known import Secrets
from l2tpscope.secrets.secrets_file import LARGEST, read_secrets
from tests.samples import ROOT

WORD = "sesame-17"


def read(folder: Path, text: str | bytes) -> Secrets:
    path = folder / "secrets.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    path.chmod(0o600)
    return read_secrets(path)


def test_the_example_of_the_documentation_is_one(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "secrets.md").read_text(encoding="utf-8")
    block = text[text.index("    # Tunnel secrets.") : text.index("| key |")]
    known = read(tmp_path, "\n".join(line[4:] for line in block.split("\n")))
    assert known.tunnel_secrets(["lac-one"], ["192.0.2.10"]) == (b"tun-secret-42", b"one-for-all")
    assert known.tunnel_secrets([], ["198.51.100.7"]) == (b"\x00\xff\x17", b"one-for-all")
    assert known.passwords(b"alice") == (b"wonderland-7", b"\xc3\xa9")
    assert known.warnings == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f'secret = "{WORD}', "is not TOML"),
        (f"{WORD}", "is not TOML"),
        ("", "holds no secrets"),
        ("# nothing", "holds no secrets"),
        (f'[tunnel]\nsecret = "{WORD}"', "two brackets"),
        (f'[[tunnels]]\nsecret = "{WORD}"', "holds something besides"),
        (f'[[tunnel]]\nsecrets = "{WORD}"', "unknown key"),
        (f'\n[[tunnel]]\nhost = 5\nsecret = "{WORD}"', "line 2"),
        ("[[tunnel]]\nsecret = 17", "put it in quotes"),
        ('[[tunnel]]\nhost = "lac"', "neither"),
        (f'[[tunnel]]\nsecret = "{WORD}"\nsecret_hex = "00"', "both"),
        (f'[[tunnel]]\nsecret_hex = "{WORD}"', "not hex"),
        (f'[[tunnel]]\naddress = "{WORD}"\nsecret = "x"', "address that is none"),
        ('[[tunnel]]\nsecret = ""', "empty secret"),
        (f'[[user]]\npassword = "{WORD}"', "has no name"),
        ('[[user]]\nname = "alice"', "neither"),
        (b"\xff" + WORD.encode(), "not UTF-8"),
        (f'[[user]]\nname = "alice"\npassword = "{WORD}"\n' + "#" * LARGEST, "larger than"),
        ("a = " + "[" * 20_000, "is not TOML"),
    ],
)
def test_what_is_wrong_is_said_without_quoting_it(tmp_path: Path, text: str | bytes, words: str) -> None:
    with pytest.raises(UsageError) as refused:
        read(tmp_path, text)
    assert words in str(refused.value)
    assert str(tmp_path / "secrets.toml") in str(refused.value)
    assert WORD not in str(refused.value)
    assert refused.value.__cause__ is None
    assert refused.value.__context__ is None


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    for path in (tmp_path / "none.toml", tmp_path):
        with pytest.raises(UsageError, match="cannot be read"):
            read_secrets(path)


def test_rights_of_others_draw_a_warning_that_says_what_to_run(tmp_path: Path) -> None:
    read(tmp_path, f'[[tunnel]]\nsecret = "{WORD}"')
    path = tmp_path / "secrets.toml"
    for mode in (0o640, 0o604, 0o620):
        path.chmod(mode)
        (warning,) = read_secrets(path).warnings
        assert f"chmod 600 {path}" in warning
        assert WORD not in warning
    path.chmod(0o400)
    assert read_secrets(path).warnings == ()
