"""What all tests share."""

from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def exports() -> Path:
    """The folder of the real text exports; tests that need it are skipped where it is not at hand."""
    folder = REPOSITORY.parent / "shared" / "disclosures" / "exports"
    if not folder.is_dir():
        pytest.skip(f"the real text exports are not at {folder}")
    return folder
