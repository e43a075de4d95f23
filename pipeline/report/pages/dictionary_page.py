"""The data dictionary as a page to search: every table and view with its columns, from the database's comments."""

from pipeline.report.dictionary import SCHEMAS, asked_of, gist, schemas
from pipeline.report.pages.page import render, text
from pipeline.warehouse.relations import relations, sentence


def page() -> str:
    """The whole page. A table or view has the anchor of its name, a column that of ``schema.table.column``."""
    described = relations()
    about, asked = schemas(), asked_of(described)
    return render(
        "dictionary.html.j2",
        [text("dictionary.js")],
        schemas=[
            {
                "name": schema,
                "about": about[schema],
                "relations": [
                    {
                        "name": name,
                        "gist": gist(described[name]),
                        "comment": sentence(described[name].comment),
                        "columns": described[name].columns,
                        "examples": asked.get(name, []),
                    }
                    for name in sorted(described)
                    if name.startswith(f"{schema}.")
                ],
            }
            for schema in SCHEMAS
        ],
    )
