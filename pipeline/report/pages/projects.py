"""Projects and what they promise: the largest projects of each department, and how good their indicators are."""

from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.report.pages import words
from pipeline.report.pages.model import Cell, Column, Section, Table
from pipeline.report.pages.scope import IN_SCOPE, Scope

PROJECTS = 200
PER_DEPARTMENT = 5
INDICATORS = 250
BUREAUS = 200

_LARGEST = f"""
WITH ranked AS (
    SELECT *, count(*) OVER () AS projects,
        row_number() OVER (PARTITION BY disclosure_id ORDER BY budget_yuan DESC, project_id) AS place
    FROM mart.project WHERE budget_yuan IS NOT NULL AND {IN_SCOPE}
)
SELECT * FROM ranked WHERE place <= $per_department
ORDER BY budget_yuan DESC, project_id LIMIT $most
"""

_INDICATORS = f"""
SELECT *, count(*) OVER () AS indicators FROM mart.kpi
WHERE list_contains($projects::VARCHAR[], project_id) AND {IN_SCOPE}
ORDER BY list_position($projects::VARCHAR[], project_id), seq, kpi_id LIMIT $most
"""

_QUALITY = f"""
SELECT region_code, region_name, department_name, scope, fiscal_year, count(*) AS indicators,
    count(*) FILTER (WHERE is_measurable) AS measurable,
    count(*) FILTER (WHERE target_value = 100 AND target_unit = '%') AS hundred_percent,
    count(*) FILTER (WHERE operator IN ('<=', '<') AND amount_yuan > project_yuan) AS above_budget,
    CAST(100 * count(*) FILTER (WHERE is_measurable) / count(*) AS DECIMAL(9, 4)) AS measurable_share,
    count(*) OVER () AS bureaus
FROM mart.kpi WHERE {IN_SCOPE}
GROUP BY region_code, region_name, department_name, scope, fiscal_year
ORDER BY measurable_share, indicators DESC, region_code, department_name, fiscal_year LIMIT $most
"""


def projects(scope: Scope) -> Section:
    """The largest projects."""
    rows = scope.rows(_LARGEST, most=PROJECTS, per_department=PER_DEPARTMENT)
    columns = [Column("project", "项目"), Column("region, department", "地区、部门"), Column("year", "年度")]
    columns += [Column("budget, 元", "预算数", True), Column("of its projects, %", "占比", True)]
    columns += [Column("year before, 元", "上年", True), Column("indicators", "指标数", True), Column("proof", "勾稽")]
    total = rows[0]["projects"] if rows else 0
    return Section(
        anchor="projects",
        title="Projects",
        chinese="项目",
        sentence=f"The {PER_DEPARTMENT} largest projects of each disclosure, the largest first. The year before is "
        "that of the same project; nothing stands there where the earlier disclosure does not show it.",
        parts=[Table("Largest projects", columns, [_project(scope, row) for row in rows])] if rows else [],
        left_out=[f"{len(rows)} of {total:,} projects are shown; all: budget export project --format xlsx"]
        if len(rows) < total
        else [],
    )


def indicators(scope: Scope) -> Section:
    """How measurable the indicators are, by department, and those of the largest projects."""
    quality = scope.rows(_QUALITY, most=BUREAUS)
    largest = [row["project_id"] for row in scope.rows(_LARGEST, most=PROJECTS, per_department=PER_DEPARTMENT)]
    listed = scope.rows(_INDICATORS, projects=largest, most=INDICATORS)
    left_out = []
    if quality and quality[0]["bureaus"] > len(quality):
        left_out.append(f"{len(quality)} of {quality[0]['bureaus']:,} departments and years are shown, the worst first")
    if listed and listed[0]["indicators"] > len(listed):
        left_out.append(
            f"{len(listed)} of the {listed[0]['indicators']:,} indicators of the projects above are listed; all: "
            "budget export kpi --format xlsx"
        )
    return Section(
        anchor="indicators",
        title="Performance indicators",
        chinese="绩效指标",
        sentence="An indicator can be measured when its target is a number or a date. A target of 100 % is easily "
        "promised, and a cost target above the project's own budget promises nothing.",
        parts=[
            Table(
                "Quality by department, the least measurable first", _QUALITY_HEADS, [_quality(row) for row in quality]
            ),
            Table(
                "Indicators of the largest projects",
                _INDICATOR_HEADS,
                [_indicator(scope, row) for row in listed],
                is_folded=True,
            ),
        ]
        if quality
        else [],
        left_out=left_out,
    )


_QUALITY_HEADS = (
    Column("region, department", "地区、部门"),
    Column("year", "年度"),
    Column("indicators", "指标数", True),
    Column("measurable, %", "可衡量", True),
    Column("targets of 100 %", "百分之百", True),
    Column("cost above budget", "成本超预算", True),
)
_INDICATOR_HEADS = (
    Column("project", "项目"),
    Column("level 1", "一级指标"),
    Column("level 2", "二级指标"),
    Column("indicator", "三级指标"),
    Column("target as printed", "指标值"),
    Column("measurable", "可衡量"),
    Column("project budget, 元", "项目预算", True),
)


def _project(scope: Scope, row: Mapping[str, Any]) -> Sequence[Cell]:
    return [
        Cell(row["project_name"] or "", hint=row["purpose"] or ""),
        Cell(words.subject(row)),
        Cell(str(row["fiscal_year"])),
        Cell(words.yuan(row["budget_yuan"]), scope.links.to_facts([row["project_id"]])),
        Cell(words.percent(row["share_of_projects"])),
        Cell(words.yuan(row["prior_budget_yuan"])),
        Cell(str(row["kpis"] or 0)),
        Cell(row["proof"], state=row["proof"]),
    ]


def _quality(row: Mapping[str, Any]) -> Sequence[Cell]:
    return [
        Cell(words.subject(row)),
        Cell(str(row["fiscal_year"])),
        Cell(f"{row['indicators']:,}"),
        Cell(words.percent(row["measurable_share"])),
        Cell(f"{row['hundred_percent']:,}"),
        Cell(f"{row['above_budget']:,}", state="disputed" if row["above_budget"] else ""),
    ]


def _indicator(scope: Scope, row: Mapping[str, Any]) -> Sequence[Cell]:
    return [
        Cell(row["project_name"] or ""),
        Cell(row["level1"] or ""),
        Cell(row["level2"] or ""),
        Cell(row["level3"] or ""),
        Cell(row["target_raw"] or "", scope.links.to_facts([row["kpi_id"]])),
        Cell("yes" if row["is_measurable"] else "no", state="" if row["is_measurable"] else "unchecked"),
        Cell(words.yuan(row["project_yuan"])),
    ]
