"""Run magcalc as ``python -m magcalc``."""

from magcalc.cli import main

main()
