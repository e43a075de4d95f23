"""What all tests share."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A run that gates a change gives the same answer twice, and none that depends on how busy the machine is;
# `pytest --hypothesis-profile=explore` draws new examples.
settings.register_profile("gate", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("explore", deadline=None, max_examples=1000)
settings.load_profile("gate")

REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def exports() -> Path:
    """The folder of the real text exports; tests that need it are skipped where it is not at hand."""
    folder = REPOSITORY.parent / "shared" / "disclosures" / "exports"
    if not folder.is_dir():
        pytest.skip(f"the real text exports are not at {folder}")
    return folder
