"""Start kernels as forks of a process that has imported what all of them need; standard library only.

The process is run with this file by its path, so that it loads no module of the project: a kernel is to load those that
its notebook loads and no other. A line of JSON on its standard input asks for a kernel, a line with its number answers.
When the input ends, so do the kernels: who asked for them is gone, or has no more need of them.
"""

from __future__ import annotations

import builtins
import gc
import importlib
import json
import os
import runpy
import signal
import sys
from contextlib import suppress
from types import SimpleNamespace
from typing import Any

KERNEL = "ipykernel_launcher"
INLINE = "module://matplotlib_inline.backend_inline"  # what a kernel tells matplotlib

_alive: set[int] = set()


def serve(modules: list[str]) -> None:
    """Import modules, then fork a kernel for each line; what cannot be imported is left to the notebook that tries."""
    sys.modules["debugpy"] = None  # type: ignore[assignment]  # nobody attaches here: it is slow to import
    _import_as_in_a_kernel(modules)
    gc.collect()
    gc.freeze()  # so that a fork need not copy what it only looks through
    signal.signal(signal.SIGCHLD, _bury)
    for line in sys.stdin.buffer:
        process = os.fork()
        if not process:
            return _become_kernel(**json.loads(line))
        _alive.add(process)
        print(process, flush=True)
    _end_all()


def _import_as_in_a_kernel(modules: list[str]) -> None:
    """Import modules, of which some look as they load where they will be shown: pandas asks, matplotlib is told."""
    os.environ["MPLBACKEND"] = os.environ.get("MPLBACKEND") or INLINE
    builtins.get_ipython = lambda: SimpleNamespace(kernel=None)  # type: ignore[attr-defined]
    for name in modules:
        with suppress(Exception):
            importlib.import_module(name)
    del builtins.get_ipython  # type: ignore[attr-defined]


def _bury(*_: Any) -> None:
    """Take note of kernels that have ended."""
    with suppress(ChildProcessError):
        while (process := os.waitpid(-1, os.WNOHANG)[0]) > 0:
            _alive.discard(process)


def _end_all() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    _bury()
    for process in _alive:
        with suppress(ProcessLookupError):
            os.killpg(process, signal.SIGKILL)
    with suppress(ChildProcessError):
        while True:
            os.wait()


def _become_kernel(arguments: list[str], environment: dict[str, str], folder: str, log: str) -> None:
    """Go on as a process of its own that was started with these arguments would."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    for number, path, flags in ((0, os.devnull, os.O_RDONLY), (1, log, os.O_WRONLY | os.O_APPEND)):
        opened = os.open(path, flags)
        os.dup2(opened, number)
        os.close(opened)
    os.dup2(1, 2)
    os.environ.clear()
    os.environ.update(environment, JPY_PARENT_PID=str(os.getppid()))  # a kernel ends when its parent does
    os.chdir(folder)
    sys.argv = [KERNEL, *arguments]
    runpy.run_module(KERNEL, None, "__main__")
