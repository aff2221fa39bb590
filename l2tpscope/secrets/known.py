"""Secrets: the tunnel secrets and passwords that the user knows, and which of them may fit a tunnel or a name."""

import ipaddress
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from l2tpscope.secrets.names import forms_of

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Address = ipaddress.IPv4Address | ipaddress.IPv6Address

ANY_USER = b"*"


@dataclass(frozen=True, slots=True)
class TunnelSecret:
    """A tunnel secret; `host` is the Host Name of either end, `network` has the address of either; None fits any."""

    host: str | None
    network: Network | None
    secret: bytes = field(repr=False)

    @property
    def _specificity(self) -> tuple[int, bool, int]:
        """The more is asked for the better, then a name, since daemons choose by it, then the smaller network."""
        asked = (self.host is not None) + (self.network is not None)
        return asked, self.host is not None, self.network.prefixlen if self.network else 0

    def _fits(self, hosts: set[str], addresses: list[Address]) -> bool:
        named = self.host is None or self.host.casefold() in hosts
        return named and (self.network is None or any(address in self.network for address in addresses))


@dataclass(frozen=True, slots=True)
class User:
    """A PPP user by the name that PPP sends, in UTF-8; the name `*` is any user."""

    name: bytes
    password: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Secrets:
    """What a secrets file holds. Its text shows how many secrets there are, and none of them.

    warnings   sentences for the user about the file
    """

    tunnels: tuple[TunnelSecret, ...] = field(default=(), repr=False)
    users: tuple[User, ...] = field(default=(), repr=False)
    warnings: tuple[str, ...] = ()
    _by_name: dict[bytes, list[bytes]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_name: dict[bytes, list[bytes]] = {}
        for user in self.users:
            by_name.setdefault(user.name, []).append(user.password)
        object.__setattr__(self, "_by_name", by_name)

    def __repr__(self) -> str:
        return f"Secrets(tunnels: {len(self.tunnels)}, users: {len(self.users)})"

    def tunnel_secrets(self, hosts: Iterable[str], addresses: Iterable[str]) -> tuple[bytes, ...]:
        """The secrets that a tunnel between ends of these Host Names and addresses may have, each once.

        The most specific come first: by host and address, by host, by address (the smallest network first), for any.
        Among equals the order is that of the file. Host Names are compared without case; what is no address fits none.
        """
        names = {host.casefold() for host in hosts}
        places = list(_addresses(addresses))
        fitting = [one for one in self.tunnels if one._fits(names, places)]  # noqa: SLF001 - of this module
        fitting.sort(key=lambda one: one._specificity, reverse=True)  # noqa: SLF001 - of this module
        return tuple(dict.fromkeys(one.secret for one in fitting))

    def passwords(self, name: bytes) -> tuple[bytes, ...]:
        r"""The passwords that a PPP user of this name may have, each once.

        Those of the name as sent come first, then those of the name without `DOMAIN\`, without `@realm`, without both,
        then those for any user.
        """
        forms = (*forms_of(name), ANY_USER)
        return tuple(dict.fromkeys(password for form in forms for password in self._by_name.get(form, ())))


def _addresses(texts: Iterable[str]) -> Iterator[Address]:
    for text in texts:
        try:
            yield ipaddress.ip_address(text)
        except ValueError:
            continue
