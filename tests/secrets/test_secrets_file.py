"""Secrets file: what it may say, what is wrong with one, and that no sentence tells a secret."""

import traceback
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l2tpscope.errors import UsageError
from l2tpscope.secrets.secrets_file import LARGEST, read_secrets
from tests.samples import ROOT

SECRET = "Sw0rdfish-4711"  # noqa: S105 - planted, and looked for


def written(folder: Path, text: str | bytes, mode: int = 0o600) -> Path:
    path = folder / "secrets.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    path.chmod(mode)
    return path


def refusal(path: Path) -> str:
    """The sentence of the refusal; nothing that a traceback prints, or an exception keeps, holds the secret."""
    with pytest.raises(UsageError) as caught:
        read_secrets(path)
    error = caught.value
    assert SECRET not in "".join(traceback.format_exception(error))
    assert error.__context__ is None
    assert error.__cause__ is None
    return str(error).removeprefix(str(path))


def test_the_example_of_the_documentation_is_read(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "secrets.md").read_text()
    secrets = read_secrets(written(tmp_path, page.split("```toml\n")[1].split("```")[0]))
    assert (len(secrets.tunnels), len(secrets.users), secrets.warnings) == (3, 4, ())
    assert secrets.tunnel_secrets(["LAC-ONE"], ["192.0.2.10"]) == (b"tunnel-secret", b"another-secret")
    assert secrets.tunnel_secrets([], ["2001:db8::1"]) == (b"\x00\xff\x10", b"another-secret")
    assert secrets.passwords(b"alice") == (b"her-password", b"her-old-password", b"password-of-all")
    assert secrets.passwords(b"BIGCO\\bob") == (b"pass", b"password-of-all")


def test_every_key_is_documented() -> None:
    page = (ROOT / "docs" / "secrets.md").read_text()
    for key in ("host", "address", "secret", "secret_hex", "name", "password", "password_hex"):
        assert f"`{key}`" in page


def test_text_is_taken_as_utf_8(tmp_path: Path) -> None:
    secrets = read_secrets(written(tmp_path, '[[user]]\nname = "jürgen"\npassword = "pä"'))
    assert secrets.passwords("jürgen".encode()) == ("pä".encode(),)


def test_an_address_with_host_bits_is_its_network(tmp_path: Path) -> None:
    secrets = read_secrets(written(tmp_path, '[[tunnel]]\naddress = "192.0.2.10/24"\nsecret = "s"'))
    assert secrets.tunnel_secrets([], ["192.0.2.99"]) == (b"s",)


def test_hex_may_have_spaces_and_capitals(tmp_path: Path) -> None:
    secrets = read_secrets(written(tmp_path, '[[tunnel]]\nsecret_hex = "00 FF 10"'))
    assert secrets.tunnel_secrets([], []) == (b"\x00\xff\x10",)


def test_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    secrets = read_secrets(written(tmp_path, b'\xef\xbb\xbf[[user]]\r\nname = "alice"\r\npassword = "p"\r\n'))
    assert secrets.passwords(b"alice") == (b"p",)


WRONG = {
    f"key = {SECRET}": ", line 1, column 7: is not TOML; write text in quotes, as the example in docs/secrets.md",
    f'[[user]]\nname = "alice"\npassword = "{SECRET}': ", at its end: is not TOML; write text",
    "": ": holds no secrets; describe them in [[tunnel]] and [[user]]",
    "# nothing\n": ": holds no secrets",
    "user = []": ": holds no secrets",
    f'"{SECRET}" = "alice"': ": holds something besides [[tunnel]] and [[user]] (in place 1)",
    f'[[user]]\nname = "a"\npassword = "b"\n[[{SECRET}]]': "[[tunnel]] and [[user]] (in place 2)",
    f'[tunnel]\nsecret = "{SECRET}"': ": tunnel is no list of tables; write [[tunnel]] with two brackets",
    f'user = "{SECRET}"': ": user is no list of tables",
    f'user = ["{SECRET}"]': ": [[user]] number 1 is no table of keys",
    f'[[tunnel]]\n"{SECRET}" = "x"': ", line 1: [[tunnel]] number 1 has an unknown key (in place 1); it may have host",
    f'[[user]]\nname = "a"\npasswort = "{SECRET}"': ", line 1: [[user]] number 1 has an unknown key (in place 2)",
    '[[tunnel]]\nhost = "a"': ", line 1: [[tunnel]] number 1 must have secret or secret_hex, and has neither; add",
    f'[[tunnel]]\nsecret = "{SECRET}"\nsecret_hex = "00"': " secret or secret_hex, and has both; remove one of them",
    '\n[[user]]\nname = "a"\npassword = 4711': ", line 2: [[user]] number 1 has a password that is no text; put it in",
    f'[[user]]\nname = ["{SECRET}"]': ", line 1: [[user]] number 1 has a name that is no text",
    f'[[user]]\npassword = "{SECRET}"': ', line 1: [[user]] number 1 has no name; add name = "..."',
    '[[user]]\nname = "a"\npassword = ""': ", line 1: [[user]] number 1 has an empty password; fill it in or remove it",
    f'[[tunnel]]\nsecret_hex = "{SECRET}"': "[[tunnel]] number 1 has a secret_hex that is not hex; write two digits",
    '[[tunnel]]\nsecret_hex = " "': ", line 1: [[tunnel]] number 1 has a secret_hex that is not hex",
    f'[[tunnel]]\naddress = "{SECRET}"\nsecret = "s"': ", line 1: [[tunnel]] number 1 has an address that is none",
    f"key = {'9' * 5000}": ": is not TOML",
    f"key = {'[' * 5000}": ": is not TOML",
}  # fmt: skip


@pytest.mark.parametrize("text", WRONG, ids=lambda text: text[:50])
def test_what_is_wrong_is_said_with_its_place(text: str, tmp_path: Path) -> None:
    assert WRONG[text] in refusal(written(tmp_path, text))


def test_the_second_wrong_entry_has_its_line_whatever_stands_before(tmp_path: Path) -> None:
    text = '[[user]]\nname = "a"\npassword = "b"\n\n[[tunnel]]\nsecret = "c"\n\n  [[ user ]] # bob\nname = "bob"\n'
    assert refusal(written(tmp_path, text)).startswith(", line 8: [[user]] number 2 must have password")


def test_no_line_is_told_where_it_cannot_be_known(tmp_path: Path) -> None:
    text = '[[tunnel]]\nsecret = """\n[[user]]\n"""\n[[user]]\nname = "a"\n'
    assert refusal(written(tmp_path, text)).startswith(": [[user]] number 1 must have password")


def test_octets_that_are_no_text_are_refused_with_their_line(tmp_path: Path) -> None:
    sentence = refusal(written(tmp_path, f'[[user]]\nname = "{SECRET}\xff"'.encode("latin-1")))
    assert sentence.startswith(", line 2: is not UTF-8")


def test_a_capture_given_by_mistake_is_refused() -> None:
    assert "is not UTF-8" in refusal(ROOT / "sample_captures" / "clean-call.pcap")


def test_a_file_too_large_to_be_one_is_refused(tmp_path: Path) -> None:
    assert "is larger than 4 MiB" in refusal(written(tmp_path, b"#" * (LARGEST + 1)))


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    sentence = refusal(tmp_path / "missing.toml")
    assert sentence == (
        ": cannot be read: No such file or directory; name a file of secrets, as docs/secrets.md describes it"
    )


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert "cannot be read: Is a directory" in refusal(tmp_path)


def test_a_name_that_no_file_can_have_is_refused() -> None:
    assert "no file can have this name" in refusal(Path("a\0b"))


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o620, 0o601])
def test_rights_of_others_are_warned_of(mode: int, tmp_path: Path) -> None:
    path = written(tmp_path, f'[[tunnel]]\nsecret = "{SECRET}"', mode)
    (warning,) = read_secrets(path).warnings
    assert warning.endswith(f"run: chmod 600 {path}")
    assert SECRET not in warning


def test_the_command_of_a_warning_can_be_pasted(tmp_path: Path) -> None:
    folder = tmp_path / "my secrets"
    folder.mkdir()
    path = written(folder, f'[[tunnel]]\nsecret = "{SECRET}"', 0o644)
    assert read_secrets(path).warnings[0].endswith(f"chmod 600 '{path}'")


@pytest.mark.parametrize("mode", [0o600, 0o400])
def test_a_file_of_its_owner_alone_is_not_warned_of(mode: int, tmp_path: Path) -> None:
    assert read_secrets(written(tmp_path, '[[tunnel]]\nsecret = "s"', mode)).warnings == ()


def test_a_file_that_was_read_shows_no_secret(tmp_path: Path) -> None:
    text = f'[[tunnel]]\nsecret = "{SECRET}"\n[[user]]\nname = "alice"\npassword = "{SECRET}"'
    secrets = read_secrets(written(tmp_path, text))
    assert SECRET not in f"{secrets} {secrets!r} {secrets.tunnels} {secrets.users}"


pieces = st.sampled_from(
    [
        "[[tunnel]]\n",
        "[[user]]\n",
        "[user]\n",
        'name = "*"\n',
        "password = 1\n",
        'secret = "s"\n',
        "secret_hex = ''\n",
        "x",
    ]
)


@given(st.lists(pieces).map("".join).map(str.encode) | st.binary())
def test_any_file_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, octets: bytes) -> None:
    path = written(tmp_path_factory.getbasetemp(), octets)
    with suppress(UsageError):
        assert read_secrets(path).warnings == ()
