"""``magcalc day``: what is typed and what a file states, every format, calendars, and what is refused."""

import builtins
import json
import sys
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from cli_runner import MOON_SALT, Result, refusal_of, run, type_in
from icalendar import Calendar

from magcalc.day_file import EXAMPLE


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def day(line: str, *more: str) -> Result:
    return type_in(f"day {line}", *more)


def answered(line: str, *more: str) -> dict[str, Any]:
    result = day(line, *more, "--json")
    assert (result.code, result.err) == (0, "")
    found: dict[str, Any] = json.loads(result.out, parse_float=Decimal, parse_int=Decimal)
    return found


def filed(text: str, *options: str) -> Result:
    Path("my.toml").write_text(text, encoding="utf-8")
    return run("day", "my.toml", *options)


def test_a_day_is_summed_and_placed() -> None:
    result = day("2 x 100 mg magnesium + 1 l Gerolsteiner --med levothyroxine@07:00 --goal sleep -q")
    # 200 + 108 mg; two tablets at once, an hour to half an hour before bed at 23:00.
    assert result.out.splitlines() == [
        "308 mg magnesium a day",
        "item: 2 x 100 mg magnesium = 200 mg",
        "item: 1 l Gerolsteiner = 108 mg",
        "from supplements: 200 mg",
        "from water: 108 mg",
        "limit EFSA 250 mg a day: above [123 %]",
        "limit IOM 350 mg a day: below [57 %]",
        "change: 0.46 l Gerolsteiner instead of 1 l Gerolsteiner keeps every limit",
        "intake: 82 % of EU NRV 375 mg",
        "intake: 73 % of US DV 420 mg",
        "take 22:00: 200 mg: 2 x 100 mg magnesium",
        "medicine 07:00: levothyroxine",
        "apart: levothyroxine at 07:00 (4 hours after it, 4 hours before it)",
        "day: up 07:00 to 23:00, meals 08:00, 12:30, 18:00",
    ]
    assert (result.code, result.err) == (0, "")


def test_food_stands_beside_what_the_person_should_get() -> None:
    # 50 g of almonds hold 135 mg (128.8 by another table): 45 % of the 300 mg that EFSA advises women.
    lines = day("50 g almonds + 165 mg magnesium --age 30 --sex female -q").out.splitlines()
    assert "intake: 98 to 100 % of 300 mg, AI of EFSA (2015); 43 to 45 % from food as grown" in lines


def test_the_published_fields() -> None:
    found = answered("3 x 100 mg magnesium --med iron@08:00,20:00 --wake 06:00 --bed 22:30 --meals none")
    # Iron asks for 4 h on both sides: 12:00 to 16:00 is open for 2 + 1 tablets.
    assert found["possible"] is True
    assert found["because"] is None
    doses = found["doses"]
    assert isinstance(doses, list)
    assert [(dose["elemental_mg"], dose["items"]) for dose in doses] == [
        (200, ["2 x 100 mg magnesium"]),
        (100, ["1 x 100 mg magnesium"]),
    ]
    assert all("12:00" <= dose["time"] <= "16:00" for dose in doses)
    (iron,) = found["medicines"]
    assert (iron["name"], iron["times"]) == ("iron", ["08:00", "20:00"])
    assert found["open"] == [{"from": "12:00", "to": "16:00"}]
    assert found["totals"]["elemental_mg"] == {"low": 300, "typical": 300, "high": 300}
    assert [check["status"] for check in found["limits"]] == ["above", "below"]
    assert found["meals"] == []


def test_the_example_is_a_day() -> None:
    example = run("day", "--example")
    assert (example.out, example.code) == (EXAMPLE, 0)
    result = filed(example.out, "-q")
    assert result.code == 0
    assert "take 22:00: " in result.out
    assert "apart: levothyroxine at 07:00" in result.out


def test_options_stand_over_a_file_and_medicines_add_up() -> None:
    text = 'bed = "22:00"\n[person]\nage = 45\n[[take]]\nwhat = "200 mg magnesium"\n'
    text += '[[medicine]]\nname = "iron"\nat = "08:00"\n'
    result = filed(text, "--bed", "23:30", "--age", "8", "--med", "iron@20:00", "--json")
    found = json.loads(result.out)
    assert (found["bed"], found["person"]["age"]) == ("23:30", "8 y")
    assert found["medicines"][0]["times"] == ["08:00", "20:00"]
    # The IOM's 110 mg from 4 to 8 years.
    assert [check["status"] for check in found["limits"]] == ["below", "above"]


def test_what_a_file_settles_about_one_thing() -> None:
    found = json.loads(
        filed(
            '[[take]]\nwhat = "1000 mg citrate"\nassay = "12.5%"\n'
            '[[take]]\nwhat = "100 mg"\nelemental = true\ncounts_as = "fortified"\n'
            '[[take]]\nwhat = "1000 mg glycinate"\ngrade = "anhydrous"\n',
            "--json",
        ).out
    )
    assert [item["elemental_mg"]["high"] for item in found["items"]] == [125, 100, 140.961]
    assert [item["covers"] for item in found["items"]] == ["supplement", "fortified", "supplement"]


def test_a_night_worker_is_up_at_night() -> None:
    found = answered("400 mg oxide --wake 16:00 --bed 08:00 --goal sleep --meals 17:00,22:00,03:00")
    # Before bed is 07:00 to 07:30.
    assert [dose["time"] for dose in found["doses"]][-1] == "07:00"
    assert found["possible"] is True


@pytest.mark.parametrize(
    ("goal", "time_of_day"), [("sleep", "22:00"), ("søvn", "22:00"), ("energy", "08:00"), ("constipation", "08:00")]
)
def test_the_goal_decides_the_time(goal: str, time_of_day: str) -> None:
    found = answered("100 mg magnesium --goal", goal)
    assert [dose["time"] for dose in found["doses"]] == [time_of_day]


def test_where_no_time_is_left_it_says_why() -> None:
    result = day("100 mg magnesium --med doxycycline@06:00,12:00,18:00,23:00")
    assert result.code == 0
    assert "no times: between 07:00 and 23:00 no moment is far enough from doxycycline at 06:00, 12:00" in result.out
    assert "ask-to-pause" in result.out
    assert "\ntake " not in result.out


def test_a_medicine_every_two_hours_is_answered() -> None:
    found = answered(
        "100 mg magnesium --med", "levothyroxine@" + ",".join(f"{hour:02d}:00" for hour in range(0, 24, 2))
    )
    assert found["possible"] is False
    assert "levothyroxine at 00:00, 02:00" in str(found["because"])


def test_where_the_clinic_decides_no_time_is_computed() -> None:
    found = answered("100 mg magnesium --med raltegravir@08:00")
    assert (found["possible"], found["doses"]) == (False, [])
    assert "the clinic decides" in str(found["because"])


def test_the_hours_that_nobody_stated_are_said_to_be_assumed() -> None:
    assert "--wake, --bed, --meals settle them" in day("100 mg magnesium").out
    assert "--meals settles them" in day("100 mg magnesium --wake 07:00 --bed 22:00").out
    assert "assumed" not in day("100 mg magnesium --wake 07:00 --bed 22:00 --meals 08:00").out
    assert "assumed" not in day("30 g almonds").out


def test_findings_decide_the_exit_code_when_asked() -> None:
    assert day("300 mg magnesium").code == 0
    assert day("300 mg magnesium --fail-on above").code == 1
    assert day("200 mg magnesium --fail-on depends").code == 0


@pytest.mark.parametrize(("tty", "sign"), [(False, "forms from: "), (True, "forms from ")])
def test_the_file_of_a_users_forms_is_named(tty: bool, sign: str) -> None:
    Path("moon.toml").write_text(MOON_SALT, encoding="utf-8")
    line = "day 500 mg moon salt --forms moon.toml"
    assert f"{sign}moon.toml" in type_in(line, tty=tty).out
    found = json.loads(type_in(f"{line} --json").out)
    # 20 % of 500 mg.
    assert (found["forms_file"], found["totals"]["elemental_mg"]["low"]) == ("moon.toml", 100)
    assert "forms_file" not in answered("500 mg oxide")


def test_food_alone_has_neither_times_nor_remarks_on_a_screen() -> None:
    shown = type_in("day 30 g almonds", tty=True).out
    # 270 mg in 100 g.
    assert "81 mg" in shown
    beside = type_in("day 100 mg magnesium", tty=True).out
    for of_times in ("07:00", "▲", "are assumed"):
        assert of_times in beside
        assert of_times not in shown


def test_a_medicine_in_the_night_is_on_no_timeline() -> None:
    # Up 07:00 to 23:00: the dose at 02:00 is told, but has no place on a line of waking hours.
    by_day = type_in("day 100 mg magnesium --med pregabalin@12:00", tty=True).out
    by_night = type_in("day 100 mg magnesium --med pregabalin@02:00", tty=True).out
    # Once in the legend, and once on the line.
    assert (by_day.count("▲"), by_night.count("▲")) == (2, 1)


def test_rows_are_the_things_taken() -> None:
    assert day("2 Rennie + 200 mg magnesium --csv").out.splitlines() == [
        "text,form,covers,elemental_low_mg,elemental_typical_mg,elemental_high_mg,source",
        "2 Rennie,,medicine,40,40,46.2,medicine-pages",
        "200 mg magnesium,,supplement,200,200,200,",
    ]


# What is refused.


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("", "nothing is taken"),
        ("100 mg magnesium --wake 25:00", "--wake: '25:00' is no time of the day"),
        ("100 mg magnesium --wake 7:00 --bed 07:00", "waking and going to bed are both at 07:00"),
        ("100 mg magnesium --meals 03:00", "the meal at 03:00 lies between bed at 23:00 and waking at 07:00"),
        ("100 mg magnesium --meals noon", "--meals: 'noon' is no time of the day"),
        ("100 mg magnesium --med levothyroxine", "--med 'levothyroxine' does not say when it is taken"),
        ("100 mg magnesium --med levothyroxine@7", "levothyroxine: '7' is no time of the day"),
        ("100 mg magnesium --med levotyroxan@07:00", "levotyroxan"),
        ("100 mg magnesium --goal slep", "slep"),
        ("100 mg magnesium --max-single 0", "'0' is no dose"),
        ("100 magnesium", "100 magnesium"),
        ("100 mg", "does not say what it is an amount of"),
        ("nope.toml", "cannot read 'nope.toml'"),
        ("100 mg magnesium --mde levothyroxine@07:00", "there is no option '--mde'"),
    ],
)
def test_what_no_day_has_is_refused(line: str, told: str) -> None:
    assert told in refusal_of(day(line))[0]


@pytest.mark.parametrize(
    ("text", "told", "hint"),
    [
        ('wakee = "07:00"\n', "unknown key 'wakee'", "did you mean wake?"),
        ("[person]\nagee = 4\n", "unknown key 'person.agee'", "did you mean age?"),
        ('[[take]]\nwaht = "1 l Gerolsteiner"\n', "unknown key 'take 1.waht'", "did you mean what?"),
        ('[[medicine]]\nname = "iron"\n', "'medicine 1.at' must be its times", "--example"),
        ('[[medicine]]\nat = ["07:00"]\n', "'medicine 1.name' must be the medicine's name", "--example"),
        ('[[take]]\nassay = "12 %"\n', "'take 1.what' must be what is taken", "--example"),
        ("[[take]]\nwhat = true\n", "'take 1.what' must be a text or a number", "--example"),
        ("wake = [7]\n", "'wake' must be a text or a number", "--example"),
        ("meals = 8\n", "'meals' must be a list of texts", "--example"),
        ("take = 3\n", "'take' must be tables, each under a line [[take]]", "--example"),
        ("person = 3\n", "'person' must be a table", "--example"),
        ("[person]\npregnant = 1\n", "'person.pregnant' must be true or false", "--example"),
        ("wake = ", "is no TOML", "--example"),
        ("", "nothing is taken", "[[take]]"),
        ('[[take]]\nwhat = "30 g almonds"\ngrade = "anhydrous"\n', "has its magnesium in a table", "to the salts"),
        ('[[take]]\nwhat = "1 l 60 mg/l"\nelemental = true\n', "has its magnesium in a table", "to the salts"),
        ('[[take]]\nwhat = "1 g citrate + 1 g oxide"\nassay = "12%"\n', "cannot be told apart", "[[take]] of its own"),
        ('[[take]]\nwhat = "1 mg magnesium"\n' * 201, "more than 200 things are taken", "sum what is alike"),
    ],
)
def test_what_no_file_of_a_day_has_is_refused(text: str, told: str, hint: str) -> None:
    error, advice = refusal_of(filed(text))
    assert told in error
    assert hint in advice


def test_a_thousand_items_are_refused_quickly() -> None:
    begun = time.process_time()
    error, _ = refusal_of(run("day", " + ".join(["100 mg magnesium"] * 1000)))
    assert "more than 200 things are taken" in error
    assert time.process_time() - begun < 20


# Calendars.


def events_of(name: str) -> list[Any]:
    events: list[Any] = Calendar.from_ical(Path(name).read_bytes()).walk("VEVENT")
    return events


def test_a_calendar_has_a_daily_event_for_each_dose() -> None:
    result = day("3 x 100 mg magnesium --med levothyroxine@07:00 --wake 07:00 --bed 23:00 --ics doses.ics --json")
    times = [dose["time"] for dose in json.loads(result.out)["doses"]]
    events = events_of("doses.ics")
    assert [event.decoded("dtstart").strftime("%H:%M") for event in events] == times
    # Floating: 22:00 is 22:00 wherever the phone is.
    assert all(event.decoded("dtstart").tzinfo is None for event in events)
    assert [event["rrule"]["FREQ"] for event in events] == [["DAILY"], ["DAILY"]]
    assert [str(event["summary"]) for event in events] == [
        "Magnesium: 2 x 100 mg magnesium",
        "Magnesium: 1 x 100 mg magnesium",
    ]
    assert len({event["uid"] for event in events}) == 2
    assert [len(event.walk("VALARM")) for event in events] == [1, 1]
    assert b"VERSION:2.0\r\n" in Path("doses.ics").read_bytes()


def test_the_same_day_has_the_same_events() -> None:
    for name in ("a.ics", "b.ics"):
        assert day(f"200 mg magnesium --ics {name}").code == 0
    uids = [
        [event["uid"] for event in Calendar.from_ical(Path(name).read_bytes()).walk("VEVENT")]
        for name in ("a.ics", "b.ics")
    ]
    assert uids[0] == uids[1]


def test_no_calendar_without_times() -> None:
    error, hint = refusal_of(day("100 mg magnesium --med raltegravir@08:00 --ics a.ics"))
    assert "there are no times for 'a.ics': the clinic decides" in error
    assert hint == "leave --ics out"
    assert "nothing is taken at a chosen time" in refusal_of(day("30 g almonds --ics a.ics"))[0]
    assert not Path("a.ics").exists()


def test_without_its_library_a_calendar_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    error, hint = refusal_of(day("100 mg magnesium --ics a.ics"))
    assert error == "calendars need one more package"
    assert "pip install 'magcalc[calendar]'" in hint


def test_the_calendar_is_never_the_file_of_the_day() -> None:
    text = '[[take]]\nwhat = "100 mg magnesium"\n'
    assert "'my.toml' is the input" in refusal_of(filed(text, "--ics", "my.toml"))[0]
    assert Path("my.toml").read_text(encoding="utf-8") == text


def test_a_calendar_that_cannot_be_written_is_told() -> None:
    assert "cannot write 'no/a.ics'" in refusal_of(day("100 mg magnesium --ics no/a.ics"))[0]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
@pytest.mark.parametrize("doses", [1, 24])
def test_a_calendar_on_a_full_disk_is_one_error(doses: int) -> None:
    # One event is refused when the file is closed, 24 events already while they are written.
    error, hint = refusal_of(run("day", f"{doses} x 200 mg magnesium", "--ics", "/dev/full"))
    assert error == "cannot write '/dev/full': No space left on device"
    assert hint


def test_the_calendar_library_is_loaded_for_a_calendar_only(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    real = builtins.__import__

    def watched(name: str, *rest: object, **named: object) -> object:
        asked.append(name)
        return real(name, *rest, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", watched)
    day("100 mg magnesium")
    assert "icalendar" not in asked


def test_sachets_are_counted_whole_in_a_change() -> None:
    # Three of 243 mg are 729 mg; one of them is within the 350 mg of the limit that counts medicines.
    result = run("day", *["3", "Magnaspartate", "243", "mg", "sachet"], "-q")
    assert "change: 1 sachet Magnaspartate 243 mg sachet instead of 3 " in result.out
