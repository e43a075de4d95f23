"""Changes that a verb before its object states: 增加采购费10万元, 较上年减少办公费2万元."""

from pipeline.facts.narrative.statement import Clause
from pipeline.facts.narrative.subjects import Mode, Span
from pipeline.facts.narrative.words import words


def verb_and_object(text: str, clause: Clause, chain: int | None, mode: Mode) -> tuple[Span, int] | None:
    """What a verb before its object changes, and the sign; None where the clause does not end so.

    In a cause the verb may stand anywhere in the clause, from ``chain`` on where enumeration commas join names to it;
    in a statement it begins the clause, or what stands behind a comparison.
    """
    vocabulary, start = words(), clause.after[0]
    if mode is Mode.CAUSE:
        start = start if clause.has_base or chain is None else chain
        found = vocabulary.verb_with_object.search(text[start : clause.end])
    elif mode is Mode.STATE:
        pattern = vocabulary.verb_with_object if clause.has_base else vocabulary.object_alone
        found = pattern.match(text[start : clause.end])
    else:
        return None
    if found is None:
        return None
    sign = -1 if vocabulary.decreasing.search(found["verb"]) else 1
    return (start + found.start("object"), start + found.end("object")), sign
