"""Where the project's own folders are: the one place that knows the layout on disk."""

from pathlib import Path

PROJECT_ROOT = Path(__file__).resolve().parent.parent
SQL_DIR = PROJECT_ROOT / "sql"
DEFAULT_RAW_DIR = PROJECT_ROOT / "data" / "raw"
DEFAULT_REFERENCE_DIR = PROJECT_ROOT / "data" / "reference"
DEFAULT_WAREHOUSE_DIR = PROJECT_ROOT / "data" / "warehouse"
LAKE_NAME, LOCK_NAME = "lake", ".ingest.lock"
"""Names in the folder of a warehouse: the lake, and the lock that the one process holds that writes."""
