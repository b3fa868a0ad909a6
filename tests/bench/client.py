"""Asks a server of this machine as fast as it answers, over a few connections that stay open, for a bounded time."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice
from time import perf_counter

from series.errors import SeriesError

HOST = "127.0.0.1"
# A server that says nothing for so long will not answer any more.
SILENCE = 30


class WrongAnswer(SeriesError):
    """An answer that is no 200, or one that this client does not understand."""


@dataclass
class Load:
    """What came back: seconds until each answer was there in full, and the bytes of all bodies; both add up."""

    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    size: int = 0

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.latencies) / self.seconds if self.seconds else 0.0


def load(port: int, paths: Sequence[str], connections: int, seconds: float) -> Load:
    """Ask for `paths` in turn for `seconds`; `connections` requests are always under way.

    Raises WrongAnswer for any answer that is no 200.
    """
    return asyncio.run(_load(port, paths, connections, seconds))


async def _load(port: int, paths: Sequence[str], connections: int, seconds: float) -> Load:
    loop = asyncio.get_running_loop()
    found, start = Load(), perf_counter()
    ends = []
    for number in range(connections):
        requests = islice(cycle(paths), number * len(paths) // connections, None)
        end: asyncio.Future[None] = loop.create_future()
        asker = _Asker(requests, start + seconds, found, end)
        await loop.create_connection(lambda asker=asker: asker, HOST, port)
        ends.append(end)
    async with asyncio.timeout(seconds + SILENCE):
        await asyncio.gather(*ends)
    found.seconds = perf_counter() - start
    return found


class _Asker(asyncio.Protocol):
    """One connection: asks, waits for the whole answer, asks again until the time is over."""

    def __init__(self, paths: Iterator[str], until: float, found: Load, end: "asyncio.Future[None]") -> None:
        self._paths, self._until, self._found, self._end = paths, until, found, end
        self._answer, self._length, self._path, self._asked = bytearray(), 0, "", 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._ask()

    def _ask(self) -> None:
        self._answer.clear()
        self._length, self._path, self._asked = 0, next(self._paths), perf_counter()
        self._transport.write(f"GET {self._path} HTTP/1.1\r\nHost: {HOST}\r\nAccept: */*\r\n\r\n".encode())

    def data_received(self, data: bytes) -> None:
        self._answer += data
        try:
            self._length = self._length or _length(self._answer, self._path)
        except WrongAnswer as error:
            self._finish(error)
            return
        if self._length and len(self._answer) >= self._length:
            self._take()

    def _take(self) -> None:
        now = perf_counter()
        self._found.latencies.append(now - self._asked)
        self._found.size += self._length - self._answer.index(b"\r\n\r\n") - 4
        if now < self._until:
            self._ask()
        else:
            self._finish(None)

    def _finish(self, error: Exception | None) -> None:
        self._transport.close()
        if self._end.done():
            return
        if error:
            self._end.set_exception(error)
        else:
            self._end.set_result(None)

    def connection_lost(self, error: Exception | None) -> None:
        self._finish(error or WrongAnswer(f"The server closed the connection when asked for {self._path}."))


def _length(answer: bytearray, path: str) -> int:
    """Bytes of the whole answer, head and body; 0 while the head is not there yet."""
    end = answer.find(b"\r\n\r\n")
    if end < 0:
        return 0
    head = bytes(answer[:end]).decode("latin-1")
    status, *lines = head.split("\r\n")
    if status.split()[1] != "200":
        raise WrongAnswer(f"{path} was answered with {status}.")
    headers = dict(line.lower().split(": ", 1) for line in lines)
    if "content-length" not in headers:
        raise WrongAnswer(f"The answer to {path} does not say its length.")
    return end + 4 + int(headers["content-length"])
