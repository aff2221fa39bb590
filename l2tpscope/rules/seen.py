"""How each rule has been seen: in which recordings of real daemons, or in made-up cases only."""

from collections.abc import Iterator

from l2tpscope.rules.catalogue import CATALOGUE

# Rule -> recordings of sample_captures/ in which it is found: real daemons in a laboratory, the fault made on purpose.
# A test reads the recordings: each named one shows the rule, and no rule that one of them shows is missing here.
LAB: dict[str, tuple[str, ...]] = {
    "cap-duplicates": ("any-interface.pcap",),
    "cap-one-direction": ("one-direction.pcap",),
    "cap-truncated": ("snaplen-96.pcap",),
    "ctl-spurious-retransmit": ("long-delay.pcap", "path-duplication.pcapng"),
    "data-one-way": ("data-one-way.pcap",),
    "data-plane-dead": ("data-plane-dead.pcap",),
    "data-wrong-source-addr": ("data-wrong-source.pcap",),
    "fragment-loss": ("fragment-loss.pcap",),
    "hello-unanswered": ("peer-vanishes.pcap", "loss60.pcap"),
    "icmp-unreachable": ("lns-not-running.pcap",),
    "l2tp-no-reply-plain": ("firewall-drops-1701.pcap", "return-path-dropped-at-lac.pcap"),
    "lns-wrong-source-addr": ("lns-wrong-source.pcap",),
    "mss-not-clamped": ("outer-fragments.pcap", "fragment-loss.pcap", "mtu-frag-needed.pcap"),
    "mtu-blackhole": ("mtu-blackhole.pcap",),
    "mtu-frag-needed": ("mtu-frag-needed.pcap",),
    "mtu-outer-fragmentation": ("outer-fragments.pcap", "mtu-frag-needed.pcap"),
    "natt-reply-old-port": ("nat-rebind-outside.pcap",),
    "path-duplication": ("path-duplication.pcapng",),
    "path-loss": ("loss20-succeeds.pcap", "loss30-fails.pcap", "loss60.pcap"),
    "path-reorder": ("path-reorder.pcap",),
    "pending-at-end": ("pending-at-end.pcap",),
    "ppp-incomplete": ("wrong-password.pcapng", "no-common-auth.pcap"),
    "routing-after-connect": ("routing-after-connect.pcap",),
    "sccrp-lost": ("return-path-dropped-at-lns.pcap",),
    "sec-l2tp-cleartext": ("clean-call.pcap", "l2tpns-clean.pcap.zst", "softether-clean.pcap"),
    "ses-cdn-right-after-iccn": ("pppd-fails-at-lns.pcap",),
    "ses-no-resources": ("pool-exhausted.pcap",),
    "ses-outgoing-call-unsupported": ("outgoing-call.pcap",),
    "td-peer-restart": ("lns-restarted.pcap",),
    "tun-not-authorized": ("unknown-peer.pcap",),
    "tun-redial-storm": ("redial-storm.pcapng",),
    "tun-secret-mismatch": ("tunnel-auth-mismatch.pcap", "l2tpns-wrong-secret.pcap"),
    "tun-shutdown": ("lns-sigterm.pcap",),
}
NOT_YET = "not yet seen on a wire: made-up cases only"
HEAD = """# How each rule has been seen

A rule that was only ever tried on made-up messages is a rule that nobody should trust too far. This page says, of each
rule, where it has been seen: "laboratory" means a recording of real daemons in sample_captures/, with the fault made
on purpose (sample_captures/truth.toml says how). Every rule also has made-up cases in tests/rules/cases/, at least one
that it finds and one look-alike that it must not find. `l2tpscope explain RULE` says the same.

| rule | seen |
|---|---|
"""


def how_seen(name: str) -> str:
    """One phrase: the recordings that show this rule, or that it has not been seen on a wire yet."""
    recordings = LAB.get(name, ())
    return f"laboratory: {', '.join(recordings)}" if recordings else NOT_YET


def evidence_page() -> str:
    """docs/evidence.md, in Markdown."""
    return HEAD + "".join(_rows())


def _rows() -> Iterator[str]:
    for rule in sorted(CATALOGUE, key=lambda rule: rule.name):
        yield f"| {rule.name} | {how_seen(rule.name)} |\n"
