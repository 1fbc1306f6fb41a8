"""One function over many items: in this process, or spread over all cores of the machine."""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

WORKERS_VARIABLE = "ANALYSIS_WORKERS"
FEW = 50  # items: other processes take longer to start than these to work through
_IN_BATCH = 20
_AHEAD = 4  # batches that wait for a worker, each, so that not all items lie in memory


def count_workers() -> int:
    """Return how many processes may work: as many as ANALYSIS_WORKERS says, else as the machine has cores.

    >>> count_workers() >= 1
    True
    """
    said = os.environ.get(WORKERS_VARIABLE, "")
    return max(1, int(said)) if said.isdecimal() else os.cpu_count() or 1


def map_batches(function: Callable[[Item], Result], items: Sequence[Item] | Iterable[Item], count: int) -> Iterator:
    """Yield the function's result for each of count items, in their order, whoever has worked it out.

    The function is one of a module and depends on its item alone; items and results can be pickled. An error that it
    raises comes through.

    >>> list(map_batches(abs, [3, -4], 2))
    [3, 4]
    """
    workers = count_workers() if count >= FEW else 1
    if workers == 1:
        yield from map(function, items)
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    # a fork of a kernel, which has threads, may hang; where there is no server of forks, as on Windows, spawning works
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    context.set_forkserver_preload([function.__module__])
    pool = ProcessPoolExecutor(workers, context, end_with_parent)
    rest, waiting = iter(items), deque()
    try:
        while batch := list(islice(rest, _IN_BATCH)):
            waiting.append(pool.submit(_map, function, batch))
            if len(waiting) > _AHEAD * workers:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def _map(function: Callable[[Item], Result], batch: list[Item]) -> list[Result]:
    return list(map(function, batch))


def end_with_parent() -> None:
    """Have a worker end when the process that asked for it is gone, even if that was killed."""
    import multiprocessing
    from multiprocessing.connection import wait

    def watch() -> None:
        wait([multiprocessing.parent_process().sentinel])  # type: ignore[union-attr]
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
