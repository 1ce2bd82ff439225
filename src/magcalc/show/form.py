"""One form in full: grades, formulas, standing, names, evidence, sources."""

from magcalc.facts.forms import LANGUAGES, EuStanding, Form, FormName, Grade
from magcalc.facts.studies import Study
from magcalc.said import fact, say
from magcalc.show.encode import Record, json_text
from magcalc.show.forms import EU_STANDINGS, ROLES
from magcalc.show.language import tell, told
from magcalc.show.listing import Column, write_facts, write_rows, write_table
from magcalc.show.numbers import absorbed_percent, elemental_percent
from magcalc.show.standing import standing
from magcalc.show.terminal import Output

_COLUMNS = (
    Column(say("grade")),
    Column("Mg %", is_number=True),
    Column("g/mol", is_number=True, only_if_wide=True),
    Column(say("formula")),
    Column(say("what it is"), may_wrap=True),
    Column(say("source"), only_if_wide=True),
)


def write_form(form: Form, studies: list[Study], out: Output, origin: str | None) -> None:
    """Write one form in full."""
    record = _form_record(form, studies)
    if origin is not None:
        record["forms_file"] = origin
    if out.form in ("json", "ndjson"):
        out.line(json_text(record))
    elif out.form == "csv":
        write_rows([{"form": form.key, **_grade_record(grade)} for grade in form.grade], out, origin)
    else:
        _write_form_for_people(form, studies, out)
        if origin is not None:
            out.line(f"{tell('forms from')}: {origin}")


def _write_form_for_people(form: Form, studies: list[Study], out: Output) -> None:
    out.line(f"{form.key}: {told(form.named)}")
    out.line()
    write_table(_COLUMNS, [_grade_cells(grade) for grade in form.grade], out)
    out.line()
    write_facts(_facts(form), out)
    out.line()
    write_facts([line for name in form.name for line in _name_facts(name)], out)
    if studies:
        out.line()
        write_facts([(f"{study.evidence} {study.key}", told(fact(study.result))) for study in studies], out)
    if not out.quiet:
        out.line()
        out.line(tell("'magcalc source ID' tells what each source is and what of it was read."))


def _grade_record(grade: Grade) -> Record:
    return {
        "grade": grade.key,
        "title": grade.title,
        "formula": grade.formula,
        "molar_mass_g_mol": grade.molar_mass,
        "elemental_percent": grade.elemental_percent,
        "elemental_percent_low": grade.lowest_percent,
        "elemental_percent_high": grade.highest_percent,
        "cas": grade.cas,
        "source": grade.source,
        "standing": grade.status,
        "note": grade.note,
    }


def _grade_cells(grade: Grade) -> list[str]:
    low, typical, high = grade.lowest_percent, grade.elemental_percent, grade.highest_percent
    if low is None or typical is None or high is None:
        percent = tell("unknown")
    else:
        reach = "" if low == high else f" ({elemental_percent(low)}-{elemental_percent(high)})"
        percent = f"{elemental_percent(typical)}{reach}"
    doubt = "" if grade.status in ("confirmed", "computed") else f", {standing(grade.status)}"
    return [
        grade.key,
        percent,
        "" if grade.molar_mass is None else told(grade.molar_mass),
        grade.formula or "",
        told(fact(grade.title or "")),
        grade.source + doubt,
    ]


def _facts(form: Form) -> list[tuple[str, str]]:
    facts = [*_absorbed(form), *_tolerated(form), (tell("EU supplements"), _in_eu(form.eu))]
    if form.eu.note:
        facts.append(("", told(fact(form.eu.note))))
    if form.role != "nutrient":
        facts.append((tell("role"), told(ROLES[form.role])))
    if form.note:
        facts.append((tell("note"), told(fact(form.note))))
    facts += [(f"{tell('grade')} {grade.key}", told(fact(grade.note))) for grade in form.grade if grade.note]
    return facts


def _absorbed(form: Form) -> list[tuple[str, str]]:
    row = form.absorption
    if row is None:
        return []
    estimate = tell(
        "about {typical} % ({low} to {high}) of 100 mg at once, an estimate, evidence {evidence}, {standing}",
        typical=absorbed_percent(row.typical),
        low=absorbed_percent(row.low),
        high=absorbed_percent(row.high),
        evidence=row.evidence,
        standing=standing(row.status),
    )
    return [(tell("absorbed"), f"{estimate} [{row.source}]")]


def _tolerated(form: Form) -> list[tuple[str, str]]:
    row = form.tolerance
    if row is None:
        return []
    rank = tell("{rank} of 5 (1 gentle, 5 laxative), {standing}", rank=row.rank, standing=standing(row.status))
    return [(tell("tolerance"), f"{rank} [{row.source}]")]


def _in_eu(eu: EuStanding) -> str:
    listed = told(EU_STANDINGS[eu.listed])
    if eu.annex_name:
        # The name that the law itself gives it.
        listed = tell("{listed}, as '{name}'", listed=listed, name=eu.annex_name)
    return f"{listed}, {standing(eu.status)} [{eu.source}]"


def _name_facts(name: FormName) -> list[tuple[str, str]]:
    recalled = f" ({standing('recalled')})"
    spelled = [
        f"{language} {', '.join(name.in_language(language))}{recalled if language in name.recalled else ''}"
        for language in (*LANGUAGES, "any")
        if name.in_language(language)
    ]
    others = ", ".join(grade for grade in name.grades if grade != name.typical)
    means = tell("{grade}, may be {others}", grade=name.typical, others=others) if others else name.typical
    return [(tell("name"), f"{means} [{name.source}]"), *(("", line) for line in spelled)]


def _form_record(form: Form, studies: list[Study]) -> Record:
    names: list[Record] = [
        {
            "names": {
                language: list(name.in_language(language))
                for language in (*LANGUAGES, "any")
                if name.in_language(language)
            },
            "typical": name.typical,
            "grades": list(name.grades),
            "recalled": list(name.recalled),
            "source": name.source,
            "note": name.note,
        }
        for name in form.name
    ]
    sources = [grade.source for grade in form.grade] + [name.source for name in form.name]
    sources += [row.source for row in (form.tolerance, form.absorption, form.eu) if row is not None]
    sources += [study.key for study in studies]
    return {
        "schema": "magcalc/form/1",
        "form": form.key,
        "title": form.title,
        "role": form.role,
        "note": form.note,
        "tolerance": form.tolerance and form.tolerance.rank,
        "absorption": form.absorption and form.absorption._asdict(),
        "eu": form.eu._asdict(),
        "names": names,
        "grades": [_grade_record(grade) for grade in form.grade],
        "studies": [
            {
                "source": study.key,
                "evidence": study.evidence,
                "design": study.design,
                "people": study.people,
                "dose_mg": study.dose_mg,
                "result": study.result,
            }
            for study in studies
        ],
        "sources": list(dict.fromkeys(sources)),
    }
