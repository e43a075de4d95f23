"""What became of a failure: its reason without Dagster's wrapping, and whether trying again can help."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

import dagster as dg
from dagster_shared.error import SerializableErrorInfo

_TRANSIENT = frozenset(
    {
        errno.EAGAIN,
        errno.EBUSY,
        errno.ECONNABORTED,
        errno.ECONNRESET,
        errno.EHOSTDOWN,
        errno.EHOSTUNREACH,
        errno.EIO,
        errno.ENETDOWN,
        errno.ENETUNREACH,
        errno.ESTALE,
        errno.ETIMEDOUT,
    }
)
"""What a disk on the network answers while it is away. A full disk or a missing permission is not among them."""


TIMES, WAIT_SECONDS = 2, 30.0


@contextmanager
def retried_where_it_helps() -> Iterator[None]:
    """Let Dagster try the step again when a disk was away for a moment; any other failure would only fail again."""
    try:
        yield
    except OSError as error:
        if error.errno in _TRANSIENT:
            raise dg.RetryRequested(max_retries=TIMES, seconds_to_wait=WAIT_SECONDS) from error
        raise


def reason_of_error(error: SerializableErrorInfo) -> str:
    """What a step died of, in the words of the exception that was raised first."""
    while error.cause is not None and (error.cls_name or "").startswith(("Dagster", "RetryRequested")):
        error = error.cause
    message = error.message.strip()
    return message.partition(": ")[2] or message
