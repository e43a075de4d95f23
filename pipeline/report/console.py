"""Progress on the console: the pipeline's own lines, and none of the libraries'."""

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import UnsupportedOperation
from typing import TextIO


@contextmanager
def progress() -> Iterator[None]:
    """Print the pipeline's log lines on standard error while the block runs.

    They go to a copy of the stream, because Dagster redirects the real one into the log files of its run.
    """
    stream = _copy_of_stderr()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logging.Formatter("%(message)s"))
    logger = logging.getLogger("pipeline")
    level, propagate = logger.level, logger.propagate
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
        logger.propagate = propagate
        if stream is not sys.stderr:
            stream.close()


def _copy_of_stderr() -> TextIO:
    try:
        return os.fdopen(os.dup(sys.stderr.fileno()), "w", encoding="utf-8", buffering=1)
    except (OSError, UnsupportedOperation):
        return sys.stderr
