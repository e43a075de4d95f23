"""The charts of a report as Vega specifications, made with Altair.

Rows carry ``subject`` (the name beside a mark), ``what`` (the exact figures, shown when a mark is pointed at) and
``href`` (its trace). Only the lengths of bars are binary floating-point numbers. Names stand above their bars, so that
long Chinese names fit on a phone.
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
    base = _named(rows)
    bars = base.mark_bar(height=_BAR, yOffset=8).encode(
        x=alt.X("share:Q", stack="zero", scale=alt.Scale(domain=[0, 100], clamp=True, nice=False), axis=_axis("%")),
        color=_colour("part", parts),
        order=alt.Order("order:Q"),
        href="href:N",
        tooltip="what:N",
    )
    return _finished(bars + _names(base, rows), rows)


def diverging(rows: Rows, ends: tuple[int, int], colours: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Bars from zero to ``percent``, cut at ``ends``, with ``text`` beside; coloured by ``comparable``."""
    alt = _altair()
    low, high = ends
    cut = [
        {**row, "end": end, "side": "left" if end >= 0 else "right"}
        for row in rows
        for end in (min(max(row["percent"], low), high),)
    ]
    reach = [min([-5.0, *(row["end"] for row in cut)]), max([5.0, *(row["end"] for row in cut)])]
    room = 0.22 * (reach[1] - reach[0])
    domain = [reach[0] - room, reach[1] + room]
    base = _named(cut)
    x = alt.X("end:Q", scale=alt.Scale(domain=domain, nice=False), axis=_axis("%"))
    bars = base.mark_bar(height=_BAR, yOffset=8).encode(
        x=x, color=_colour("comparable", colours), href="href:N", tooltip="what:N"
    )
    layers = bars + _names(base, cut)
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
    functions = list(dict.fromkeys(row["function"] for row in rows))
    base = alt.Chart(alt.InlineData(list(rows))).encode(y=_band("function", functions))
    x = alt.X("share:Q", scale=alt.Scale(domainMin=0, nice=True), axis=_axis("%"))
    line = base.mark_rule(color=_FAINT, yOffset=8).encode(x=alt.value(0), x2=alt.value("width"))
    tick = base.mark_tick(color=_INK, thickness=2, height=18, yOffset=8).encode(x=alt.X("median:Q"))
    layers = line + tick
    for is_compared, filled in ((True, True), (False, False)):
        layers += (
            base.transform_filter(alt.datum.is_compared == is_compared)
            .mark_point(filled=filled, size=95, strokeWidth=2, opacity=0.9, yOffset=8)
            .encode(x=x, color=_colour("subject", colours), href="href:N", tooltip="what:N")
        )
    return _finished(layers + _names(base, rows, "function"), rows, len(functions))


def _altair() -> Any:
    try:
        import altair
    except ImportError as error:
        raise missing_extra() from error
    return altair


def _named(rows: Rows) -> Any:
    alt = _altair()
    subjects = list(dict.fromkeys(row["subject"] for row in rows))
    return alt.Chart(alt.InlineData(list(rows))).encode(y=_band("subject", subjects))


def _band(name: str, order: Sequence[str]) -> Any:
    alt = _altair()
    return alt.Y(f"{name}:N", sort=list(order), axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))


def _names(base: Any, rows: Rows, name: str = "subject") -> Any:
    """The names above the marks, each once, cut to the width of the chart."""
    alt = _altair()
    once = list({row[name]: {name: row[name]} for row in rows}.values())
    return (
        alt.Chart(alt.InlineData(once))
        .mark_text(align="left", dy=-9, fontSize=12, color=_INK, limit=alt.ExprRef("width"))
        .encode(y=base.encoding.y, x=alt.value(0), text=f"{name}:N")
    )


def _axis(unit: str) -> Any:
    alt = _altair()
    return alt.Axis(title=None, orient="top", offset=8, labelExpr=f"datum.label + ' {unit}'", tickCount=5, grid=True)


def _colour(name: str, colours: Sequence[tuple[str, str]]) -> Any:
    alt = _altair()
    scale = alt.Scale(domain=[key for key, _ in colours], range=[colour for _, colour in colours])
    return alt.Color(f"{name}:N", scale=scale, legend=None)


def _finished(chart: Any, rows: Rows, lines: int | None = None) -> dict[str, Any]:
    """The chart, as wide as its place on the page, as a Vega specification."""
    count = lines or len({row["subject"] for row in rows})
    sized = chart.properties(width="container", height=max(count, 1) * _ROW, padding={"left": 2, "right": 8})
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
