"""The published shapes of the JSON, one for each command; ``magcalc schema NAME`` prints them.

A shape changes only by adding, or with the number in its ``schema``. All amounts are mg of magnesium unless the
name of the field says otherwise. Only ``schema`` and the tests read these files: the records themselves are plain
dictionaries, so that no command pays for models that it does not need.
"""

from magcalc.show.shapes.compare import CompareShape
from magcalc.show.shapes.day import WholeDayShape
from magcalc.show.shapes.dose import AbsorbShape, ConvertShape, DoseShape, NeedShape
from magcalc.show.shapes.goal import GoalShape, GoalsShape
from magcalc.show.shapes.label import LabelShape, RulesShape
from magcalc.show.shapes.medicine import MedicineShape, MedicinesShape
from magcalc.show.shapes.parts import Shape
from magcalc.show.shapes.tables import FormShape, FormsShape, LimitsShape, SourceShape
from magcalc.show.shapes.why import WhyShape

SHAPES: dict[str, type[Shape]] = {
    "dose": DoseShape,
    "need": NeedShape,
    "convert": ConvertShape,
    "compare": CompareShape,
    "forms": FormsShape,
    "form": FormShape,
    "limits": LimitsShape,
    "medicine": MedicineShape,
    "medicines": MedicinesShape,
    "source": SourceShape,
    "absorb": AbsorbShape,
    "day": WholeDayShape,
    "label": LabelShape,
    "rules": RulesShape,
    "goal": GoalShape,
    "goals": GoalsShape,
    "why": WhyShape,
}
