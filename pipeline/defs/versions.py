"""Data versions: what an asset was made from, so that a run that changed nothing leaves nothing after it out of date.

Without them Dagster takes every materialisation for new data and marks the database, which was rightly not built
again, as unsynced.
"""

import hashlib

import dagster as dg

from pipeline.warehouse import manifest
from pipeline.warehouse.lake import Lake
from pipeline.warehouse.register import Register

_FILE = ("root", "path", "document_id")


def files(lake: Lake) -> dg.DataVersion:
    """The contents that stand in the raw folders."""
    return _version(_manifest(lake, *_FILE))


def documents(lake: Lake) -> dg.DataVersion:
    """The contents and the readers that read them."""
    return _version(_manifest(lake, *_FILE, "reader", "reader_version"))


def disclosures(lake: Lake) -> dg.DataVersion:
    """The contents and what became of each."""
    return _version(_manifest(lake, *_FILE, "disclosure_id", "status"))


def facts(lake: Lake) -> dg.DataVersion:
    """The inputs of every partition."""
    return _version(_partitions(lake))


def database(lake: Lake) -> dg.DataVersion:
    """Everything in the lake."""
    return _version(_manifest(lake, *manifest.SCHEMA) + _partitions(lake))


def _manifest(lake: Lake, *columns: str) -> str:
    with Register.reading(lake) as register:
        return register.digest(columns, with_withdrawn=False)


def _partitions(lake: Lake) -> str:
    return "\n".join(f"{partition} {lake.partition_digest(*partition)}" for partition in lake.partitions())


def _version(text: str) -> dg.DataVersion:
    return dg.DataVersion(hashlib.sha256(text.encode()).hexdigest()[:16])
