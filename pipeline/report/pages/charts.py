"""The charts of a report as Vega specifications, made with Altair.

Rows carry ``subject`` (the name beside a mark), ``what`` (the exact figures, shown when a mark is pointed at) and
``href`` (its trace). Only the lengths of bars are binary floating-point numbers. Names stand above their bars, so that
long Chinese names fit on a phone.

Texts of documents stand in the data of a chart only. A list of them as an order or a domain would become part of an
expression that Vega runs; so lines are numbered and colours are data.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.report.database import WarehouseError

FONTS = (
    '"Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", '
    '"WenQuanYi Micro Hei", sans-serif'
)
"""Fonts with the simplified Chinese forms, by system: Linux, macOS, Windows."""
PALETTE = (
    "#1f5a92", "#d9822b", "#2f8f6b", "#b0468f", "#7a6a2f", "#5b9bd5", "#a6382e", "#6f5bb5", "#4b4f57", "#1fa3a3",
)  # fmt: skip
_MANY = "#1f5a92"
_INK, _FAINT = "#24292f", "#e3e6ea"
_ROW = 38
_BAR = 13

Rows = Sequence[Mapping[str, Any]]


def missing_extra() -> WarehouseError:
    """What to say where Altair is not installed."""
    return WarehouseError("charts need the extra report: pip install -e '.[report]'")


def colours(subjects: Sequence[str]) -> list[tuple[str, str]]:
    """A colour for each subject; one for all where there are more than the eye can tell apart."""
    if len(subjects) > len(PALETTE):
        return [(subject, _MANY) for subject in subjects]
    return list(zip(subjects, PALETTE, strict=False))


def stacked(rows: Rows, parts: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Bars of 100 %; a row is one part with its ``share`` and its place ``order`` in the bar."""
    alt = _altair()
    drawn = _lined(rows, "subject", "part", parts)
    base = _chart(drawn)
    bars = base.mark_bar(height=_BAR, yOffset=8).encode(
        x=alt.X("share:Q", stack="zero", scale=alt.Scale(domain=[0, 100], clamp=True, nice=False), axis=_axis("%")),
        color=_colour(),
        order=alt.Order("order:Q"),
        href="href:N",
        tooltip="what:N",
    )
    return _finished(bars + _names(drawn, "subject"), drawn)


def diverging(rows: Rows, ends: tuple[int, int], colours: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Bars from zero to ``percent``, cut at ``ends``, with ``text`` beside; coloured by ``comparable``."""
    alt = _altair()
    low, high = ends
    cut = [
        {**row, "end": end, "side": "left" if end >= 0 else "right"}
        for row in _lined(rows, "subject", "comparable", colours)
        for end in (min(max(row["percent"], low), high),)
    ]
    reach = [min([-5.0, *(row["end"] for row in cut)]), max([5.0, *(row["end"] for row in cut)])]
    room = 0.22 * (reach[1] - reach[0])
    domain = [reach[0] - room, reach[1] + room]
    base = _chart(cut)
    x = alt.X("end:Q", scale=alt.Scale(domain=domain, nice=False), axis=_axis("%"))
    bars = base.mark_bar(height=_BAR, yOffset=8).encode(x=x, color=_colour(), href="href:N", tooltip="what:N")
    layers = bars + _names(cut, "subject")
    for side, dx in (("left", 4), ("right", -4)):
        layers += (
            base.transform_filter(alt.datum.side == side)
            .mark_text(align=side, dx=dx, dy=8, fontSize=11, color=_INK)
            .encode(x=x, text="text:N", href="href:N", tooltip="what:N")
        )
    zero = alt.Chart(alt.InlineData([{"zero": 0}])).mark_rule(color=_INK, strokeWidth=1).encode(x="zero:Q")
    return _finished(layers + zero, cut)


def dots(rows: Rows, colours: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """A line per ``function`` with a dot per subject at its ``share``; rings do not compare; a tick at ``median``."""
    alt = _altair()
    drawn = _lined(rows, "function", "subject", colours)
    base = _chart(drawn)
    most = max(max(row["share"], row["median"] or 0) for row in rows)
    x = alt.X(
        "share:Q", scale=alt.Scale(domain=[min(0, *(row["share"] for row in rows)), most], nice=True), axis=_axis("%")
    )
    line = base.mark_rule(color=_FAINT, yOffset=8).encode(x=alt.value(0), x2=alt.value("width"))
    tick = base.mark_tick(color=_INK, thickness=2, height=18, yOffset=8).encode(x=alt.X("median:Q"))
    layers = line + tick
    for filled in sorted({bool(row["is_compared"]) for row in rows}):
        layers += (
            _chart([row for row in drawn if row["is_compared"] == filled])
            .mark_point(filled=filled, size=95, strokeWidth=2, opacity=0.9, yOffset=8)
            .encode(x=x, color=_colour(), href="href:N", tooltip="what:N")
        )
    return _finished(layers + _names(drawn, "function"), drawn)


def _altair() -> Any:
    try:
        import altair
    except ImportError as error:
        raise missing_extra() from error
    return altair


def _lined(rows: Rows, name: str, kind: str, colours: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    """The rows with the number of their line, one for each name, and the colour of their kind."""
    lines = {value: number for number, value in enumerate(dict.fromkeys(row[name] for row in rows))}
    colour = dict(colours)
    return [{**row, "line": lines[row[name]], "colour": colour[row[kind]]} for row in rows]


def _chart(rows: Rows) -> Any:
    alt = _altair()
    scale = alt.Scale(paddingInner=0, paddingOuter=0)
    return alt.Chart(alt.InlineData(list(rows))).encode(y=alt.Y("line:O", axis=None, scale=scale))


def _names(rows: Rows, name: str) -> Any:
    """The names above the marks, each once, cut to the width of the chart."""
    alt = _altair()
    once = {row["line"]: {"line": row["line"], "name": row[name]} for row in rows}
    return (
        _chart(list(once.values()))
        .mark_text(align="left", dy=-9, fontSize=12, color=_INK, limit=alt.ExprRef("width"))
        .encode(x=alt.value(0), text="name:N")
    )


def _axis(unit: str) -> Any:
    alt = _altair()
    return alt.Axis(title=None, orient="top", offset=8, labelExpr=f"datum.label + ' {unit}'", tickCount=5, grid=True)


def _colour() -> Any:
    return _altair().Color("colour:N", scale=None)


def _finished(chart: Any, rows: Rows) -> dict[str, Any]:
    """The chart, as wide as its place on the page, as a Vega specification."""
    lines = len({row["line"] for row in rows})
    sized = chart.properties(width="container", height=lines * _ROW, padding={"left": 2, "right": 8})
    styled = (
        sized.configure(font=FONTS, background="transparent")
        .configure_view(stroke=None)
        .configure_axis(gridColor=_FAINT, domain=False, ticks=False, labelColor="#57606a", labelFontSize=11)
    )
    try:
        specification: dict[str, Any] = styled.to_dict(format="vega")
    except ImportError as error:
        raise missing_extra() from error
    return specification
