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
CHANGES = 150

_LARGEST = f"""
WITH ranked AS (
    SELECT *, count(*) OVER () AS projects,
        row_number() OVER (PARTITION BY disclosure_id ORDER BY budget_yuan DESC, project_id) AS place
    FROM mart.project WHERE budget_yuan IS NOT NULL AND {IN_SCOPE}
), largest AS MATERIALIZED (
    SELECT * FROM ranked WHERE place <= $per_department ORDER BY budget_yuan DESC, project_id LIMIT $most
), compared AS (
    SELECT DISTINCT ON (disclosure_id, project_key) disclosure_id, project_key, status, prior_year AS list_before
    FROM mart.yoy_project
    WHERE disclosure_id IN (SELECT disclosure_id FROM largest)
), quality AS (
    SELECT project_id, cost_verdict FROM mart.project_quality WHERE project_id IN (SELECT project_id FROM largest)
)
SELECT largest.*, compared.status, compared.list_before, quality.cost_verdict
FROM largest
LEFT JOIN compared ON compared.disclosure_id = largest.disclosure_id AND compared.project_key = largest.project_key
LEFT JOIN quality ON quality.project_id = largest.project_id
ORDER BY largest.budget_yuan DESC, largest.project_id
"""

_CHANGES = f"""
SELECT *, count(*) OVER () AS changes FROM mart.yoy_project
WHERE status <> 'first' AND {IN_SCOPE}
ORDER BY abs(change_yuan) DESC NULLS LAST, disclosure_id, project_key LIMIT $most
"""

_INDICATORS = f"""
SELECT *, count(*) OVER () AS indicators FROM mart.kpi
WHERE list_contains($projects::VARCHAR[], project_id) AND {IN_SCOPE}
ORDER BY list_position($projects::VARCHAR[], project_id), seq, kpi_id LIMIT $most
"""

_QUALITY = f"""
SELECT *, count(*) OVER () AS bureaus FROM mart.kpi_quality
WHERE kpis > 0 AND {IN_SCOPE}
ORDER BY quantified_share, kpis DESC, region_code, department_name, fiscal_year LIMIT $most
"""


def projects(scope: Scope) -> Section:
    """The largest projects."""
    rows = scope.rows(_LARGEST, most=PROJECTS, per_department=PER_DEPARTMENT)
    columns = [Column("project", "项目"), Column("region, department", "地区、部门"), Column("year", "年度")]
    columns += [Column("budget, 元", "预算数", True), Column("of its projects, %", "占比", True)]
    columns += [Column("year before, 元", "上年", True), Column("against it", "延续情况")]
    columns += [Column("indicators", "指标数", True), Column("cost targets", "成本指标"), Column("proof", "勾稽")]
    total = rows[0]["projects"] if rows else 0
    changed = scope.rows(_CHANGES, most=CHANGES)
    parts = [Table("Largest projects", columns, [_project(scope, row) for row in rows])] if rows else []
    if changed:
        listed = [_change(scope, row) for row in changed]
        parts.append(Table("Portfolio against the latest earlier list", _CHANGE_HEADS, listed, is_folded=True))
    left_out = []
    if len(rows) < total:
        left_out.append(f"{len(rows)} of {total:,} projects are shown; all: budget export project --format xlsx")
    if changed and len(changed) < changed[0]["changes"]:
        left_out.append(
            f"{len(changed)} of {changed[0]['changes']:,} projects are compared; all: budget export yoy_project "
            "--format xlsx"
        )
    return Section(
        anchor="projects",
        title="Projects",
        chinese="项目",
        sentence=f"The {PER_DEPARTMENT} largest projects of each disclosure, the largest first, and what goes on, is "
        "new or has ended against the latest earlier list, where there is one; its year is named where it is not the "
        "year before. Cost targets that are above the budget promise nothing; below it, money is left that no target "
        "explains.",
        parts=parts,
        left_out=left_out,
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
        sentence="An indicator is quantified when its target is a number or a date. A target of 100 % is easily "
        "promised; one that repeats another of its project, of another project or of the year before says little; a "
        "cost target above the project's own budget promises nothing. Shares are of the indicators of a disclosure.",
        parts=[
            Table(
                "Quality by department, the least quantified first", _QUALITY_HEADS, [_quality(row) for row in quality]
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


_STATUS = {"continuing": "continuing 延续", "new": "new 新增", "ended": "ended 结束", "first": "", None: ""}
_VERDICT = {
    "above": "above the budget",
    "sum_above": "sum above the budget",
    "equal": "the budget",
    "below": "below the budget",
    "none": "",
    None: "",
}
_CHANGE_HEADS = (
    Column("project", "项目"),
    Column("region, department", "地区、部门"),
    Column("year", "年度"),
    Column("status", "延续情况"),
    Column("before, 元", "上年", True),
    Column("after, 元", "本年", True),
    Column("change, 元", "增减", True),
    Column("comparable", "可比"),
    Column("why", "原因"),
)
_QUALITY_HEADS = (
    Column("region, department", "地区、部门"),
    Column("year", "年度"),
    Column("indicators", "指标数", True),
    Column("quantified", "可衡量", True),
    Column("of 100 %", "百分之百", True),
    Column("unnamed", "无名称", True),
    Column("repeated", "重复", True),
    Column("copied", "照抄", True),
    Column("as before", "同上年", True),
    Column("projects without", "无指标项目", True),
    Column("above budget", "成本超预算", True),
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
        Cell(_against_list(row)),
        Cell(str(row["kpis"] or 0)),
        Cell(_VERDICT[row["cost_verdict"]], state="disputed" if row["cost_verdict"] == "above" else ""),
        Cell(row["proof"], state=row["proof"]),
    ]


def _against_list(row: Mapping[str, Any]) -> str:
    """The status of a project, with the year of the earlier list where that is not the year before."""
    status = _STATUS[row["status"]]
    is_older = row["list_before"] is not None and row["list_before"] < row["fiscal_year"] - 1
    return f"{status} against {row['list_before']}" if status and is_older else status


def _change(scope: Scope, row: Mapping[str, Any]) -> Sequence[Cell]:
    return [
        Cell(row["project_name"] or "", hint=row["prior_project_name"] or ""),
        Cell(words.subject(row)),
        Cell(f"{row['fiscal_year']} / {row['prior_year']}"),
        Cell(_STATUS[row["status"]]),
        Cell(words.yuan(row["prior_amount_yuan"]), scope.links.to_facts(row["prior_project_ids"] or ())),
        Cell(words.yuan(row["amount_yuan"]), scope.links.to_facts(row["project_ids"] or ())),
        Cell(words.yuan(row["change_yuan"])),
        Cell(row["comparable"], state=f"comparable-{row['comparable']}"),
        Cell(row["reason"] or ""),
    ]


def _quality(row: Mapping[str, Any]) -> Sequence[Cell]:
    shares = ("quantified", "full", "unnamed", "duplicate", "copied", "unchanged")
    return [
        Cell(words.subject(row)),
        Cell(str(row["fiscal_year"])),
        Cell(f"{row['kpis']:,}"),
        *(Cell(words.percent(row[f"{name}_share"])) for name in shares),
        Cell(f"{row['projects_without_kpis']:,}"),
        Cell(f"{row['projects_above_cost']:,}", state="disputed" if row["projects_above_cost"] else ""),
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
