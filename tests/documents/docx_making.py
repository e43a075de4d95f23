"""Small Word documents for tests: `docx(body)` wraps the XML of a body, `p` and `tc` write paragraphs and cells."""

from samples.word_docx import package

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{root} xmlns:w="' + W + '" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml">'
)


def docx(body: str, **parts: str) -> bytes:
    """A .docx of the XML of a body and of further parts of word/ (`numbering="..."`, `styles="..."`)."""
    xml = {"word/document.xml": f"{_HEAD.format(root='document')}<w:body>{body}</w:body></w:document>"}
    for name, inside in parts.items():
        xml[f"word/{name}.xml"] = f"{_HEAD.format(root=name)}{inside}</w:{name}>"
    return package(xml)


def r(text: str, properties: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(inside: str, properties: str = "") -> str:
    """A paragraph of a text, or of runs if it begins with '<'."""
    runs = inside if inside.startswith("<") else r(inside) if inside else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def tc(inside: str = "", properties: str = "") -> str:
    """A cell of a text, or of paragraphs and tables if it begins with '<w:p>' or '<w:tbl>'."""
    blocks = inside if inside.startswith(("<w:p>", "<w:tbl>")) else p(inside)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{blocks}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """A row."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str, grid: tuple[int, ...] = ()) -> str:
    """A table."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def span(columns: int) -> str:
    """Cell properties of a cell over several grid columns."""
    return f'<w:gridSpan w:val="{columns}"/>'


RESTART = '<w:vMerge w:val="restart"/>'
CONTINUE = "<w:vMerge/>"
