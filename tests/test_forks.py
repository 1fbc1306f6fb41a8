"""Kernels that are forks of one process."""

import asyncio
import os
from pathlib import Path

import pytest
from jupyter_client import AsyncKernelManager

from helpers.run.forks import KERNEL, Server, can_fork


@pytest.mark.skipif(not can_fork(), reason="kernels start by themselves here")
def test_a_fork_leaves_the_file_alone_that_its_manager_reads(tmp_path):
    assert asyncio.run(_start_kernel(tmp_path)), "while the kernel writes it, the manager finds it empty"


async def _start_kernel(folder: Path) -> bool:
    """Start an encrypted kernel as a run does; return whether the manager's file is as the manager wrote it."""
    environment = dict(os.environ) | {"IPYTHONDIR": str(folder)}
    server = Server(KERNEL, folder, environment)
    manager = AsyncKernelManager(kernel_name="python3", transport_encryption="auto")
    manager.provisioner = server.provide(manager)
    try:
        with open(folder / ".kernel.log", "wb") as log:
            await manager.start_kernel(cwd=str(folder), env=environment, stdout=log, stderr=log)
        client = manager.client()
        client.start_channels(hb=False)
        before = Path(manager.connection_file).stat().st_mtime_ns
        await client.wait_for_ready(timeout=60)
        client.stop_channels()
        return Path(manager.connection_file).stat().st_mtime_ns == before
    finally:
        await manager.shutdown_kernel(now=True)
        await server.stop()
