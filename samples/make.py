"""Writes the sample disclosures: `python -m samples.make [FOLDER]` (default data/raw), the same bytes every time.

Scans are pictures of pages and need a font with Chinese characters: they are drawn again with `--font FILE` only. Files
that are not samples are left alone.
"""

import argparse
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from samples import ocr_text, pdf, scan, sheets, statements, wide_statements, word_doc, word_docx, word_text
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

COPIES: Mapping[str, tuple[str, Callable[[Iterable[Block]], bytes]]] = {
    "docx": ("（Word文档）.docx", word_docx.write),
    "doc": ("（Word97文档）.doc", word_doc.write),
    "pdf": ("（PDF文件）.pdf", pdf.write),
}
"""How the name of a copy in another format ends, and what writes it."""
_SCAN = "scan", "（扫描件）.pdf"


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
    """Content by path below the raw folder: each disclosure as text, and its copy in another format."""
    content: dict[str, bytes] = {}
    for disclosure in load():
        content[disclosure.data["path"]] = encoded(disclosure)
        if disclosure.data["copy"] in COPIES:
            ending, write = COPIES[disclosure.data["copy"]]
            content[_renamed(disclosure, ending)] = write(blocks(disclosure))
    return content


def scans(font: Path) -> dict[str, bytes]:
    """Scanned copies by path below the raw folder, drawn in the font of this file; OSError where it cannot be read."""
    kind, ending = _SCAN
    chosen = [disclosure for disclosure in load() if disclosure.data["copy"] == kind]
    return {_renamed(disclosure, ending): scan.write(blocks(disclosure), font) for disclosure in chosen}


def _renamed(disclosure: Disclosure, ending: str) -> str:
    return str(disclosure.data["path"]).removesuffix(".txt") + ending


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m samples.make", description="Write the sample disclosures.")
    parser.add_argument("folder", nargs="?", type=Path, default=RAW, help="where to write (default: data/raw)")
    parser.add_argument("--font", type=Path, help="draw the scans too, in the font of this file (.ttf, .ttc, .otf)")
    options = parser.parse_args()
    for path, content in {**files(), **(scans(options.font) if options.font else {})}.items():
        target = options.folder / path
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
