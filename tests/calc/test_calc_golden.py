"""Doses worked out by hand from molar masses, printed labels and trade figures, never from our own tables.

Molar masses: Mg 24.305, H 1.008, C 12.011, N 14.007, O 15.999, Na 22.990, Si 28.085, P 30.974, S 32.06, Cl 35.45,
K 39.098, Ca 40.078; water 18.015. Expected numbers carry five figures; the fifth may be off by one.
"""

from decimal import Decimal, localcontext

import pytest

from magcalc import Interval, Person, dose


def assert_gives(found: Interval, expected: tuple[str, ...]) -> None:
    """One expected number stands for an exact answer, three for low, typical and high."""
    ends = [Decimal(end) for end in (expected * 3 if len(expected) == 1 else expected)]
    for got, wanted in zip(found, ends, strict=True):
        one_in_fifth_figure = Decimal(1).scaleb(wanted.adjusted() - 4)
        assert abs(got - wanted) <= one_in_fifth_figure, f"{got} is not {wanted}"


BY_FORM: list[tuple[str, tuple[str, ...]]] = [
    # MgO: 24.305 / 40.304 = 60.304 %; x 400
    ("400 mg oxide", ("241.22",)),
    ("500 mg oxide", ("301.52",)),
    # Mg(OH)2: 24.305 / 58.319 = 41.676 %; x 400
    ("400 mg hydroxide", ("166.70",)),
    ("2400 mg milk of magnesia", ("1000.2",)),
    # 4MgCO3.Mg(OH)2.5H2O: 121.525 / 485.646 = 25.023 %; with 4H2O 121.525 / 467.631 = 25.987 %
    # MgCO3: 24.305 / 84.313 = 28.827 %
    ("1000 mg carbonate", ("250.23", "250.23", "288.27")),
    ("1000 mg basic magnesium carbonate", ("250.23", "250.23", "259.87")),
    ("1000 mg magnesite", ("288.27",)),
    # MgCl2.6H2O: 24.305 / 203.295 = 11.956 %; MgCl2: 24.305 / 95.205 = 25.529 %
    ("1000 mg chloride", ("119.56", "119.56", "255.29")),
    ("1000 mg magnesium chloride hexahydrate", ("119.56",)),
    ("1000 mg nigari", ("119.56",)),
    # MgSO4.7H2O: 24.305 / 246.466 = 9.8614 %; .H2O: 24.305 / 138.376 = 17.565 %; MgSO4: 24.305 / 120.361 = 20.193 %
    ("1000 mg sulfate", ("98.614", "98.614", "201.93")),
    ("10 g Epsom salt", ("986.14",)),
    ("1000 mg kieserite", ("175.65",)),
    # Mg3(C6H5O7)2: 72.915 / 451.113 = 16.163 %; .9H2O: 72.915 / 613.248 = 11.890 %; .12H2O: 72.915 / 667.293 = 10.927 %
    ("1000 mg citrate", ("109.27", "161.63", "161.63")),
    ("1000 mg trimagnesium dicitrate", ("109.27", "161.63", "161.63")),
    ("1000 mg magnesium citrate nonahydrate", ("118.90",)),
    # MgC6H6O7: 24.305 / 214.412 = 11.336 %; .5H2O: 24.305 / 304.487 = 7.9823 %
    ("1000 mg magnesium hydrogen citrate", ("79.823", "113.36", "113.36")),
    # EFSA's opinion on magnesium citrate malate: 12 to 15 %
    ("1000 mg citrate malate", ("120", "135", "150")),
    # MgKC6H5O7: 24.305 / 252.502 = 9.6257 %
    ("1000 mg magnesium potassium citrate", ("96.257",)),
    # 10 % commercial chelate; Mg(C2H4NO2)2: 24.305 / 172.423 = 14.096 %
    ("2000 mg glycinate", ("200", "200", "281.92")),
    ("2000 mg bisglycinate", ("200", "281.92", "281.92")),
    # 18 %, 20 % and 22.4 % are the trade figures for a chelate with oxide
    ("2000 mg buffered glycinate", ("360", "400", "448")),
    # Mg(C6H13N2O2)(C2H4NO2): 24.305 / 243.546 = 9.9796 %; Mg(C6H13N2O2)2: 24.305 / 314.669 = 7.7240 %
    ("2000 mg magnesium lysinate glycinate", ("199.59",)),
    ("1000 mg lysinate", ("77.240",)),
    # MgC4H4O5.3H2O: 24.305 / 210.421 = 11.551 %; MgC4H4O5: / 156.376 = 15.543 %; with MgO: 48.610 / 196.680 = 24.715 %
    ("1000 mg malate", ("115.51", "155.43", "247.15")),
    # 19 % is the trade figure
    ("1000 mg dimagnesium malate", ("190", "190", "247.15")),
    # Mg(C4H5O5)2: 24.305 / 290.463 = 8.3677 %
    ("1000 mg magnesium hydrogen malate", ("83.677",)),
    # Labels of the product: 144 mg in 2000 mg; Mg(C4H7O5)2: 24.305 / 294.495 = 8.2531 %
    ("2000 mg threonate", ("144", "144", "165.06")),
    # Mg(C2H6NO3S)2: 24.305 / 272.573 = 8.9169 %; .2H2O: 24.305 / 308.603 = 7.8758 %
    ("1000 mg taurate", ("78.758", "89.169", "89.169")),
    # Mg(C4H8NO4S)2: 24.305 / 356.647 = 6.8149 %; .2H2O: 24.305 / 392.677 = 6.1896 %; a supplier lists 6 %
    ("1000 mg acetyl taurate", ("60", "61.896", "68.149")),
    # Mg(C3H5O3)2: 24.305 / 202.445 = 12.006 %; .2H2O: / 238.475 = 10.192 %; .3H2O: / 256.490 = 9.4760 %
    ("1000 mg lactate", ("94.760", "101.92", "120.06")),
    # The French tablet prints 470 mg for 48 mg of magnesium: 470 x 10.192 %
    ("470 mg magnesium lactate dihydrate", ("47.901",)),
    # Mg(C6H11O7)2: 24.305 / 414.599 = 5.8623 %; .2H2O: 24.305 / 450.629 = 5.3936 %
    ("1000 mg gluconate", ("53.936", "58.623", "58.623")),
    # Mg(C4H6NO4)2.4H2O: 24.305 / 360.555 = 6.7410 %; .2H2O: / 324.525 = 7.4894 %
    # Mg(C4H6NO4)Cl.3H2O: 24.305 / 245.895 = 9.8843 %
    ("1000 mg aspartate", ("67.410", "74.894", "98.843")),
    # A medicine's label prints 121.5 mg in 1803 mg.
    ("1803 mg magnesium aspartate tetrahydrate", ("121.54",)),
    # 2.5 mmol on the label of 614.8 mg: 2.5 x 24.305 = 60.76; by formula 614.8 x 9.8843 %
    ("614.8 mg magnesium aspartate hydrochloride", ("60.769",)),
    # Mg(C5H3N2O4)2.2H2O: 24.305 / 370.513 = 6.5598 % (a label: 32.8 mg in 500 mg); anhydrous: / 334.483 = 7.2664 %
    ("500 mg orotate", ("32.799", "32.799", "36.332")),
    # Mg(C6H4NO2)2: 24.305 / 268.511 = 9.0518 %; .2H2O: / 304.541 = 7.9809 %
    ("1000 mg picolinate", ("79.809", "90.518", "90.518")),
    # Mg(C5H6NO3)2: 24.305 / 280.519 = 8.6643 %
    ("1500 mg pidolate", ("129.96",)),
    # Mg(C5H8NO4)2: 24.305 / 316.549 = 7.6781 %; .4H2O: / 388.609 = 6.2544 %
    ("1000 mg glutamate", ("62.544", "76.781", "76.781")),
    # Mg(C6H7O6)2: 24.305 / 374.537 = 6.4893 %; .2H2O: / 410.567 = 5.9199 %
    ("1000 mg ascorbate", ("59.199", "64.893", "64.893")),
    # Mg(H2PO4)2: 24.305 / 218.277 = 11.135 %; Mg3(PO4)2.5H2O: 72.915 / 352.930 = 20.660 %
    # Mg3(PO4)2: 72.915 / 262.855 = 27.740 %
    ("1000 mg phosphate", ("111.35", "206.60", "277.40")),
    # MgHPO4.3H2O: 24.305 / 174.328 = 13.942 %; MgHPO4: 24.305 / 120.283 = 20.207 %
    ("1000 mg dimagnesium phosphate", ("139.42", "139.42", "202.07")),
    ("1000 mg trimagnesium phosphate", ("206.60", "206.60", "277.40")),
    ("1000 mg magnesium dihydrogen phosphate", ("111.35",)),
    # MgC3H7O6P.2H2O: 24.305 / 230.392 = 10.549 %; anhydrous: 24.305 / 194.362 = 12.505 %
    ("1000 mg glycerophosphate", ("105.49", "105.49", "125.05")),
    # Mg(C2H3O2)2.4H2O: 24.305 / 214.453 = 11.333 %; anhydrous: 24.305 / 142.393 = 17.069 %
    ("1000 mg acetate", ("113.33", "113.33", "170.69")),
    # MgC4H4O4.4H2O: 24.305 / 212.437 = 11.441 %; anhydrous: 24.305 / 140.377 = 17.314 %
    ("1000 mg succinate", ("114.41", "173.14", "173.14")),
    # MgC4H2O4: 24.305 / 138.361 = 17.566 %
    ("1000 mg fumarate", ("175.66",)),
    # Mg(C3H3O3)2: 24.305 / 198.413 = 12.250 %
    ("1000 mg pyruvate", ("122.50",)),
    # Mg(C7H5O3)2.4H2O: 24.305 / 370.593 = 6.5584 %; anhydrous: 24.305 / 298.533 = 8.1415 %
    ("1000 mg salicylate", ("65.584", "65.584", "81.415")),
    # Mg2Si3O8: 48.610 / 260.857 = 18.635 %
    ("1000 mg trisilicate", ("186.35",)),
    # CaMg(CO3)2: 24.305 / 184.399 = 13.181 %
    ("1000 mg dolomite", ("131.81",)),
    # MgNa2(C10H12N5O13P3): 24.305 / 573.435 = 4.2385 %
    ("1000 mg disodium magnesium ATP", ("42.385",)),
    # Mg(C18H35O2)2: 24.305 / 591.257 = 4.1107 %
    ("1000 mg stearate", ("41.107",)),
]

# MgO again (241.22 from 400 mg), and Mg3(C6H5O7)2 with its hydrates (109.27 to 161.63 from 1000 mg).
OXIDE, CITRATE = ("241.22",), ("109.27", "161.63", "161.63")
BY_NAME: list[tuple[str, tuple[str, ...]]] = [
    ("400 mg MgO", OXIDE),
    ("400 mg magnesium oxide", OXIDE),
    ("400 mg MAGNESIUM OXIDE", OXIDE),
    ("400 mg magnesiumoksid", OXIDE),
    ("400 mg Magnesiumoxid", OXIDE),
    ("400 mg oxyde de magnésium", OXIDE),
    ("400 mg oxyde de magnesium", OXIDE),
    ("400 mg óxido de magnesio", OXIDE),
    ("400 mg ossido di magnesio", OXIDE),
    ("400 mg magnesiumoksidi", OXIDE),
    ("400 mg E530", OXIDE),
    ("oxide 400 mg", OXIDE),
    ("1000 mg magnesium citrate", CITRATE),
    ("1000 mg Magnesiumsitrat", CITRATE),
    ("1000 mg Mg-citrate", CITRATE),
    ("1000 mg citrate de magnésium", CITRATE),
    ("1000 mg citrato di magnesio", CITRATE),
    ("1000 mg magnesiumcitraat", CITRATE),
    ("1000 mg magnesiumsitraatti", CITRATE),
    ("magnesiumcitrat 1 000 mg", CITRATE),
    ("1000 mg magnesiumklorid-heksahydrat", ("119.56",)),
    ("5 g Bittersalz", ("493.07",)),  # 5000 x 9.8614 %
    ("2000 mg Magtein", ("144", "144", "165.06")),
    ("500 mg Magnerot", ("32.799", "32.799", "36.332")),
    ("1000 mg MgCl2", ("255.29",)),
]

BY_AMOUNT: list[tuple[str, tuple[str, ...]]] = [
    ("0.4 g oxide", OXIDE),
    ("0,4 g oxide", OXIDE),
    ("0.0004 kg oxide", OXIDE),
    ("400000 µg oxide", OXIDE),
    ("400 000 mcg oxide", OXIDE),
    ("2 x 200 mg oxide", OXIDE),
    ("4×100mg oxide", OXIDE),
    ("200 mg oxide + 200 mg oxide", OXIDE),
    # 2 x 1500 = 3000 mg of citrate: 3 x 109.27, 3 x 161.634
    ("2 x 1,5 g citrate", ("327.81", "484.90", "484.90")),
    # 200 + 241.217, 281.922 + 241.217
    ("2 x 1000 mg glycinate + 400 mg oxide", ("441.22", "441.22", "523.14")),
    # 109.27 + 119.56 = 228.83; 161.63 + 119.56 = 281.19; 161.63 + 255.29 = 416.92
    ("1 g citrate + 1 g chloride", ("228.83", "281.19", "416.92")),
    # 100 + 10 x 24.305 + 241.217
    ("100 mg magnesium + 10 mmol + 400 mg oxide", ("584.27",)),
    ("10 mmol", ("243.05",)),
    ("20 mEq", ("243.05",)),
    ("10 mmol oxide", ("243.05",)),
    ("0.01 mol citrate", ("243.05",)),
    ("3 x 5 mmol", ("364.58",)),  # 364.575
    ("400 mg magnesium", ("400",)),
    ("400 mg magnesium as citrate", ("400",)),
    ("2 x 187,5 mg magnesium", ("375",)),
]


@pytest.mark.parametrize(("text", "expected"), BY_FORM + BY_NAME + BY_AMOUNT)
def test_elemental_magnesium(text: str, expected: tuple[str, ...]) -> None:
    assert_gives(dose(text).elemental, expected)


@pytest.mark.parametrize(
    ("text", "grade", "expected"),
    [
        ("2000 mg glycinate", "anhydrous", "281.92"),
        ("2000 mg glycinate", "dihydrate", "233.19"),  # 24.305 / 208.453 = 11.660 %
        ("2000 mg glycinate", "commercial", "200"),
        ("1000 mg chloride", "anhydrous", "255.29"),
        ("1000 mg klorid", "vannfri", "255.29"),
        ("1000 mg sulfate", "Heptahydrat", "98.614"),
        ("1000 mg carbonate", "basic-pentahydrate", "250.23"),
        ("1000 mg carbonate", "trihydrate", "175.67"),  # MgCO3.3H2O: 24.305 / 138.358 = 17.567 %
        ("1000 mg citrate", "nonahydrate", "118.90"),
        ("2000 mg threonate", "monohydrate", "155.55"),  # 24.305 / 312.510 = 7.7774 %
    ],
)
def test_a_grade_settles_the_range(text: str, grade: str, expected: str) -> None:
    assert_gives(dose(text, grade=grade).elemental, (expected,))


@pytest.mark.parametrize(
    ("text", "assay", "expected"),
    [
        ("2000 mg glycinate", "12.5%", "250"),
        ("2000 mg glycinate", "12,5 %", "250"),
        ("2 x 1000 mg glycinate", "14.1", "282"),
        ("1000 mg citrate", "15.5", "155"),
        ("400 mg oxide", "58", "232"),
    ],
)
def test_an_assay_settles_the_range(text: str, assay: str, expected: str) -> None:
    assert_gives(dose(text, assay=assay).elemental, (expected,))


@pytest.mark.parametrize("text", ["300 mg glycinate", "300 mg magnesium citrate", "2 x 150 mg oxide", "0,3 g chloride"])
def test_elemental_takes_the_amount_for_magnesium(text: str) -> None:
    assert_gives(dose(text, elemental=True).elemental, ("300",))


@pytest.mark.parametrize(
    ("text", "mmol"),
    [
        ("24.3050 mg magnesium", ("1",)),
        ("375 mg magnesium", ("15.429",)),  # 375 / 24.305
        ("400 mg oxide", ("9.9246",)),  # 400 / 40.304, one magnesium in each MgO
        ("2000 mg glycinate", ("8.2288", "8.2288", "11.599")),  # 200 / 24.305; 2000 / 172.423
        ("451.1130 mg trimagnesium dicitrate", ("2.0281", "3", "3")),  # three in each; .12H2O: 3 x 451.113 / 667.293
        ("8 mEq", ("4",)),
    ],
)
def test_millimoles(text: str, mmol: tuple[str, ...]) -> None:
    assert_gives(dose(text).mmol, mmol)


@pytest.mark.parametrize(
    ("text", "nrv", "dv"),
    [
        ("375 mg magnesium", ("100",), ("89.286",)),  # 375 / 420
        ("420 mg magnesium", ("112",), ("100",)),  # 420 / 375
        ("56,25 mg magnesium", ("15",), ("13.393",)),  # the EU's significant amount, 15 %
        ("2000 mg glycinate", ("53.333", "53.333", "75.179"), ("47.619", "47.619", "67.124")),  # 200 and 281.922
        ("400 mg oxide", ("64.324",), ("57.433",)),  # 241.217
    ],
)
def test_percent_of_label_references(text: str, nrv: tuple[str, ...], dv: tuple[str, ...]) -> None:
    found = {reference.key: reference.percent for reference in dose(text, person=Person()).references}
    assert_gives(found["eu-nrv"], nrv)
    assert_gives(found["us-dv"], dv)


def test_an_answer_is_the_same_whatever_a_caller_does_with_decimals() -> None:
    usual = dose("2000 mg glycinate + 375 mg oxide")
    with localcontext() as context:
        context.prec = 3
        assert dose("2000 mg glycinate + 375 mg oxide") == usual


def test_an_answer_repeats_the_dose_that_it_read() -> None:
    assert dose(" 2 x 400 mg  oxide+5 mmol ").text == "2 x 400 mg  oxide + 5 mmol"
