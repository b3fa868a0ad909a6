"""The archive served as `manage.py serve` does it, with the naive views beside it, in a process of its own."""

import argparse
import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator

from series.errors import SeriesError
from series.serving import STOP_SECONDS, THREADS, serve
from tests.bench.client import HOST

__all__ = ["THREADS", "DoesNotServe", "running"]

START_SECONDS = 60


class DoesNotServe(SeriesError):
    """The server did not come up."""


@contextlib.contextmanager
def running(workers: int) -> Iterator[int]:
    """A server of `workers` processes on the database of the environment; gives its port. Ends with this process."""
    port = _free_port()
    command = [sys.executable, "-m", "tests.bench.server", str(port), str(workers)]
    with tempfile.TemporaryFile() as log:
        # It stops when its standard input ends, so it cannot outlive this process however that ends.
        server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=log, stderr=log, start_new_session=True)
        try:
            if not _comes_up(server, port):
                log.seek(0)
                raise DoesNotServe(log.read().decode(errors="replace")[-2000:])
            yield port
        finally:
            assert server.stdin
            server.stdin.close()
            try:
                server.wait(STOP_SECONDS + 5)
            except subprocess.TimeoutExpired:
                os.killpg(server.pid, signal.SIGKILL)
                server.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _comes_up(server: "subprocess.Popen[bytes]", port: int) -> bool:
    end = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < end:
        with contextlib.suppress(OSError), socket.create_connection((HOST, port), 1):
            return True
        time.sleep(0.05)
    return False


def _stop_at_end_of_input() -> None:
    # Not through sys.stdin: the workers are forked while this waits and would inherit its lock.
    os.read(0, 1)
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("port", type=int)
    parser.add_argument("workers", type=int)
    options = parser.parse_args()
    threading.Thread(target=_stop_at_end_of_input, daemon=True).start()
    serve(HOST, options.port, options.workers)
