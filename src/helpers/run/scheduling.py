"""The order of a run: when a notebook's turn comes, what may run beside it, and which kernels start ahead of that."""

from __future__ import annotations

import asyncio
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial

from helpers.run.kernels import Kernel, make_server, run_step
from helpers.run.records import Step
from helpers.run.reporting import Reporter
from helpers.run.state import CellError, Run

AT_ONCE = 2
AHEAD = 2  # kernels that start while others work: one core has little to do before the figures
LOOK_EVERY = 0.5  # seconds


def execute(run: Run, reporter: Reporter) -> None:
    """Run what must run; raise CellError for the first step that fails, KeyboardInterrupt for Ctrl-C and SIGTERM."""
    try:
        asyncio.run(Scheduler(run, reporter).settle_all())
    except asyncio.CancelledError:
        raise KeyboardInterrupt from None


class Scheduler:
    """The steps that are not settled yet, in their order; each is settled by a task of its own."""

    def __init__(self, run: Run, reporter: Reporter) -> None:
        """Begin with all chosen steps."""
        self.run, self.reporter = run, reporter
        self.likely = run.plan()
        self.unsettled = list(run.chosen)
        self.early: set[str] = set()  # steps whose turn came before all earlier ones were settled
        self.resting: set[str] = set()  # of these, those that have run and are looked at again in their turn
        self.server = make_server(run)
        self.change = asyncio.Condition()
        self.starting, self.working = asyncio.Semaphore(AT_ONCE), asyncio.Semaphore(AT_ONCE)
        self.stops: list[asyncio.Task[None]] = []

    async def settle_all(self) -> None:
        """Settle all steps; whatever ends that, no kernel is left behind."""
        with suppress(NotImplementedError):  # Windows
            end = asyncio.current_task().cancel  # type: ignore[union-attr]
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, end)
        if self.server:
            await self.server.start()  # it imports while we do
        self.run.files.note_sources()
        tasks = [asyncio.create_task(self.settle(step)) for step in self.run.chosen]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)  # gather would cancel cells itself
            for task in done:
                task.result()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await asyncio.gather(*self.stops)
            if self.server:
                await self.server.stop()

    async def settle(self, step: Step) -> None:
        """Bring a step up to date once what it needs is there; look at it again if that was before its turn."""
        try:
            await self.bring_up_to_date(step, ahead=step.name in self.likely)
        except CellError:
            if step.name not in self.early or asyncio.current_task().cancelling():  # type: ignore[union-attr]
                raise
        if step.name in self.early:
            async with self.change:
                self.resting.add(step.name)
                self.change.notify_all()
            await self.wait_until(lambda: not self.find_earlier(step))
            await self.bring_up_to_date(step)
        async with self.change:
            self.unsettled.remove(step)
            self.change.notify_all()

    async def bring_up_to_date(self, step: Step, ahead: bool = False) -> None:
        """Run a step, if it must run, when what it needs is there; its kernel may start ahead of that."""
        kernel = Kernel(self.run, step, self.server)
        try:
            if ahead:
                await self.wait_until(lambda: self.is_next(step))
                await self.start(kernel)
            await self.wait_until(lambda: not self.find_needs(step))
            async with self.working:
                if self.find_earlier(step):
                    self.early.add(step.name)
                if self.run.find_reason(step) and not self.run.resume(step):
                    await self.work(kernel)
        finally:
            self.stops.append(asyncio.create_task(kernel.stop()))  # others need not wait for that

    async def work(self, kernel: Kernel) -> None:
        """Run the step of a kernel, and report it."""
        begin = time.monotonic()
        progress = partial(self.reporter.progress, kernel.step)
        progress(0, len(kernel.step.cells))
        await self.start(kernel)
        watch = asyncio.create_task(self.watch(kernel))
        try:
            said = await run_step(kernel, progress)
        finally:
            watch.cancel()
        self.reporter.finish(kernel.step, time.monotonic() - begin, said)

    async def watch(self, kernel: Kernel) -> None:
        """Show how far long work of a kernel's cell is."""
        while self.reporter.watched:
            await asyncio.sleep(LOOK_EVERY)
            self.reporter.note(kernel.step, kernel.read_progress())

    async def start(self, kernel: Kernel) -> None:
        """Start a kernel, unless it has been started; more than AT_ONCE at a time would hinder each other."""
        if kernel.client is None:  # a notebook whose kernel is there does not wait for the kernels of others
            async with self.starting:
                await kernel.start()

    async def wait_until(self, condition: Callable[[], bool]) -> None:
        """Wait until something holds, which may change when a step is settled."""
        async with self.change:
            await self.change.wait_for(condition)

    def find_earlier(self, step: Step) -> set[str]:
        """Return the steps before this one that are not settled."""
        return {other.name for other in self.unsettled[: self.unsettled.index(step)]}

    def find_needs(self, step: Step) -> set[str]:
        """Return the steps that are not settled and whose results this one is likely to read."""
        return self.find_earlier(step) & self.run.find_needs(step)

    def is_next(self, step: Step) -> bool:
        """Whether it is time to start a step's kernel: for those that may run, and AHEAD more."""
        queue = [other for other in self.unsettled if other.name in self.likely.keys() - self.resting]
        return queue.index(step) < AT_ONCE + AHEAD or not self.find_needs(step)
