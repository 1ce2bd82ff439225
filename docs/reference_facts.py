"""The pages of the tables: rules, forms, limits, medicines and sources, as data/*.toml has them."""

from reference_table import table

from magcalc.facts.form_table import FormTable
from magcalc.facts.forms import Form, Grade
from magcalc.facts.limits import Limit, LimitBand, limit, limit_keys
from magcalc.facts.medicines import Gap, Medicine, medicine, medicine_keys
from magcalc.facts.rules import Rule, rule, rule_keys
from magcalc.facts.sources import Source, source, source_keys
from magcalc.interval import plain
from magcalc.show.medicine import spacing_words, waiting


def rules_page() -> str:
    """Every rule for labels in full."""
    rules = [rule(key) for key in rule_keys()]
    lines = ["# Rules for labels", "", "`magcalc label --explain CODE` prints one of them.", ""]
    rows = ((f"[{one.code}](#{one.code.lower()}-{one.key})", one.severity, one.title) for one in rules)
    lines += table(("code", "severity", "what it says"), rows)
    for one in rules:
        lines += _rule_lines(one)
    return "\n".join(lines)


def _rule_lines(one: Rule) -> list[str]:
    return [
        f"## {one.code} {one.key}",
        "",
        f"**{one.title}** ({one.severity}). {one.reason}",
        "",
        *(paragraph.strip() + "\n" for paragraph in one.explain.split("//")),
        "An example:",
        "",
        "```text",
        *one.example.split("\n"),
        "```",
        "",
        f"What to do: {one.fix}",
        "",
        f"Source: [{one.source}], {one.status}.",
        "",
    ]


def forms_page() -> str:
    """Every form with its grades, what each holds and where that was read."""
    lines = ["# Forms", "", "`magcalc forms` lists them, `magcalc form NAME` shows one with all its names.", ""]
    for form in FormTable():
        lines += _form_lines(form)
    return "\n".join(lines)


def _form_lines(form: Form) -> list[str]:
    lines = [f"## {form.key}", "", f"{form.title[:1].upper()}{form.title[1:]}; {form.role}.", ""]
    rows = [(one.key, _percent(one), one.formula or "", f"{one.status} [{one.source}]") for one in form.grade]
    lines += table(("grade", "magnesium, g in 100 g", "formula", "how far known"), rows)
    if form.absorption:
        low, typical, high = (plain(share * 100) for share in form.absorption[:3])
        told = f"evidence {form.absorption.evidence}, {form.absorption.status} [{form.absorption.source}]"
        lines += [f"- absorbed of 100 mg at once: about {typical} % ({low} to {high} %), an estimate; {told}"]
    if form.tolerance:
        lines += [f"- the gut, from 1 gentle to 5 laxative: {form.tolerance.rank} [{form.tolerance.source}]"]
    lines += [f"- in food supplements in the EU: {form.eu.listed} [{form.eu.source}]"]
    local = [f"{language} {form.local_name(language)}" for language in ("da", "nb", "sv")]
    return [*lines, f"- called: {', '.join(local)}", *([f"- {form.note}"] if form.note else []), ""]


def _percent(grade: Grade) -> str:
    if grade.elemental_percent is None or grade.lowest_percent is None or grade.highest_percent is None:
        return "unknown"
    typical = plain(grade.elemental_percent)
    if grade.lowest_percent == grade.highest_percent:
        return typical
    return f"{typical} ({plain(grade.lowest_percent)} to {plain(grade.highest_percent)})"


def limits_page() -> str:
    """Every limit with its ages and what its words cover."""
    lines = ["# Limits", "", "Milligrams of magnesium a day. `magcalc limits` prints them.", ""]
    for one in map(limit, limit_keys()):
        lines += _limit_lines(one)
    return "\n".join(lines)


def _limit_lines(one: Limit) -> list[str]:
    lines = [f"## {one.key}", "", f"{one.authority}: {one.title}.", ""]
    lines += table(("who", "mg a day"), ((_who(band), _most(band)) for band in one.band))
    lines += [f"- nature: {one.nature}", f"- counts: {', '.join(one.covers)}"]
    if one.may_cover:
        lines += [f"- left open: {', '.join(one.may_cover)}. {one.may_cover_because}"]
    lines += [f"- {one.note}"] if one.note else []
    return [*lines, f"- source: [{one.source}], {one.status}", ""]


def _who(band: LimitBand) -> str:
    ages = f"from {band.from_age}" + ("" if band.below_age is None else f" to below {band.below_age}")
    return ages if band.state is None else f"{ages}, {band.state}"


def _most(band: LimitBand) -> str:
    if band.per_kg_mg is not None:
        return f"{plain(band.per_kg_mg)} for each kg of body weight"
    most = "" if band.max_mg is None else plain(band.max_mg)
    whole = most if band.min_mg is None else f"{plain(band.min_mg)} to {most}"
    return whole if band.source is None else f"{whole} [{band.source}]"


def medicines_page() -> str:
    """Every medicine with the hours in both orders, or what stands in their place."""
    found = sorted(map(medicine, medicine_keys()), key=lambda one: one.local_name("en").casefold())
    lines = ["# Medicines", "", "How long to wait, in each order. Where the clinic decides no hours are given.", ""]
    lines += ["Ask a pharmacist, who knows the other medicines too. `magcalc medicine NAME` shows one.", ""]
    for one in found:
        lines += _medicine_lines(one)
    return "\n".join(lines)


def _medicine_lines(one: Medicine) -> list[str]:
    name = one.local_name("en")
    lines = [f"## {name}", "", f"{one.group}{', as a whole class' if one.whole_class else ''}.", ""]
    gaps = [gap for gap in (one.medicine_first, one.magnesium_first) if gap is not None]
    told = [_gap_words(one, gap) for gap in gaps] or [""]
    lines += [f"- {words}{more}" for words, more in zip(spacing_words(one, name), told, strict=True)]
    lines += [f"- {said}" for said in (one.effect, one.evidence, one.note) if said]
    lines += [f"- also read: {', '.join(f'[{key}]' for key in one.also)}"] if one.also else []
    lines += [f"- source: [{one.source}], {one.status}"]
    return [*lines, f"- called: da {one.da[0]}, nb {one.nb[0]}, sv {one.sv[0]}", ""]


def _gap_words(one: Medicine, gap: Gap) -> str:
    span = ""
    if gap.low is not None and gap.high is not None:
        span = f"; sources say {plain(gap.low)} to {waiting(gap.high)}"
    return f" ({one.status_of(gap)}{span}) [{one.source_of(gap)}]"


def sources_page() -> str:
    """Every work that a number was taken from, and what of it was read."""
    lines = ["# Sources", "", "`magcalc source ID` prints one. What was not read in the work itself says so.", ""]
    for one in map(source, source_keys()):
        lines += _source_lines(one)
    return "\n".join(lines)


def _source_lines(one: Source) -> list[str]:
    year = "" if one.year is None else f" ({one.year})"
    return [
        f"## {one.key}",
        "",
        f"{one.title}{year}. {one.identifier}.",
        "",
        f"Read: {one.read}. {one.status.capitalize()}, checked {one.checked}.",
        "",
    ]
