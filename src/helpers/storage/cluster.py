"""The work of `map_batches` on a cluster: partitions of bytes go to Dask's workers, a Parquet file of rows comes back.

A partition that is done is not done again: its file bears the hash of its bytes, of the function and of the version.
Dask and pyarrow are the extra `scale`; they are imported only where --workers or --scheduler ask for them.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import signal
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

from helpers.storage.messages import InputError
from helpers.storage.paths import PROJECT, write_whole
from helpers.storage.progress import Progress
from helpers.storage.versions import find_version

SCHEDULER_VARIABLE = "ANALYSIS_SCHEDULER"
PARTITIONS_VARIABLE = "ANALYSIS_PARTITIONS"
MOST_ITEMS, _MOST_BYTES = 50, 4 * 2**20  # of a partition
_AHEAD = 3  # partitions for each thread of the workers, so that not all lie in the scheduler's memory
_PATIENCE = 10  # seconds until a scheduler answers, or has a worker
_RESTART = 60  # seconds until one that died is there again
_ITEM = "item"  # column: of which item of the partition a row is
_QUIET = {  # what Dask notes of itself for a dashboard that is not there: a tenth of the time
    "distributed.worker.profile.enabled": False,
    "distributed.admin.tick.interval": "1s",
    "distributed.admin.system-monitor.interval": "10s",
}
_SAME = "set up all machines from the same commit by `python3 run.py dask`"


def map_partitions(function: Callable[[Any], list[dict]], items: Iterable, progress: Progress) -> Iterator[list[dict]]:
    """Yield the rows of each item, in their order, from the files of the partitions; what has none is worked out first.

    Raises InputError if the cluster cannot do it; the files of finished partitions stay.
    """
    address = os.environ[SCHEDULER_VARIABLE]
    with connect(address) as client, _explain(address):
        for path, size in finish_partitions(client, function, items):
            found: list[list[dict]] = [[] for _ in range(size)]
            rows = _open(path).read(use_threads=False).to_pylist()
            for row in rows:
                found[row.pop(_ITEM)].append(row)
            progress.add(size, len(rows))
            yield from found


def finish_partitions(client: Any, function: Callable, items: Iterable) -> Iterator[tuple[Path, int]]:
    """Yield the file of each partition, in their order, and how many items it has; what has no file is worked out."""
    import distributed

    folder = Path(os.environ.get(PARTITIONS_VARIABLE) or PROJECT / ".cache" / "partitions")
    task = pickle.dumps(partial(work, function, find_version()))
    waiting: deque[tuple[Path, int]] = deque()
    running: dict[Path, Any] = {}

    def call(task: bytes, partition: list[bytes]) -> bytes:  # goes as code, so that the scheduler need not know ours
        return pickle.loads(task)(partition)

    def keep_next() -> None:
        try:
            done = distributed.wait(list(running.values()), timeout=_PATIENCE, return_when="FIRST_COMPLETED").done
        except TimeoutError:
            _require_worker(client, _RESTART)
            return
        for future in done:
            write_whole(folder / future.key, future.result())
            del running[folder / future.key]

    def take_ready() -> Iterator[tuple[Path, int]]:
        while waiting and waiting[0][0] not in running:
            yield waiting.popleft()

    for partition in cut(items):
        path = folder / name_partition(function, partition)
        waiting.append((path, len(partition)))
        if path not in running and not _is_whole(path):
            while len(running) >= _AHEAD * max(1, sum(client.nthreads().values())):
                keep_next()
            running[path] = client.submit(call, task, partition, key=path.name)
        yield from take_ready()
    while waiting:
        keep_next()
        yield from take_ready()


def _is_whole(path: Path) -> bool:
    with suppress(OSError, ValueError):  # there is none, or it is damaged
        return bool(_open(path))
    return False


def _open(path: Path) -> Any:
    from pyarrow import parquet

    return parquet.ParquetFile(io.BytesIO(path.read_bytes()))


def cut(items: Iterable) -> Iterator[list[bytes]]:
    """Yield partitions of items as bytes, none of many items or much larger than 4 MB.

    >>> [len(partition) for partition in cut(range(120))]
    [50, 50, 20]
    """
    partition: list[bytes] = []
    for item in items:
        partition.append(pickle.dumps(item))
        if len(partition) == MOST_ITEMS or sum(map(len, partition)) > _MOST_BYTES:
            yield partition
            partition = []
    if partition:
        yield partition


def name_partition(function: Callable, partition: list[bytes]) -> str:
    """Return the name of a partition's file, which says by what, from what and by which version it was made."""
    digest = hashlib.sha256(f"{function.__module__}.{function.__qualname__} {find_version()}".encode())
    for item in partition:
        digest.update(hashlib.sha256(item).digest())
    return f"{function.__name__.strip('_')}-{digest.hexdigest()}.parquet"


def work(function: Callable[[Any], list[dict]], version: str, partition: list[bytes]) -> bytes:
    """Return the rows of a partition's items as a Parquet file; raise InputError where another version is asked for."""
    if find_version() != version:
        raise InputError(f"A worker has another version of the project or of its packages: {_SAME}")
    import pyarrow
    from pyarrow import parquet

    rows = [{_ITEM: n, **row} for n, item in enumerate(partition) for row in function(pickle.loads(item))]
    names = dict.fromkeys(name for row in [{_ITEM: 0}, *rows] for name in row)
    file = io.BytesIO()
    parquet.write_table(pyarrow.table({name: [row.get(name) for row in rows] for name in names}), file)
    return file.getvalue()


@contextmanager
def connect(address: str) -> Iterator[Any]:
    """Give a client of a scheduler that has a worker; raise InputError if there is none, or another version of Dask."""
    distributed = _load()
    try:
        with _explain(address), warnings.catch_warnings():
            warnings.simplefilter("error", distributed.versions.VersionMismatchWarning)
            client = distributed.Client(address, timeout=_PATIENCE)
    except OSError:
        raise InputError(
            f"No scheduler answers at {address}: start one there by `python3 run.py dask scheduler`"
        ) from None
    try:
        _require_worker(client, _PATIENCE)
        yield client
    finally:
        client.close()


def _require_worker(client: Any, seconds: int) -> None:
    try:
        client.wait_for_workers(1, timeout=seconds)
    except TimeoutError:
        address = client.scheduler.address
        command = f"python3 run.py dask worker {address}"
        raise InputError(f"The scheduler at {address} has no worker: start some by `{command}`") from None


@contextmanager
def share_work(workers: int, scheduler: str, folder: Path) -> Iterator[None]:
    """Have what is mapped meanwhile go to so many workers of our own, or to a scheduler, if one of them is given.

    The folder keeps the partitions that are done. Raises InputError if that cannot be.
    """
    if not workers and not scheduler:
        yield
        return
    _load()
    own = None
    try:
        if workers:
            own = _start_workers(workers)
            scheduler = own.scheduler_address
        with connect(scheduler):
            pass
        os.environ |= {SCHEDULER_VARIABLE: scheduler, PARTITIONS_VARIABLE: str(folder)}
        yield
    finally:
        os.environ.pop(SCHEDULER_VARIABLE, None)
        os.environ.pop(PARTITIONS_VARIABLE, None)
        if own:
            own.close()


def choose_start() -> str:
    """Return how other processes start: as forks of a server that has imported what all need, where there is one.

    A fork of a kernel, which has threads, may hang; on Windows, where nothing forks, spawning works.
    """
    import multiprocessing

    return "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"


def _start_workers(count: int) -> Any:
    """Return a cluster of so many workers on this machine."""
    import dask
    import distributed

    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # what they inherit: Ctrl-C is for us, who end them
    try:
        with dask.config.set(_QUIET | {"distributed.worker.multiprocessing-method": choose_start()}):
            return distributed.LocalCluster(
                n_workers=count, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, silence_logs="ERROR"
            )
    finally:
        signal.signal(signal.SIGINT, before)


def _load() -> Any:
    try:
        import distributed
        import pyarrow  # noqa: F401
    except ImportError:
        raise InputError(
            "--workers and --scheduler need Dask, which is not installed: call `python3 run.py dask --version` once, "
            'or where you keep the environment yourself `pip install -e ".[scale]"`'
        ) from None
    return distributed


@contextmanager
def _explain(address: str) -> Iterator[None]:
    """Raise InputError in the place of what Dask raises if a scheduler or its workers fail."""
    import distributed

    try:
        yield
    except distributed.versions.VersionMismatchWarning:
        raise InputError(f"The scheduler at {address} has another version of Dask or Python: {_SAME}") from None
    except distributed.KilledWorker as error:
        raise InputError(
            f"{error.allowed_failures + 1} workers died of the same partition of texts, the last of them "
            f"{error.last_worker.address}: do they have memory enough?"
        ) from None
    except ModuleNotFoundError as error:
        raise InputError(f"A worker of {address} does not have the project ({error}): {_SAME}") from None
    except (distributed.CancelledError, distributed.comm.CommClosedError, TimeoutError):
        raise InputError(f"The scheduler at {address} is gone: start it again, and call again") from None
