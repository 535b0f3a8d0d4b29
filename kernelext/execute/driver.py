"""Execute one notebook with nbclient and tell, line by line, what happens.

The notebook comes in on stdin. Events go out on descriptor 3, one JSON object
a line (see driver.go), because the kernel may write to stdout and stderr.
SIGINT and SIGTERM stop the kernel, then the driver.
"""

import asyncio
import json
import os
import signal
import sys
import time

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError

EVENTS = 3


def emit(event, **fields):
    line = json.dumps({"event": event, **fields}, ensure_ascii=False) + "\n"
    data = line.encode("utf-8", "replace")
    while data:
        data = data[os.write(EVENTS, data) :]


class Client(NotebookClient):
    """Keeps the reply to each cell, and goes on after a cell that ran too long."""

    reply = None
    timed_out = False
    stopping = False  # we were told to stop: what breaks now is no one's fault

    async def _async_handle_timeout(self, timeout, cell=None):
        self.timed_out = True
        await self.km.interrupt_kernel()
        return {"content": {"status": "error"}}


def keep_reply(client):
    def hook(cell, cell_index, execute_reply):
        client.reply = execute_reply

    return hook


async def run_cell(client, index, cell):
    """Run one cell; say whether the kernel can take another."""
    emit("start", cell=index)
    begin = time.monotonic()
    client.reply, client.timed_out = None, False
    status, going = "ok", True
    try:
        await client.async_execute_cell(cell, index)
        if client.timed_out:
            status = "timeout"
        elif client.reply["content"]["status"] != "ok":
            status = "error"
    except DeadKernelError:  # nbclient says so of a cancelled task too
        if client.stopping:
            raise asyncio.CancelledError from None
        status, going = "dead", False
    except CellTimeoutError:  # no idle state after the reply: it hangs
        status, going = "timeout" if client.timed_out else "dead", False
    emit(
        "end",
        cell=index,
        status=status,
        seconds=time.monotonic() - begin,
        outputs=cell.outputs,
    )
    return going


async def run(client, folder):
    loop = asyncio.get_running_loop()
    task = asyncio.current_task()

    def stop():
        client.stopping = True
        task.cancel()

    async with client.async_setup_kernel(cwd=folder):
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, stop)
        emit("ready")
        for index, cell in enumerate(client.nb.cells):
            if cell.cell_type == "code" and not await run_cell(client, index, cell):
                break
    emit("done")


def main():
    os.set_inheritable(EVENTS, False)
    folder, kernel, timeout, grace = sys.argv[1:]
    notebook = nbformat.reads(sys.stdin.buffer.read().decode("utf-8"), as_version=4)
    client = Client(
        notebook,
        kernel_name=kernel,
        timeout=int(timeout),
        allow_errors=True,
        coalesce_streams=True,
        iopub_timeout=int(grace),
        raise_on_iopub_timeout=True,
        startup_timeout=120,
    )
    client.on_cell_executed = keep_reply(client)
    try:
        asyncio.run(run(client, folder))
    except asyncio.CancelledError:
        sys.exit(130)


main()
