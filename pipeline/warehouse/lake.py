"""The lake: what was read and what was derived, as Parquet files below one folder.

Belongs here: where each file lies, and how it is written so that a crash leaves the old file or the new one, never
half of one. Does not belong here: what the rows mean, which partitions have changed (see ingest), and the database
that is built from the lake (see build).

    lake/
      register.sqlite                                         the one mutable state, see register.py
      documents/<document_id>/<reader_version>/*.parquet      one document as it was read, immutable: document_store.py
      facts/<table>/region=<code>/year=<year>/part.parquet    the rows of one contract table in one partition
      facts/digests/region=<code>/year=<year>/digest          the inputs a complete partition was derived from

A disclosure without a region lies in ``region=unidentified``, a row without a fiscal year in ``year=none``.
"""

import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import polars as pl

from pipeline import contract
from pipeline.documents.model import Document
from pipeline.warehouse import document_store
from pipeline.warehouse.files import write_parquet, write_text

UNIDENTIFIED = "unidentified"
NO_YEAR = "none"
Partition = tuple[str | None, int | None]


class Lake:
    """The lake below ``root``; the folder is made when something is first written.

    A partition is named by ``(region, year)``: the region's code or None, the fiscal year or None.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.register_path = root / "register.sqlite"

    # Documents ------------------------------------------------------------------------------------------------

    def document_file(self, document_id: str, reader_version: str) -> Path:
        """The file of a document as a version of its reader read it."""
        for name in (document_id, reader_version):
            if not re.fullmatch(r"[\w][\w.+-]*", name):
                raise ValueError(f"{name!r} cannot name a folder of the lake: use letters, digits and . _ + -")
        return self.root / "documents" / document_id / reader_version / "document.parquet"

    def has_document(self, document_id: str, reader_version: str) -> bool:
        """True when the document was written whole under this version of its reader."""
        return self.document_file(document_id, reader_version).is_file()

    def write_document(self, document: Document) -> None:
        """Keep a document; one that is there already is left as it is."""
        target = self.document_file(document.document_id, document.reader_version)
        if not target.is_file():
            document_store.write(document, target)

    def read_document(self, document_id: str, reader_version: str) -> Document:
        """The document exactly as it was written. Raises FileNotFoundError when it is not in the lake."""
        return document_store.read(self.document_file(document_id, reader_version))

    # Facts ----------------------------------------------------------------------------------------------------

    def _facts(self, table: str, partition: Partition) -> Path:
        region, year = partition
        if region is not None and not re.fullmatch(r"[\w-]+", region):
            raise ValueError(f"{region!r} cannot name a partition of the lake: use letters, digits, _ and -")
        return (
            self.root
            / "facts"
            / table
            / f"region={UNIDENTIFIED if region is None else region}"
            / f"year={NO_YEAR if year is None else year}"
        )

    def write_facts(self, table: str, region: str | None, year: int | None, frame: pl.DataFrame) -> None:
        """Replace one table's rows of a partition; an empty frame removes them.

        Raises ValueError when the columns are not the contract's, in its order.
        """
        if frame.schema != pl.Schema(contract.columns(table)):
            raise ValueError(f"{table}: the frame does not have the columns of sql/schema; make it with contract.frame")
        target = self.fact_file(table, (region, year))
        self._digest_file((region, year)).unlink(missing_ok=True)
        if frame.is_empty():
            target.unlink(missing_ok=True)
        else:
            write_parquet(frame, target)

    def write_partition(
        self, region: str | None, year: int | None, frames: Mapping[str, pl.DataFrame], digest: str
    ) -> None:
        """Replace everything of a partition: tables that are not in ``frames`` lose their rows.

        ``digest`` names the inputs (documents, versions, code). It is written last, so a partition that an
        interruption left half written has no digest and is derived again.
        """
        for table in contract.tables():
            if table in frames:
                self.write_facts(table, region, year, frames[table])
            else:
                self.fact_file(table, (region, year)).unlink(missing_ok=True)
        write_text(digest, self._digest_file((region, year)))

    def partition_digest(self, region: str | None, year: int | None) -> str | None:
        """The digest that the partition was completed with, None when there is no complete partition."""
        try:
            return self._digest_file((region, year)).read_text(encoding="utf-8")
        except FileNotFoundError:
            return None

    def clear_partition(self, region: str | None, year: int | None) -> None:
        """Remove all rows of a partition, of every table."""
        self._digest_file((region, year)).unlink(missing_ok=True)
        for table_dir in self._table_dirs():
            shutil.rmtree(self._facts(table_dir.name, (region, year)), ignore_errors=True)

    def partitions(self) -> list[Partition]:
        """The partitions that hold rows or a digest, ordered; None last."""
        found = {_parse(folder) for table_dir in self._table_dirs() for folder in table_dir.glob("region=*/year=*")}
        return sorted(found, key=lambda item: (item[0] is None, item[0] or "", item[1] is None, item[1] or 0))

    def fact_file(self, table: str, partition: Partition) -> Path:
        """The file of one table in one partition; without rows there is none."""
        return self._facts(table, partition) / "part.parquet"

    def fact_files(self, table: str) -> list[Path]:
        """The files that together hold a contract table, ordered by partition."""
        return sorted((self.root / "facts" / table).glob("region=*/year=*/part.parquet"))

    def _digest_file(self, partition: Partition) -> Path:
        return self._facts("digests", partition) / "digest"

    def _table_dirs(self) -> Iterator[Path]:
        facts = self.root / "facts"
        return (path for path in sorted(facts.iterdir()) if path.is_dir()) if facts.is_dir() else iter(())


def _parse(folder: Path) -> Partition:
    region, year = folder.parent.name.removeprefix("region="), folder.name.removeprefix("year=")
    return (None if region == UNIDENTIFIED else region, None if year == NO_YEAR else int(year))
