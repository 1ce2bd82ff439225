"""Speed and memory of ``magcalc batch``, as ratios of processor time between whole processes.

Run it from an environment in which magcalc and its extra batch are installed:
``python benchmarks/batch.py [ROWS [RUNS]]``.

The rows are generated from a seed: forms as four languages spell them, five units, two bases. The floor of the engine
is a script that only joins a table of percentages, multiplies and writes two flags, from CSV to CSV; the floor of
plain Python is a loop over ``csv`` with a dictionary look-up and one multiplication. Plain Python is measured with the
engine hidden. All are measured in turns and their medians compared.
"""

import random
import sys
import tempfile
from pathlib import Path

from processes import MAGCALC, cost, medians

PERCENT = {
    "citrate": 16.16, "Magnesiumcitrat": 16.16, "magnesiumsitrat": 16.16, "magnesium oxide": 60.3,
    "Magnesiumoxid": 60.3, "magnesiumoksid": 60.3, "glycinate": 10, "Magnesiumbisglycinat": 14.1,
    "magnesiumbisglysinat": 14.1, "Magnesiummalat": 15.5, "chloride": 12, "magnesiumklorid": 12,
    "Magnesiumtaurat": 8.9, "threonate": 7.2, "Magnesium": 100,
}  # fmt: skip
ENGINE_FLOOR = f"""
import sys
import polars as pl
percent = {PERCENT}
table = pl.DataFrame({{"form": list(percent), "percent": [float(part) for part in percent.values()]}})
rows = pl.read_csv(sys.argv[1]).join(table, on="form", how="left")
rows = rows.with_columns((pl.col("amount") * pl.col("percent") / 100).alias("mg"))
rows = rows.with_columns((pl.col("mg") > 250).alias("over_250"), (pl.col("mg") > 350).alias("over_350"))
rows.drop("percent").write_csv(sys.argv[2])
"""
PLAIN_FLOOR = f"""
import csv, sys
percent = {PERCENT}
with open(sys.argv[1], newline="") as source, open(sys.argv[2], "w", newline="") as target:
    rows, out = csv.reader(source), csv.writer(target)
    names = next(rows)
    out.writerow([*names, "mg"])
    amount, form = names.index("amount"), names.index("form")
    for row in rows:
        out.writerow([*row, float(row[amount]) * percent[row[form]] / 100])
"""
# The same program where only magcalc is installed.
PLAIN = """
import sys
sys.modules["polars"] = None
from magcalc.cli import main
main()
"""
TO_PARQUET = """
import sys
import polars as pl
pl.scan_csv(sys.argv[1]).sink_parquet(sys.argv[2])
"""
REPEATED = """
import sys
import pyarrow.parquet as pq
once = pq.read_table(sys.argv[1])
with pq.ParquetWriter(sys.argv[2], once.schema) as target:
    for _ in range(int(sys.argv[3])):
        target.write_table(once, row_group_size=100_000)
"""
UNITS = {"mg": (50, 3000), "g": (1, 4), "mcg": (100_000, 900_000), "mmol": (2, 30), "mEq": (3, 50)}
ENGINE_BAR, PLAIN_BAR, MEMORY_BAR, LINEAR_BAR = 2.0, 3.0, 1024, 1.15
LIMITS = ["--limits", "efsa,iom,norway"]


def amounts(chance: random.Random, count: int | None) -> list[tuple[str, str]]:
    """Give amounts with their units: so many different ones, or one for every call where there is no count."""
    found = []
    for _ in range(count or 1):
        # As on shelves, most are told in milligrams.
        unit = list(UNITS)[min(int(chance.expovariate(0.8)), len(UNITS) - 1)]
        least, most = UNITS[unit]
        whole = unit == "mcg" or count is not None
        found.append((str(chance.randrange(least, most)) if whole else f"{chance.uniform(least, most):.1f}", unit))
    return found


def generate(path: Path, rows: int, distinct: int | None = None) -> Path:
    """Write rows to a CSV and give it; with few ``distinct`` doses, or nearly every row its own."""
    chance = random.Random(1)  # noqa: S311 (a seed for the same rows every time)
    forms = list(PERCENT)
    few = amounts(chance, distinct) if distinct else []
    with path.open("w", encoding="utf-8") as file:
        file.write("id,name,amount,unit,form,basis\n")
        for number in range(rows):
            amount, unit = chance.choice(few) if few else amounts(chance, None)[0]
            basis = "elemental" if chance.random() < 0.2 else "compound"
            file.write(f"{number},Product {number % 5000},{amount},{unit},{chance.choice(forms)},{basis}\n")
    return path


def measure(what: str, ours: list[str], floor: list[str], runs: int, bar: float) -> None:
    """Print the ratio of two commands."""
    mine, least = medians([(ours, None), (floor, None)], runs)
    print(f"{what}: {mine / least:.2f}  ({mine * 1000:.0f} / {least * 1000:.0f} ms, bar {bar})", flush=True)


def measure_parquet(folder: Path, source: Path, runs: int) -> None:
    """Print the memory of ten times the rows, and what a row costs there against a row of the fewer."""
    once, tenfold, target = folder / "once.parquet", folder / "tenfold.parquet", folder / "out.parquet"
    cost([sys.executable, "-c", TO_PARQUET, str(source), str(once)])
    cost([sys.executable, "-c", REPEATED, str(once), str(tenfold), "10"])
    command = [MAGCALC, "batch", "-o", str(target), *LIMITS]
    few, many = medians([([*command, str(once)], None), ([*command, str(tenfold)], None)], runs)
    print(f"Parquet, ten times the rows / ten times the time: {many / (10 * few):.2f}  (bar {LINEAR_BAR})")
    most = cost([*command, str(tenfold)]).megabytes
    print(f"Parquet, ten times the rows, peak memory: {most:.0f} MB  (bar {MEMORY_BAR})", flush=True)


def main() -> None:
    """Measure and print."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 7
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        floor, ours = str(folder / "floor.csv"), str(folder / "ours.csv")
        plain = [sys.executable, "-c", PLAIN, "batch", "-o", ours]
        shelf, catalogue = generate(folder / "shelf.csv", rows), generate(folder / "catalogue.csv", rows, 200)
        for path, which in ((shelf, "all doses different"), (catalogue, "a few thousand doses")):
            engine_floor = [sys.executable, "-c", ENGINE_FLOOR, str(path), floor]
            engine = [MAGCALC, "batch", str(path), "-o", ours, *LIMITS]
            measure(f"{rows} CSV rows, {which} / polars script", engine, engine_floor, runs, ENGINE_BAR)
            plain_floor = [sys.executable, "-c", PLAIN_FLOOR, str(path), floor]
            measure(f"{rows} CSV rows, {which}, no engine / csv loop", [*plain, str(path)], plain_floor, 3, PLAIN_BAR)
        measure_parquet(folder, shelf, 3)


if __name__ == "__main__":
    main()
