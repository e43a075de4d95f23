"""Entries of a classification that a text names by what stands around them: their whole, or the entry before them."""

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.facts.narrative.measures import Topic, find_economic_item
from pipeline.reference.loader import Classification, code_by_name

# What consists of items of the economic classification.
_OF_ECONOMIC_ITEMS = frozenset({"basic", "personnel", "public_use", "operating_cost"})
_OTHERS = "其他支出"
_LEVEL = re.compile("（[类款项]）(?:支出)?$")  # Printed behind the name of an entry.
# How much of its code an entry shares with the one before it: its 款, in the economic classification its 类.
_SHARED = {"function": 5, "economic": 3, "gov_economic": 3}


def completed(found: Topic, whole: Topic | None, before: Topic | None) -> Topic:
    """An entry whose name several 款 share, or 类 of the economic classification, with its code in the entry divided.

    A 项 alone behind another entry (财政事务（款）行政运行（项）2万元，信息化建设（项）1万元) is of the same 款.
    """
    kind = found.classification
    if kind is None or found.code is not None:
        return found
    name = _LEVEL.sub("", found.label)
    for known, length in ((whole, None), (before, _SHARED[kind])):
        if known is not None and known.classification == kind and known.code is not None:
            code = code_by_name(kind, name, within=known.code[:length])
            if code is not None:
                return replace(found, code=code)
    return found


def economic_item(phrase: str, wholes: Sequence[Topic]) -> Topic | None:
    """What the vocabulary of items of expenditure calls 办公费, where the text divides basic expenditure."""
    if any(topic.classification == "function" for topic in wholes):
        return None
    divides = any(t.measure in _OF_ECONOMIC_ITEMS or t.classification == "economic" for t in wholes)
    return find_economic_item(phrase) if divides else None


def entry_of_all_others(found: Topic, kind: Classification) -> Topic:
    """其他支出 as an entry of a classification."""
    code = code_by_name(kind, _OTHERS, level=1)
    return replace(found, measure=f"{kind}_amount", classification=kind, code=code)
