"""The command line ``budget``: ingest disclosures, look at the warehouse, ask it in SQL, trace a fact to its page."""

import shutil
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated, NoReturn, TypeVar

import typer
from filelock import FileLock

from pipeline.paths import DEFAULT_RAW_DIR, DEFAULT_WAREHOUSE_DIR, LAKE_NAME, LOCK_NAME
from pipeline.report.answers import Format, answer
from pipeline.report.changes import changes as what_changed
from pipeline.report.console import progress
from pipeline.report.database import WarehouseError
from pipeline.report.examples import example as named_example
from pipeline.report.examples import listing
from pipeline.report.export import FileFormat, format_of
from pipeline.report.export import export as export_file
from pipeline.report.package import ResourceFormat, write_package
from pipeline.report.show import show as show_document
from pipeline.report.summary import render, summarise
from pipeline.report.trace import trace as trace_fact
from pipeline.warehouse.making import SHARE, VARIABLE

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Reads Chinese budget disclosures (部门预算公开) into a DuckDB warehouse and answers questions about them.",
    epilog="Analysts open DIR/budget.duckdb with any DuckDB client, read-only.",
)

Answer = TypeVar("Answer")

Warehouse = Annotated[
    Path,
    typer.Option(
        "--warehouse",
        metavar="DIR",
        help="Folder of the warehouse (DIR/budget.duckdb and DIR/lake).",
        show_default="data/warehouse of the repository",
    ),
]


@app.command()
def ingest(
    raw_dir: Annotated[
        Path,
        typer.Argument(
            metavar="RAW_DIR",
            help="Folder that holds the disclosures; subfolders are read too.",
            show_default="data/raw of the repository",
        ),
    ] = DEFAULT_RAW_DIR,
    warehouse: Warehouse = DEFAULT_WAREHOUSE_DIR,
    workers: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", help="Processes that read documents.", show_default="one per processor"),
    ] = None,
    cluster: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            envvar="BUDGET_CLUSTER",
            help="Scheduler of a dask cluster that reads documents instead of this machine.",
        ),
    ] = None,
    database_megabytes: Annotated[
        int | None,
        typer.Option(
            min=100,
            metavar="MB",
            envvar=VARIABLE,
            help="Memory that DuckDB may take while the database is made.",
            show_default=f"{SHARE} of the machine's",
        ),
    ] = None,
) -> None:
    """Read new and changed disclosures and publish the warehouse.

    Files that did not change are not read again; files that are gone lose their facts. A document that cannot be read
    is set aside (quarantined) with the reason, and the rest loads. Readers of the warehouse are not disturbed.

    The exit code is 0 when the warehouse was published, also with documents set aside, and 1 when it was not.
    """
    began = time.monotonic()
    if not raw_dir.is_dir():
        _fail(f"{raw_dir} is not a folder; name the folder that holds the disclosures: budget ingest RAW_DIR")
    with progress():
        from pipeline.in_process import IngestError, run_ingest  # Dagster takes a second to import

        try:
            run_ingest(raw_dir.resolve(), warehouse.resolve(), workers, cluster, database_megabytes)
        except IngestError as error:
            _fail(f"nothing was published: {error}")
        except KeyboardInterrupt:
            _fail("interrupted, nothing was published; run the same command again, it goes on where it stopped", 130)
    summary = _or_fail(lambda: summarise(warehouse.resolve()))
    if not summary.roots.get(str(raw_dir.resolve())):
        held = "the warehouse is empty" if not summary.roots else "what other folders gave is kept"
        typer.echo(f"Nothing could be loaded from {raw_dir}; {held}.")
    typer.echo(render(summary))
    typer.echo(f"\nseconds      {time.monotonic() - began:.1f}")


@app.command()
def status(
    warehouse: Warehouse = DEFAULT_WAREHOUSE_DIR,
    every_document: Annotated[bool, typer.Option("--all", help="Show every document, not only the worst.")] = False,
) -> None:
    """Show what the published warehouse holds, what was set aside, and how far the numbers can be trusted.

    A number is proven when at least one identity holds it and none fails, disputed when one fails, unchecked when it
    is in none, corrected when it was read anew from recognised text and all of its identities hold.
    """
    typer.echo(_or_fail(lambda: render(summarise(warehouse.resolve()), every_document)))


@app.command()
def sql(
    query: Annotated[
        str | None,
        typer.Argument(metavar="QUERY", help="One SQL statement, for example SELECT * FROM mart.project"),
    ] = None,
    example: Annotated[
        str | None, typer.Option("--example", "-e", metavar="NAME", help="Ask a question of sql/examples instead.")
    ] = None,
    examples: Annotated[bool, typer.Option("--examples", help="List the questions of sql/examples.")] = False,
    style: Annotated[Format, typer.Option("--format", "-f", help="How the rows are written.")] = Format.TABLE,
    warehouse: Warehouse = DEFAULT_WAREHOUSE_DIR,
) -> None:
    """Run a query on the published warehouse, read-only.

    A table is cut to the width of the terminal; sent to a file or a pipe it is whole. CSV and JSON are always whole.
    An example is shown with its question and how to read the answer, which go to the error output.
    """
    if sum((query is not None, example is not None, examples)) != 1:
        _fail("write a query, or name an example: budget sql --examples lists them", 2)
    if examples:
        typer.echo(listing())
        return
    if example is not None:
        asked = _or_fail(lambda: named_example(example))
        typer.echo(f"{asked.question}\n{asked.reading}\n", err=True)
        query = asked.sql
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    typer.echo(_or_fail(lambda: answer(warehouse.resolve(), query or "", style, width)))


@app.command()
def export(
    view: Annotated[
        str | None,
        typer.Argument(metavar="VIEW", help="A view of mart, or schema.table, for example core.fact_line_item"),
    ] = None,
    style: Annotated[
        FileFormat | None,
        typer.Option("--format", "-f", help="What kind of file.", show_default="as FILE ends; parquet; package: csv"),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="The file.", show_default="VIEW.FORMAT"),
    ] = None,
    package: Annotated[
        Path | None,
        typer.Option(
            "--package", metavar="DIR", help="Instead: all facts and dimensions as a Frictionless data package."
        ),
    ] = None,
    warehouse: Warehouse = DEFAULT_WAREHOUSE_DIR,
) -> None:
    """Write a view or table to a file, or all facts and dimensions as a data package (datapackage.json).

    In CSV and Excel a text that a spreadsheet would run as a formula (it begins with = + - or @) gets an apostrophe in
    front, in a package of CSV too; Parquet keeps every text as it is. A package names no licence: add "licenses" before
    you publish it.
    """
    if (view is None) == (package is None):
        _fail("name a view, for example budget export project, or a folder: budget export --package DIR", 2)
    if package is not None:
        if output is not None or style is FileFormat.XLSX:
            _fail("a package takes --format csv or parquet, and no --output", 2)
        kind = ResourceFormat(style or FileFormat.CSV)
        manifest, tables = _or_fail(lambda: write_package(warehouse.resolve(), package, kind))
        typer.echo(f"{manifest}: {tables} tables")
        return
    file, rows = _or_fail(lambda: export_file(warehouse.resolve(), view or "", style or format_of(output), output))
    typer.echo(f"{file}: {rows:,} rows")


@app.command()
def report(
    region: Annotated[
        list[str] | None,
        typer.Option(
            "--region", "-r", metavar="NAME", help="Code or name of a region; all within it. May be repeated."
        ),
    ] = None,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The file.")] = Path("report.html"),
    warehouse: Warehouse = DEFAULT_WAREHOUSE_DIR,
) -> None:
    """Write a report to look at: one HTML file that needs no network, every figure with its trace."""
    from pipeline.report.pages.report import write  # only reports need what draws charts

    written = _or_fail(lambda: write(warehouse.resolve(), output, region or []))
    typer.echo(
        f"{written.file}: {written.charts} charts, traces of {written.traces:,} figures, {written.size / 1e6:.1f} MB"
    )


@app.command()
def trace(
    fact_id: Annotated[str, typer.Argument(metavar="FACT_ID", help="Id of any fact, for example L0123456789abcdef")],
    image: Annotated[
        Path | None, typer.Option("--image", metavar="FILE.png", help="Also draw the page, with the cell marked.")
    ] = None,
    warehouse: Warehouse = DEFAULT_WAREHOUSE_DIR,
) -> None:
    """Show where a fact stands on the page and what proves it."""
    typer.echo(_or_fail(lambda: trace_fact(warehouse.resolve(), fact_id)))
    if image is not None:
        from pipeline.report.page_image import page_image  # only pictures need what draws them

        typer.echo("\n" + _or_fail(lambda: page_image(warehouse.resolve(), fact_id, image)))


@app.command()
def show(
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="Id of a document, or a part of its path")],
    warehouse: Warehouse = DEFAULT_WAREHOUSE_DIR,
) -> None:
    """Show what was understood of a document, table by table."""
    typer.echo(_or_fail(lambda: show_document(warehouse.resolve(), document)))


@app.command()
def changes(
    since: Annotated[
        datetime | None,
        typer.Option("--since", metavar="DATE", formats=["%Y-%m-%d"], help="Every run since this day (UTC)."),
    ] = None,
    run: Annotated[
        str | None, typer.Option("--run", metavar="ID", help="One run, by its id or the beginning of it.")
    ] = None,
    warehouse: Warehouse = DEFAULT_WAREHOUSE_DIR,
) -> None:
    """Show what the last run changed: disclosures that are new, restated or withdrawn, amounts that moved.

    A disclosure of which many lines moved is told by its headline measures. FROM audit.run lists all runs.
    """
    if since is not None and run is not None:
        _fail("name a day or a run, not both", 2)
    typer.echo(_or_fail(lambda: what_changed(warehouse.resolve(), since.date() if since else None, run)))


Url = Annotated[
    str,
    typer.Argument(metavar="URL", help="A folder, or a URL that fsspec knows: file:///mnt/backup, s3://bucket/lake"),
]


@app.command()
def backup(url: Url, warehouse: Warehouse = DEFAULT_WAREHOUSE_DIR) -> None:
    """Copy the lake to another place; what did not change since the last copy is left.

    With the raw files this is all that is needed to make the warehouse again.
    """
    from pipeline.warehouse.mirror import MirrorError, back_up

    try:
        with FileLock(warehouse / LOCK_NAME, timeout=600):
            typer.echo(f"{back_up(warehouse.resolve() / LAKE_NAME, url):,} files copied to {url}")
    except (MirrorError, OSError) as error:
        _fail(str(error))


@app.command()
def restore(url: Url, warehouse: Warehouse = DEFAULT_WAREHOUSE_DIR) -> None:
    """Make the lake anew from a copy; budget ingest then publishes from it."""
    from pipeline.warehouse.mirror import MirrorError
    from pipeline.warehouse.mirror import restore as restore_lake

    try:
        warehouse.mkdir(parents=True, exist_ok=True)
        with FileLock(warehouse / LOCK_NAME, timeout=600):
            typer.echo(f"{restore_lake(url, warehouse.resolve() / LAKE_NAME):,} files copied from {url}")
    except (MirrorError, OSError) as error:
        _fail(str(error))


@app.command()
def dictionary(
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Write it there: FILE.md as Markdown, FILE.html as a page."
        ),
    ] = None,
) -> None:
    """Show what every table, view and column is: as Markdown, or as an HTML page with a search."""
    from pipeline.report.dictionary import markdown  # makes an empty database
    from pipeline.report.pages import dictionary_page
    from pipeline.report.pages.page import save

    if output is None:
        typer.echo(markdown(), nl=False)
        return
    as_page = output.suffix.lower() in (".html", ".htm")
    if not as_page and output.suffix.lower() not in (".md", ".markdown"):
        _fail(f"{output}: end the name with .md for Markdown, with .html for a page", 2)
    _or_fail(lambda: save(dictionary_page.page() if as_page else markdown(), output))
    typer.echo(output)


def _or_fail(question: Callable[[], Answer]) -> Answer:
    try:
        return question()
    except WarehouseError as error:
        _fail(str(error))


def _fail(message: str, code: int = 1) -> NoReturn:
    typer.echo(f"budget: {message}", err=True)
    raise typer.Exit(code)
