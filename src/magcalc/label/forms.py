"""Which salts supply the magnesium, of all that a label names."""

from typing import NamedTuple

from magcalc.label.claims import Mention
from magcalc.label.salts import Salt

# Chelates by the name of their amino acid: beside one of these, "chelate" alone is no second form.
_CHELATES = {"glycinate", "lysinate", "lysinate-glycinate", "taurate", "aspartate", "malate", "citrate"}


# Where magnesium comes from, whatever salt it is then: beside a salt, oxide of marine origin, it is no second form.
_ORIGINS = {"marine"}


class Forms(NamedTuple):
    """The salts that supply the magnesium, their keys, and where these and the aids of the tablet are named."""

    salts: tuple[Salt, ...]
    keys: tuple[str, ...]
    mentions: tuple[Mention, ...]


def forms_of(named: list[Mention], bare: list[Mention]) -> Forms:
    """Choose among the salts of magnesium that are named, or else those whose mineral is not told.

    Args:
        named: salts of magnesium, and aids.
        bare: salts without the word magnesium, where magnesium is named elsewhere.
    """
    mentions = [mention for mention in named if not mention.aid]
    kept: dict[str, Salt] = {}
    for mention in mentions:
        salt = mention.salt
        if salt.unnamed_chelate and (not salt.magnesium or any(other.salt.form in _CHELATES for other in mentions)):
            continue
        if _tells_origin(mention) and any(not _tells_origin(other) for other in mentions):
            continue
        kept.setdefault(salt.form, salt)
    if not kept:
        for mention in bare:
            if not mention.salt.unnamed_chelate:
                kept.setdefault(mention.salt.form, mention.salt)
                mentions.append(mention)
    aids = [mention for mention in named if mention.aid]
    return Forms(tuple(kept.values()), tuple(kept), (*mentions, *aids))


def _tells_origin(mention: Mention) -> bool:
    """Whether only an origin is named, and not "marine magnesium" as a thing of its own."""
    return mention.salt.form in _ORIGINS and mention.end - mention.start == len(mention.salt.name)
