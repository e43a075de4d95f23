"""Writes the sample disclosures: `python -m samples.make [FOLDER]` (default data/raw), the same bytes every time.

Files that are not samples are left alone.
"""

import argparse
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from samples import ocr_text, sheets, statements, wide_statements, word_text
from samples.blocks import Block, Paragraph, Table
from samples.figures import Disclosure, load

RAW = Path(__file__).parent.parent / "data" / "raw"

STATEMENTS: Mapping[str, Callable[[Disclosure], Table]] = {
    "budget_summary": statements.budget_summary,
    "income": statements.income,
    "expenditure": statements.expenditure,
    "fiscal_summary": statements.fiscal_summary,
    "general_public_expenditure": statements.general_public_expenditure,
    "basic_by_economic": statements.basic_by_economic,
    "gov_fund_expenditure": statements.gov_fund_expenditure,
    "state_capital_expenditure": statements.state_capital_expenditure,
    "three_public": statements.three_public,
    "procurement": sheets.procurement,
    "fixed_assets": sheets.fixed_assets,
    "institutions": sheets.institutions,
    "wide_budget_summary": wide_statements.budget_summary,
    "wide_income": wide_statements.income,
    "wide_expenditure": wide_statements.expenditure,
    "wide_fiscal_summary": wide_statements.fiscal_summary,
    "wide_basic_by_economic": wide_statements.basic_by_economic,
    "wide_economic_summary": wide_statements.economic_summary,
    "wide_three_public": wide_statements.three_public,
    "wide_gov_fund_expenditure": wide_statements.gov_fund_expenditure,
    "wide_project_list": wide_statements.project_list,
    "wide_overall_performance": wide_statements.overall_performance,
    "wide_overall_kpis": wide_statements.overall_kpis,
    "wide_project_performance": wide_statements.project_performance,
}


def blocks(disclosure: Disclosure) -> Iterator[Block]:
    """The disclosure's paragraphs and tables in printed order, as its `layout` lists them."""
    for entry in disclosure.data["layout"]:
        if "text" in entry:
            yield from _paragraphs(entry["text"].rstrip("\n").split("\n"), entry)
        elif "statement" in entry:
            yield from _statement(disclosure, entry)
        elif "projects" in entry:
            yield from _projects(disclosure)
        else:
            raise ValueError(f"{disclosure.data['path']}: layout entry {entry} has no text, statement or projects")


def encoded(disclosure: Disclosure) -> bytes:
    """The file's bytes in the disclosure's dialect, encoding and line ends."""
    data = disclosure.data
    if data["dialect"] == "word":
        text = word_text.write(blocks(disclosure))
    else:
        text = ocr_text.Printer(data["cuts"]).write(blocks(disclosure))
    return text.replace("\n", data["newline"]).encode(data["encoding"])


def files() -> dict[str, bytes]:
    """Content by path below the raw folder."""
    return {disclosure.data["path"]: encoded(disclosure) for disclosure in load()}


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m samples.make", description="Write the sample disclosures.")
    parser.add_argument("folder", nargs="?", type=Path, default=RAW, help="where to write (default: data/raw)")
    folder = parser.parse_args().folder
    for path, content in files().items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        print(f"{len(content):7,} bytes  {target}")


def _paragraphs(lines: list[str], entry: Mapping[str, Any]) -> Iterator[Paragraph]:
    for i, line in enumerate(lines):
        is_first = i == 0
        yield Paragraph(
            line.removeprefix("- "),
            bookmark=entry.get("bookmark") if is_first else None,
            lead=entry.get("lead", "") if is_first else "",
            is_item=line.startswith("- "),
        )


def _statement(disclosure: Disclosure, entry: Mapping[str, Any]) -> Iterator[Block]:
    if "title" in entry:
        yield from _paragraphs([entry["title"]], entry)
    yield from map(Paragraph, entry.get("above", []))
    table = STATEMENTS[entry["statement"]](disclosure)
    yield replace(table, wrap=entry.get("wrap"), page_breaks=tuple(entry.get("page_breaks", ())))
    yield from map(Paragraph, entry.get("below", []))


def _projects(disclosure: Disclosure) -> Iterator[Block]:
    for project in disclosure.data["project"]:
        yield from _paragraphs([project["title"]], project)
        yield sheets.project_sheet(project, disclosure.data["unit"])
        yield Paragraph(" ")
        yield sheets.kpi_grid(disclosure, project)
        yield Paragraph()


if __name__ == "__main__":
    main()
