"""explain: what a rule, a result code, an AVP, a message, a word of PPP or a Windows error means."""

import click

from l2tpscope.cli.options import Request
from l2tpscope.cli.output import ink_of, write_octets, write_text
from l2tpscope.errors import UsageError


@click.command("explain")
@click.argument("name", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="The documentation of every rule, in Markdown.")
@click.option("--color", type=click.Choice(("auto", "always", "never")), default="auto", help="Default: auto.")
def command(name: tuple[str, ...], color: str, *, everything: bool) -> None:
    """Explain a rule, a result code ("StopCCN 2/6", "CDN 4"), an AVP ("AVP 46"), a message ("ICRQ").

    Also PPP ("LCP option 3", "IPCP Primary-DNS", "PPP 0x8057", "CHAP Failure", "EAP 26"), and errors that Windows
    shows ("809") or MS-CHAP carries ("E=691"). Without a NAME it lists the rules.
    """
    from l2tpscope.render.explained import explained  # noqa: PLC0415 - the rules take 70 ms

    ink = ink_of(Request((), color=color))
    if everything:
        from l2tpscope.render.rules_page import rules_page  # noqa: PLC0415

        write_octets([rules_page().encode()])
    elif not name:
        from l2tpscope.render.explained_rules import rule_list  # noqa: PLC0415

        write_text(rule_list(ink))
    else:
        write_text(_explained(" ".join(name), explained(" ".join(name), ink)))


def _explained(name: str, text: str | None) -> str:
    if text is not None:
        return text
    from l2tpscope.render.explained import near  # noqa: PLC0415

    close = near(name)
    hint = f"Did you mean {' or '.join(close)}?" if close else "`l2tpscope explain` lists the rules."
    raise UsageError(f"Nothing is named {name!r}. {hint}")
