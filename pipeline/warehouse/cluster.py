"""Workers on the machines of a dask cluster (the extra ``dask``).

The machines must see the raw folder and the warehouse under the same paths (a shared file system) and have the same
version of this project installed; documents travel through the lake, only small results through the network.
"""

from typing import Any

from pipeline.warehouse.isolation import DEFAULT_LIMITS, Limits
from pipeline.warehouse.pool import Workers


class ClusterError(Exception):
    """A cluster that cannot be used; the message says what to do."""


class ClusterWorkers(Workers):
    """Workers on the cluster whose scheduler has this address (tcp://host:8786).

    Raises ClusterError when dask is not installed, or the scheduler does not answer or has no workers.
    """

    def __init__(self, address: str, limits: Limits = DEFAULT_LIMITS, seconds: float = 30) -> None:
        try:
            import distributed
        except ImportError as error:
            raise ClusterError(
                "a cluster needs dask, which is not installed: run pip install 'budget-disclosures[dask]'"
            ) from error
        library: Any = distributed
        try:
            self._client: Any = library.Client(address, timeout=seconds)
            self._client.wait_for_workers(1, timeout=seconds)
        except (OSError, TimeoutError, ValueError) as error:
            raise ClusterError(
                f"{address}: no dask scheduler with workers answers there; start it, or ingest without a cluster"
            ) from error
        threads = sum(self._client.nthreads().values())
        super().__init__(threads, executor=self._client.get_executor(pure=False, retries=0), limits=limits)

    def close(self) -> None:
        """Leave the cluster as it is."""
        super().close()
        self._client.close()
