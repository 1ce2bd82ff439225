"""Speed and memory of ``magcalc label``, as ratios of processor time.

Run it from an environment in which magcalc is installed: ``python benchmarks/label.py [LABELS]``.

The labels are generated from a seed, all with numbers of their own: short titles, panels and whole labels in several
languages. Their floor is a Python loop that loads each line, splits its text into words with one ``re.findall`` and
dumps it again. From both the start-up is taken away: the same process over one line. They are measured in turns, and
the medians are compared, so that a noisy machine disturbs both alike.
"""

import json
import random
import sys
import tempfile
from pathlib import Path

from processes import MAGCALC, cost, medians

FLOOR = """
import json, re, sys
for line in sys.stdin:
    label = json.loads(line)
    re.findall(r"\\w+", label["text"])
    sys.stdout.write(json.dumps(label) + "\\n")
"""
EMPTY_COMMAND = """
import json
import typer
app = typer.Typer()
@app.command()
def main():
    print(json.dumps({"number": 1}))
app()
"""
BAR = 15
START_UP_BAR = 1.25
RUNS = 5
START_UP_RUNS = 21
LABEL_LINES = [MAGCALC, "label", "--ndjson-in", "--ndjson", "--exit-zero"]
MEGABYTE = 1_000_000

TITLES = {
    "en": "{brand} Magnesium {salt} {mg} mg, {pack} capsules",
    "da": "{brand} Magnesium{salt} {mg} mg – {pack} tabletter",
    "nb": "{brand} Magnesium {mg} mg, {pack} kapsler",
    "sv": "{brand} Magnesium{salt} {mg} mg {pack} kapslar",
    "de": "{brand} Magnesium {salt} {mg} mg | {pack} Kapseln",
    "fr": "{brand} Magnésium {salt} {mg} mg - {pack} gélules",
}
PANELS = {
    "en": "Supplement Facts\nServing size {n} capsules\nMagnesium (as magnesium {salt}) {mg} mg {percent}% DV\n"
    "Zinc (as gluconate) {zinc} mg\nVitamin B6 {b6} mg\nOther ingredients: cellulose, magnesium stearate",
    "da": "Indhold pr. {n} tabletter:\nMagnesium {mg} mg ({percent} % NRV*)\nZink {zinc} mg\nVitamin B6 {b6} mg\n"
    "*NRV: referenceindtag",
    "nb": "Innhold per {n} kapsler | mengde | % RI\nMagnesium | {mg} mg | {percent} %\nSink | {zinc} mg | 50 %",
    "sv": "Innehåll per {n} kapslar\nMagnesium (som magnesium{salt}) {mg} mg {percent} % av DRI\nZink {zinc} mg",
    "de": "Nährstoff pro {n} Kapseln .... Menge .... % NRV\nMagnesium .... {mg} mg .... {percent} "
    "%\nZink .... {zinc} mg",
    "fr": "Composition pour {n} gélules : magnésium {mg} mg ({percent} % VNR), zinc {zinc} mg, vitamine B6 {b6} mg",
}
LABELS = {
    "en": "Food supplement with magnesium and zinc. {brand}.\nIngredients: magnesium {salt}, "
    "bulking agent (cellulose), "
    "capsule shell (hydroxypropyl methylcellulose), anti-caking agent (magnesium salts of fatty acids).\n"
    "Each capsule provides {compound} mg magnesium {salt}, of which {mg} mg elemental magnesium ({percent} % NRV).\n"
    "Recommended daily dose: {n} capsules with a meal and a glass of water. Do not exceed the recommended daily dose.\n"
    "Food supplements are no substitute for a varied and balanced diet. Keep out of the reach of young children.\n"
    "Store dry, below 25 °C. Net weight {zinc} g. Best before {b6}/2031.",
    "da": "Kosttilskud. {brand} magnesium.\nIngredienser: magnesium{salt}, fyldemiddel (cellulose), "
    "antiklumpningsmiddel (magnesiumsalte af fedtsyrer).\n{compound} mg magnesium{salt}, heraf {mg} mg magnesium "
    "({percent} % af NRV), pr. tablet.\nAnbefalet daglig dosis: {n} tabletter i forbindelse med et "
    "måltid. Den anbefalede "
    "dosis bør ikke overskrides.\nKosttilskud bør ikke træde i stedet for en varieret kost. "
    "Opbevares utilgængeligt for "
    "små børn. Opbevares tørt ved højst 25 °C. Holdbar til {b6}/2031.",
    "nb": "Kosttilskudd. {brand} magnesium.\nIngredienser: magnesiumoksid, fyllstoff (cellulose).\nInneholder per "
    "tablett: magnesium {mg} mg ({percent} % av RI), sink {zinc} mg.\nAnbefalt døgndose: {n} tabletter. Den anbefalte "
    "døgndosen bør ikke overskrides.\nKosttilskudd bør ikke erstatte et variert kosthold. "
    "Oppbevares utilgjengelig for barn.",
    "sv": "Kosttillskott. {brand} magnesium.\nIngredienser: magnesium{salt}, fyllnadsmedel (cellulosa).\nVarje kapsel "
    "innehåller {compound} mg magnesium{salt}, varav {mg} mg magnesium ({percent} % av "
    "DRI).\nRekommenderad daglig dos: "
    "{n} kapslar till måltid. Rekommenderad dos bör inte överskridas. Ersätter inte en varierad kost. Förvaras utom "
    "räckhåll för barn.",
    "de": "Nahrungsergänzungsmittel. {brand} Magnesium.\nZutaten: Magnesium{salt}, Füllstoff (Cellulose), Trennmittel "
    "(Magnesiumsalze der Speisefettsäuren).\nEine Kapsel enthält {compound} mg Magnesium{salt}, "
    "davon {mg} mg Magnesium "
    "({percent} % NRV).\nVerzehrempfehlung: täglich {n} Kapseln mit reichlich Wasser. Die angegebene Verzehrmenge darf "
    "nicht überschritten werden. Außerhalb der Reichweite von kleinen Kindern lagern.",
    "fr": "Complément alimentaire. {brand} magnésium.\nIngrédients : magnésium ({salt}), agent de charge : cellulose.\n"
    "Chaque gélule apporte {mg} mg de magnésium ({percent} % VNR) et {zinc} mg de zinc.\nPrendre {n} gélules par jour "
    "avec un grand verre d'eau. Ne pas dépasser la dose journalière indiquée. Tenir hors de portée des jeunes enfants.",
}
SALTS = ("citrate", "oxide", "bisglycinate", "malate", "taurate", "glycinate")
BRANDS = ("Marsk", "Alder", "Nordvik", "Fennel", "Hazel", "Birk", "Lind", "Torn", "Quill", "Saga")
# Texts of a megabyte that would keep a pattern that gives back what it took for a very long time.
HOSTILE = {
    "a number of a million digits": "9" * MEGABYTE,
    "a million open brackets": "(" * MEGABYTE,
    "the word magnesium over and over": "Magnesium " * (MEGABYTE // 10),
    "the number 1 over and over": "1 " * (MEGABYTE // 2),
    "a million empty lines": "Magnesium 1 mg" + "\n" * MEGABYTE,
}


def generated(count: int) -> list[str]:
    """Give labels as lines of JSON, each with numbers of its own: a third titles, panels and whole labels."""
    chance = random.Random(1)  # noqa: S311 (a seed for the same labels every time)
    kinds = (TITLES, PANELS, LABELS)
    lines = []
    for number in range(count):
        mg = chance.randrange(500, 4000) / 10
        texts = kinds[number % 3]
        text = chance.choice(list(texts.values())).format(
            brand=f"{chance.choice(BRANDS)} {number}",
            salt=chance.choice(SALTS),
            mg=f"{mg:g}",
            percent=round(mg / 3.75),
            compound=chance.randrange(700, 4000),
            n=chance.randrange(1, 5),
            zinc=chance.randrange(10, 990) / 10,
            b6=chance.randrange(1, 12),
            pack=chance.choice((30, 60, 90, 120, 180)),
        )
        lines.append(json.dumps({"id": str(number), "text": text}, ensure_ascii=False))
    return lines


def written(folder: str, name: str, lines: list[str]) -> Path:
    """Write lines to a file and give it."""
    path = Path(folder) / name
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def measure_speed(folder: str, floor: list[str], lines: list[str], which: str = "all different") -> None:
    """Print the ratio to the floor over all labels, without the start-up of both."""
    many, one = written(folder, "many.ndjson", lines), written(folder, "one.ndjson", lines[:1])
    ours, our_start, theirs, their_start = medians(
        [(LABEL_LINES, many), (LABEL_LINES, one), (floor, many), (floor, one)], RUNS
    )
    mine, least = ours - our_start, theirs - their_start
    signs = sum(len(json.loads(line)["text"]) for line in lines) // len(lines)
    print(
        f"{len(lines)} labels of {signs} signs, {which} / load, findall, dump: {mine / least:.1f}  "
        f"({mine * 1000:.0f} / {least * 1000:.0f} ms, bar {BAR})"
    )


def measure_memory(folder: str, lines: list[str]) -> None:
    """Print the memory at a tenth of the labels and at all of them."""
    for count in (len(lines) // 10, len(lines)):
        most = cost(LABEL_LINES, written(folder, "memory.ndjson", lines[:count])).megabytes
        print(f"memory over {count} labels: {most:.1f} MB")


def measure_hostile(folder: str) -> None:
    """Print the time of labels of a megabyte, as a file and as a line; one may be refused."""
    for name, text in HOSTILE.items():
        plain = Path(folder) / "hostile.txt"
        plain.write_text(text, encoding="utf-8")
        line = written(folder, "hostile.ndjson", [json.dumps({"id": "a", "text": text})])
        as_file = cost([MAGCALC, "label", "--exit-zero", "-"], plain, may_refuse=True)
        as_line = cost(LABEL_LINES, line, may_refuse=True)
        # The longest label that is answered, of the same stuff.
        longest = written(folder, "longest.ndjson", [json.dumps({"id": "a", "text": text[:100_000]})])
        answered = cost(LABEL_LINES, longest, may_refuse=True)
        print(
            f"hostile, {name}: {as_file.seconds:.2f} s as a file, {as_line.seconds:.2f} s as a line, "
            f"{answered.seconds:.2f} s for its first 100000 signs (bar 1 s)"
        )


def measure_start_up(folder: str) -> None:
    """Print the ratio of one short label to an empty typer command."""
    script = Path(folder) / "empty_command.py"
    script.write_text(EMPTY_COMMAND, encoding="utf-8")
    one_label = [MAGCALC, "label", "--text", "Magnesium citrate 400 mg", "--json", "--exit-zero"]
    mine, least = medians([(one_label, None), ([sys.executable, str(script)], None)], START_UP_RUNS)
    print(
        f"one short label --json / empty typer command with a JSON line: {mine / least:.2f}  "
        f"({mine * 1000:.0f} / {least * 1000:.0f} ms, bar {START_UP_BAR})"
    )


def main() -> None:
    """Measure and print."""
    lines = generated(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
    with tempfile.TemporaryDirectory() as folder:
        floor = Path(folder) / "floor.py"
        floor.write_text(FLOOR, encoding="utf-8")
        measure_speed(folder, [sys.executable, str(floor)], lines)
        # A catalogue lists one product in several packs and shops.
        measure_speed(folder, [sys.executable, str(floor)], lines[: len(lines) // 20] * 20, "each of them 20 times")
        measure_memory(folder, lines)
        measure_hostile(folder)
        measure_start_up(folder)


if __name__ == "__main__":
    main()
