"""One function over many items: in this process, spread over all cores of the machine, or over a cluster."""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from itertools import islice
from typing import TypeVar

from helpers.storage.cluster import SCHEDULER_VARIABLE, choose_start, map_partitions
from helpers.storage.progress import Progress

Item = TypeVar("Item")

WORKERS_VARIABLE = "ANALYSIS_WORKERS"
FEW = 50  # items: other processes take longer to start than these to work through
_IN_BATCH, _MINE = 20, 5  # items that another process takes at a time, and this one
_BATCHES = 10  # for each process at least, so that all end at about the same time
_GIVEN = 3  # batches that another process has, or that wait for it: it never waits for this one
_AHEAD = 32  # batches that are begun before the first is done, for each, so that not all items lie in memory


def count_workers() -> int:
    """Return how many processes may work: as many as ANALYSIS_WORKERS says, else as the machine has cores.

    >>> count_workers() >= 1
    True
    """
    said = os.environ.get(WORKERS_VARIABLE, "")
    return max(1, int(said)) if said.isdecimal() else os.cpu_count() or 1


def map_batches(function: Callable[[Item], list[dict]], items: Iterable[Item], count: int) -> Iterator[list[dict]]:
    """Yield the function's rows for each item, in their order, whoever has worked them out.

    The function is one of a module and depends on its item alone; it returns a list of rows, which hold texts and
    numbers. count tells how many items take time: few are worked through in this process, many by all cores of the
    machine, or by the cluster that the run was given. An error that the function raises comes through.

    >>> list(map_batches(lambda text: [{"length": len(text)}], ["全县", "小学校"], 2))
    [[{'length': 2}], [{'length': 3}]]
    """
    workers = count_workers() if count >= FEW else 1
    with Progress(count) as progress:
        if count >= FEW and os.environ.get(SCHEDULER_VARIABLE):
            yield from map_partitions(function, items, progress)
            return
        many = min(_IN_BATCH, 1 + count // (_BATCHES * workers))
        for found in _map_in_pool(function, items, workers, many) if workers > 1 else map(function, items):
            progress.add(1, len(found))
            yield found


def _map_in_pool(
    function: Callable[[Item], list[dict]], items: Iterable[Item], workers: int, many: int
) -> Iterator[list[dict]]:
    """Yield the rows of each item, worked out by so many processes, of which this is one: it has all imported already.

    The others have their next batches, each of many items, before they ask for them; this one takes a few meanwhile.
    """
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    pool = ProcessPoolExecutor(workers - 1, multiprocessing.get_context(choose_start()), end_with_parent)
    rest, waiting = iter(items), deque[Future]()
    try:
        while True:
            given = sum(not future.done() for future in waiting)
            while given < _GIVEN * (workers - 1) and (batch := list(islice(rest, many))):
                waiting.append(pool.submit(_map, function, batch))
                given += 1
            if not waiting:
                return
            full = len(waiting) >= _AHEAD * workers
            if mine := [] if full or waiting[0].done() else list(islice(rest, _MINE)):
                waiting.append(_finish(function, mine))
            else:
                yield from waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def _map(function: Callable[[Item], list[dict]], batch: list[Item]) -> list[list[dict]]:
    return list(map(function, batch))


def _finish(function: Callable[[Item], list[dict]], batch: list[Item]) -> Future:
    """Return what the function gives for a batch as another process would: an error is kept until its turn comes."""
    done: Future = Future()
    try:
        done.set_result(_map(function, batch))
    except Exception as error:
        done.set_exception(error)
    return done


def end_with_parent() -> None:
    """Have a worker end when the process that asked for it is gone, even if that was killed."""
    import multiprocessing
    from multiprocessing.connection import wait

    def watch() -> None:
        wait([multiprocessing.parent_process().sentinel])  # type: ignore[union-attr]
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
