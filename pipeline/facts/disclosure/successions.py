"""core.fact_succession: what a disclosure's text says of one department following another (机构沿革).

The turns of phrase are data (``vocabulary/successions.toml``). A department that is made of several others, or of one
that stays, follows none of them.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Literal

from pipeline.documents.model import Document, Paragraph
from pipeline.facts.ids import SUCCESSION, fact_id
from pipeline.facts.line_items import Source
from pipeline.facts.vocabulary import load
from pipeline.reference.text import squeeze

Relation = Literal["succeeds", "formed_from"]

_HINTS = re.compile("更名|改名|改称|更改名称|前身|原名|原称|曾用名|[（(]原|[（(]现|[（(]今|组建|成立|设立")
_SENTENCE = re.compile(r"[^。！？]+")
_BEFORE = re.compile(r"^(?:原(?!种|子)|[我本](?=[省市县区州旗]))+")
_WORDS = r"[\u4e00-\u9fff]{1,28}?"
# A name goes on to an ending before what is no part of it.
_AFTER = (
    r"(?![\u4e00-\u9fff])"
    r"|(?=的|作为|并|后|与|和|及|职责|职能|等|更名|改名|改称|更改|前身|原名|原称|曾用名|于\d|由|系由|是由|正式|整体)"
)


def is_self(name: str) -> bool:
    """Whether these are words by which a discloser calls itself."""
    return name in load("successions")["selves"]


def successions_in(source: Source, document: Document) -> list[dict[str, Any]]:
    """One row per former department and statement, in the order of the text."""
    rows: list[dict[str, Any]] = []
    for block in document.content.blocks:
        if isinstance(block, Paragraph) and _HINTS.search(block.text):
            rows.extend(
                {
                    "succession_id": fact_id(SUCCESSION, source.document_id, block.number, ordinal),
                    "disclosure_id": source.disclosure_id,
                    "document_id": source.document_id,
                    "paragraph_no": block.number,
                    "relation": relation,
                    "former_name": former,
                    "name": name,
                    "raw": raw,
                    "proof": "unchecked",
                }
                for ordinal, (relation, former, name, raw) in enumerate(_stated(squeeze(block.text)), start=1)
            )
    return rows


def _stated(text: str) -> Iterator[tuple[Relation, str, str, str]]:
    """Relation, former name, later name and the words that say so; each pair of names once."""
    seen: set[tuple[str, str]] = set()
    ended = {name for pattern in _patterns("ended") for match in pattern.finditer(text) for name in _names(match)}
    for sentence in _SENTENCE.findall(text):
        found: list[tuple[Relation, str, str, str]] = []
        for pattern in _patterns("renamed"):
            for match in pattern.finditer(sentence):
                found.append(("succeeds", _plain(match["former"]), _plain(match["name"]), _words(match)))
        for pattern in _patterns("formed"):
            for match in pattern.finditer(sentence):
                formers = _names(match)
                follows = len(formers) == 1 and formers[0] in ended
                relation: Relation = "succeeds" if follows else "formed_from"
                found += [(relation, former, _plain(match["name"]), _words(match)) for former in formers]
        for relation, former, name, raw in found:
            if former != name and (former, name) not in seen:
                seen.add((former, name))
                yield relation, former, name, raw


def _names(match: re.Match[str]) -> list[str]:
    """The names in a list of departments, each once."""
    listed = (_plain(found["name"]) for found in _listed().finditer(match["former"]))
    return list(dict.fromkeys(listed))


def _plain(name: str) -> str:
    return _BEFORE.sub("", name)


def _words(match: re.Match[str]) -> str:
    return match[0].strip("，、：:；")


@cache
def _name() -> str:
    endings = "|".join(sorted(load("successions")["endings"], key=len, reverse=True))
    return rf"{_WORDS}(?:{endings})(?:{_AFTER})"


@cache
def _listed() -> re.Pattern[str]:
    return re.compile(rf"(?:^|[，、和与及原]|以及|将|把|由)(?P<name>{_name()})")


@cache
def _patterns(kind: str) -> tuple[re.Pattern[str], ...]:
    selves = "|".join(load("successions")["selves"])
    written = (pattern.replace("SELF", selves).replace("NAME", _name()) for pattern in load("successions")[kind])
    return tuple(re.compile(pattern) for pattern in written)
