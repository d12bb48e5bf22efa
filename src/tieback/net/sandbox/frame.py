"""Messages between the two processes: a JSON value, and bytes that are none of it. JSON only, so that nothing that comes
back can run."""

import json
import struct
from typing import IO, Any

_HEAD = struct.Struct(">QQ")  # bytes of the value, bytes after it


class TooLongError(Exception):
    """The other side announces more than is taken."""


def send(stream: IO[bytes], value: Any, data: bytes = b"") -> None:
    """Write one message."""
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    stream.write(_HEAD.pack(len(body), len(data)))
    stream.write(body)
    stream.write(data)
    stream.flush()


def receive(stream: IO[bytes], most: int | None = None) -> tuple[Any, bytes] | None:
    """The next message; None at the end. Raises TooLongError beyond `most` bytes, EOFError for half a message."""
    head = stream.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    length, size = _HEAD.unpack(head)
    if most is not None and length + size > most:
        raise TooLongError
    body, data = stream.read(length), stream.read(size)
    if len(body) + len(data) < length + size:
        raise EOFError
    return json.loads(body.decode("utf-8", "surrogatepass")), data
