"""``magcalc compare`` of a thousand products, the most there can be, as a ratio of processor time to two of them.

Run it from an environment in which magcalc is installed: ``python benchmarks/compare.py [RUNS]``.

The shelf is generated from a seed: forms of several grades, one to four units a day, prices in one currency. Sorting
by price is measured, in a pipe and as JSON; the two are compared in the same way. All are measured in turns and their
medians compared.
"""

import random
import sys
import tempfile
from pathlib import Path

from processes import MAGCALC, medians

FORMS = ("citrate", "Magnesiumoxid", "glycinate", "bisglycinate", "malate", "taurate", "threonate", "chloride")
MOST = 1000
BAR = 4.0


def generate(path: Path, products: int) -> str:
    """Write a shelf of so many products and give its name."""
    chance = random.Random(1)  # noqa: S311 (a seed for the same shelf every time)
    with path.open("w", encoding="utf-8") as file:
        file.write("name,dose,price\n")
        for number in range(products):
            dose = f"{chance.randint(1, 4)} x {chance.randint(100, 900)} mg {chance.choice(FORMS)}"
            price = f"{chance.randint(40, 400)}.{chance.randint(10, 99)} DKK/{chance.choice((60, 90, 180))}"
            file.write(f"Product {number},{dose},{price}\n")
    return str(path)


def main() -> None:
    """Measure and print."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 11
    with tempfile.TemporaryDirectory() as folder:
        many, two = generate(Path(folder) / "many.csv", MOST), generate(Path(folder) / "two.csv", 2)
        for what, options in (("in a pipe", []), ("--json", ["--json"])):
            ours, floor = ([MAGCALC, "compare", shelf, "--sort", "price", *options] for shelf in (many, two))
            most, least = (seconds * 1000 for seconds in medians([(ours, None), (floor, None)], runs))
            print(f"{MOST} products {what} / two: {most / least:.2f}  ({most:.0f} / {least:.0f} ms, bar {BAR})")


if __name__ == "__main__":
    main()
