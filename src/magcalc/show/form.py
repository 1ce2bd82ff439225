"""One form in full: grades, formulas, standing, names, evidence, sources."""

from magcalc.facts.forms import LANGUAGES, Form, FormName, Grade
from magcalc.facts.studies import Study
from magcalc.interval import plain
from magcalc.show.encode import Record, json_text
from magcalc.show.listing import Column, write_facts, write_rows, write_table
from magcalc.show.numbers import absorbed_percent, elemental_percent
from magcalc.show.terminal import Output


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
            out.line(f"forms from: {origin}")


def _write_form_for_people(form: Form, studies: list[Study], out: Output) -> None:
    out.line(f"{form.key}: {form.title}")
    out.line()
    write_table(
        (
            Column("grade"),
            Column("Mg %", is_number=True),
            Column("g/mol", is_number=True, only_if_wide=True),
            Column("formula"),
            Column("what it is", may_wrap=True),
            Column("source", only_if_wide=True),
        ),
        [_grade_cells(grade) for grade in form.grade],
        out,
    )
    out.line()
    write_facts(_facts(form), out)
    out.line()
    write_facts([fact for name in form.name for fact in _name_facts(name)], out)
    if studies:
        out.line()
        write_facts([(f"{study.evidence} {study.key}", study.result) for study in studies], out)
    if not out.quiet:
        out.line()
        out.line("'magcalc source ID' tells what each source is and what of it was read.")


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
    percent = "unknown"
    if low is not None and typical is not None and high is not None:
        percent = elemental_percent(typical)
        if low != high:
            percent += f" ({elemental_percent(low)}-{elemental_percent(high)})"
    standing = "" if grade.status in ("confirmed", "computed") else f", {grade.status}"
    return [
        grade.key,
        percent,
        "" if grade.molar_mass is None else plain(grade.molar_mass),
        grade.formula or "",
        grade.title or "",
        grade.source + standing,
    ]


def _facts(form: Form) -> list[tuple[str, str]]:
    facts = []
    if row := form.absorption:
        reach = f"{absorbed_percent(row.low)} to {absorbed_percent(row.high)}"
        estimate = f"about {absorbed_percent(row.typical)} % ({reach}) of 100 mg at once, an estimate"
        facts.append(("absorbed", f"{estimate}, evidence {row.evidence}, {row.status} [{row.source}]"))
    if form.tolerance:
        rank = form.tolerance
        facts.append(("tolerance", f"{rank.rank} of 5 (1 gentle, 5 laxative), {rank.status} [{rank.source}]"))
    eu = form.eu
    annex = f", as '{eu.annex_name}'" if eu.annex_name else ""
    facts.append(("EU supplements", f"{eu.listed}{annex}, {eu.status} [{eu.source}]"))
    if eu.note:
        facts.append(("", eu.note))
    if form.role != "nutrient":
        facts.append(("role", form.role))
    if form.note:
        facts.append(("note", form.note))
    facts += [(f"grade {grade.key}", grade.note) for grade in form.grade if grade.note]
    return facts


def _name_facts(name: FormName) -> list[tuple[str, str]]:
    spelled = [
        f"{language} {', '.join(name.in_language(language))}{' (recalled)' if language in name.recalled else ''}"
        for language in (*LANGUAGES, "any")
        if name.in_language(language)
    ]
    others = [grade for grade in name.grades if grade != name.typical]
    means = name.typical + (f", may be {', '.join(others)}" if others else "")
    return [("name", f"{means} [{name.source}]"), *(("", line) for line in spelled)]


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
