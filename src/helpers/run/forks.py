"""Kernels that are forks of one process, which imports once what all of them need; on Linux.

Elsewhere, and where that process cannot be had, each kernel starts by itself.
"""

from __future__ import annotations

import asyncio
import json
import os
import select
import shutil
import signal
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from jupyter_client.provisioning import LocalProvisioner

SERVER = "import runpy, sys; runpy.run_path(sys.argv[1])['serve'](sys.argv[2:])"
SERVING = str(Path(__file__).with_name("serving.py"))
KERNEL = ("ipykernel.ipkernel",)
# What the helpers rest on, which every notebook uses: tables, figures, the measure of texts.
HELPERS = ("pandas", "matplotlib.backends.backend_agg", "matplotlib.backends.backend_svg")


def choose_shared(imports: Iterable[str]) -> tuple[str, ...]:
    """Return what kernels have imported before they begin, whose notebooks have these import statements.

    >>> choose_shared(["import json"])
    ('ipykernel.ipkernel',)
    """
    return KERNEL + HELPERS if any("helpers" in statement for statement in imports) else KERNEL


def can_fork() -> bool:
    """Whether this system tells one process from a later one of the same number, as Linux does since 5.3."""
    with suppress(AttributeError, OSError):
        os.close(os.pidfd_open(os.getpid()))
        return True
    return False


class Server:
    """The process whose forks the kernels are; at the latest it starts when the first kernel is asked for."""

    def __init__(self, shared: Iterable[str], folder: Path, environment: dict[str, str]) -> None:
        """Note what it is to import, its working folder and its environment."""
        self.shared, self.folder, self.environment = shared, folder, environment
        self.process: asyncio.subprocess.Process | None = None
        self.asking = asyncio.Lock()

    async def start(self) -> None:
        """Have the process begin with its imports."""
        self.process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", SERVER, SERVING, *self.shared),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            cwd=self.folder,
            env=self.environment,
            start_new_session=True,
        )

    async def fork(self, **request: Any) -> int:
        """Return the number of a new process that is a kernel; raise RuntimeError if there is none."""
        async with self.asking:
            if not self.process:
                await self.start()
            self.process.stdin.write(json.dumps(request).encode() + b"\n")  # type: ignore[union-attr]
            answer = await self.process.stdout.readline()  # type: ignore[union-attr]
            if not answer:
                self.process = None  # another attempt has another server
        if not answer:
            raise RuntimeError("the process that kernels are forked from has ended")
        return int(answer)

    def provide(self, manager: Any) -> ForkProvisioner:
        """Return what a manager is to start its kernel by."""
        provisioner = ForkProvisioner(kernel_spec=manager.kernel_spec, parent=manager)
        provisioner.server = self
        return provisioner

    async def stop(self) -> None:
        """End the process, which ends what is left of its forks."""
        if self.process:
            self.process.stdin.close()  # type: ignore[union-attr]
            await self.process.wait()


class Fork:
    """A process that is not our child, as far as a provisioner asks: it wants to be told from one that has ended."""

    stdin = stdout = stderr = None

    def __init__(self, process: int) -> None:
        """Hold on to a process, whose number another gets once it has ended."""
        self.pid, self.handle = process, -1
        with suppress(ProcessLookupError):
            self.handle = os.pidfd_open(process)

    def poll(self) -> int | None:
        """Return None while it is there, then 0: what it ended with only its parent knows."""
        if self.handle >= 0 and select.select([self.handle], [], [], 0)[0]:
            os.close(self.handle)
            self.handle = -1
        return None if self.handle >= 0 else 0

    def wait(self) -> int:
        """Return what poll does; it is asked once the process has ended."""
        return 0

    def send_signal(self, number: int) -> None:
        """Send a signal, unless it has ended."""
        if self.poll() is None:
            signal.pidfd_send_signal(self.handle, number)


class ForkProvisioner(LocalProvisioner):
    """What a manager starts its kernel by: not as a process of its own, but by asking the server for one."""

    server: Server

    async def launch_kernel(self, cmd: list[str], **options: Any) -> Any:
        """Start a kernel; of its command only the arguments behind the program's name count.

        It gets a copy of the connection file: a kernel of an encrypted connection writes its file anew, and a fork is
        up so soon that the manager, which looks into the file once the kernel is launched, might find it empty.
        """
        _, connection, *others = cmd[cmd.index("-f") :]
        own = Path(options["stdout"].name).with_name(".connection.json")
        shutil.copy(connection, own)
        self.pid = await self.server.fork(
            arguments=["-f", str(own), *others],
            environment=options["env"],
            folder=str(options["cwd"]),
            log=options["stdout"].name,
        )
        self.process = Fork(self.pid)
        self.pgid = self.pid  # it leads a group of its own
        return self.connection_info
