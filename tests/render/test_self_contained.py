"""Pages that carry their styles and scripts with them."""

from base64 import b64encode
from hashlib import sha256

from l2tpscope.render.self_contained import inline, packaged, policy


def test_files_of_the_package_stand_in_the_page_as_they_are() -> None:
    assert inline(packaged("report.css"), " x ").endswith("\nx")
    assert packaged("report.js").startswith('"use strict"')


def test_a_policy_allows_by_hash_and_nothing_else() -> None:
    hashed = b64encode(sha256(b"a {}").digest()).decode()
    assert policy("a {}") == f"default-src 'none'; style-src 'sha256-{hashed}'; base-uri 'none'; form-action 'none'"
    assert "script-src 'sha256-" in policy("a {}", "b()")
    assert "unsafe" not in policy("a {}", "b()")


def test_no_script_of_the_package_can_end_its_element() -> None:
    for name in ("report.js", "tunnels.js", "ladder.js"):
        assert "</script" not in packaged(name)
        assert "<!--" not in packaged(name)
        assert "innerHTML" not in packaged(name)
