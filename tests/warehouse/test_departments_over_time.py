"""One department under two names: from the sentence of a text, or the line of a file, to its years compared."""

import duckdb
import pytest
from small_disclosures import disclosure, write

from pipeline.warehouse import ingest

FORMER, LATER = "井陉县投资促进局", "井陉县商务局"
SAYS = f"根据机构改革方案，原{FORMER}更名为{LATER}"


def compared(folder, text, link=None):
    """Key reason of the later name, and its comparison with the year before."""
    files = {
        "a.txt": disclosure(FORMER, 2024, {"2010301": "100.00"}).replace(f"431{FORMER}", FORMER),
        "b.txt": disclosure(LATER, 2025, {"2010301": "120.00"}, text).replace(f"431{LATER}", LATER),
    }
    (folder / "reference").mkdir()
    if link:
        (folder / "reference/department_link.csv").write_text(f"region_code,former_name,name,reason\n{link}\n")
    workspace = ingest.Workspace(write(folder / "raw", files), folder / "warehouse", reference_dir=folder / "reference")
    ingest.run(workspace)
    with duckdb.connect(str(workspace.database), read_only=True) as connection:
        (reason,) = connection.execute("SELECT key_reason FROM core.dim_department WHERE name = ?", [LATER]).fetchone()
        change = connection.execute(
            "SELECT prior_amount_yuan, comparable, reason FROM mart.yoy_department "
            "WHERE fiscal_year = 2025 AND measure = 'expenditure_total'"
        ).fetchone()
        return reason, change


@pytest.mark.parametrize(
    ("text", "link", "reason"),
    [
        (f"{SAYS}。", None, f'succeeds {FORMER}: {LATER} 2025 says "原{FORMER}更名为{LATER}"'),
        ("", f"130121,{FORMER},{LATER},the county's plan", f"succeeds {FORMER}: the county's plan"),
    ],
)
def test_a_department_goes_on_under_another_name(tmp_path, text, link, reason):
    assert compared(tmp_path, text, link) == (
        reason,
        (100, "mapped", f"renamed: {FORMER} is now {LATER}"),
    )


def test_without_a_word_of_it_they_are_two(tmp_path):
    assert compared(tmp_path, "") == (None, (None, "no", "no figure of an earlier year"))
