"""`python -m l2tpscope` is the command l2tpscope."""

from l2tpscope.cli.main import run

run()
