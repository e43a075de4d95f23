"""Time to read .docx and .xlsx, beside python-docx and openpyxl in the same run: `python -m bench.office`.

python-docx and openpyxl are asked for the text of every paragraph and cell, which is less than the readers give.
"""

import importlib.util
import io
import time
from collections.abc import Callable, Sequence

from pipeline.documents.sheets import xlsx
from pipeline.documents.word import docx
from samples import make, word_docx, workbook
from samples.figures import load

_ROUNDS = 7


def with_python_docx(data: bytes) -> int:
    from docx import Document

    document = Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return len(cells) + sum(len(paragraph.text) for paragraph in document.paragraphs)


def with_openpyxl(data: bytes) -> int:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), data_only=True)
    return sum(cell.value is not None for sheet in book for row in sheet.iter_rows() for cell in row)


def milliseconds(read: Callable[[bytes], object], files: Sequence[bytes]) -> float:
    """The mean over the files of the best of several rounds."""
    return 1000 * sum(min(_seconds(read, data) for _ in range(_ROUNDS)) for data in files) / len(files)


def _seconds(read: Callable[[bytes], object], data: bytes) -> float:
    start = time.perf_counter()
    read(data)
    return time.perf_counter() - start


def main() -> None:
    disclosures = [list(make.blocks(disclosure)) for disclosure in load()]
    ways: list[tuple[str, str, Callable[[bytes], object], list[bytes]]] = []
    documents = [word_docx.write(blocks) for blocks in disclosures]
    books = [workbook.write(blocks) for blocks in disclosures]
    ways.append(("docx", "reader", docx.read, documents))
    if importlib.util.find_spec("docx"):
        ways.append(("docx", "python-docx", with_python_docx, documents))
    ways.append(("xlsx", "reader", xlsx.read, books))
    if importlib.util.find_spec("openpyxl"):
        ways.append(("xlsx", "openpyxl", with_openpyxl, books))
    for kind, name, read, files in ways:
        print(f"{kind}  {name:<12} {milliseconds(read, files):7.1f} ms/file over {len(files)} files")


if __name__ == "__main__":
    main()
