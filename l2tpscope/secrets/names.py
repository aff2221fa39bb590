"""Names: the forms in which one PPP user may be written, with a domain before it or a realm behind it."""


def without_domain(name: bytes) -> bytes:
    r"""The user of `DOMAIN\user`, or the name itself (RFC 2759 4)."""
    return name.rpartition(b"\\")[2]


def without_realm(name: bytes) -> bytes:
    """The user of `user@realm`, or the name itself (RFC 7542 2)."""
    return name.rpartition(b"@")[0] or name


def forms_of(name: bytes) -> tuple[bytes, ...]:
    """A name as it was sent, then without its domain, without its realm, without both; each form once."""
    user = without_domain(name)
    return tuple(dict.fromkeys((name, user, without_realm(name), without_realm(user))))
