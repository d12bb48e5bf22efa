"""A small web server of invented news, and fetching from it."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tieback.net.budget import Budget
from tieback.net.fetch import Caps, fetch
from tieback.watch.intake.polite import Polite
from tieback.watch.sandbox.reader import Reader

LOOPBACK = ("127.0.0.0/8",)


class Site(ThreadingHTTPServer):
    """Pages by path: (status, body, headers). `asked`: the paths that were."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.pages = {}
        self.asked = []

    @staticmethod
    def get(url, etag, last_modified, admit):
        """As Polite fetches it: loopback may be reached."""
        return get_local(url, etag, last_modified, admit)

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_address[1]}"

    def put(self, path, body, status=200, **headers):
        data = body if isinstance(body, bytes) else body.encode()
        self.pages[path] = (status, data, {name.replace("_", "-"): value for name, value in headers.items()})


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        path = self.path.split("?")[0]
        self.server.asked.append(self.path)
        status, data, headers = self.server.pages.get(path, (404, b"", {}))
        if headers.get("ETag") and self.headers.get("If-None-Match") == headers["ETag"]:
            status, data = 304, b""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *arguments):
        pass


@contextmanager
def serving():
    """A server, for as long as the block runs."""
    server = Site()
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def site():
    with serving() as server:
        yield server


@pytest.fixture
def other():
    """A second host."""
    with serving() as server:
        yield server


def get_local(url, etag=None, last_modified=None, admit=None):
    caps = Caps(size_bytes=10_000_000, total_s=20.0, admit=admit)
    return fetch(url, etag=etag, last_modified=last_modified, allow=LOOPBACK, caps=caps)


@pytest.fixture
def guest():
    """A polite fetcher that may reach loopback and does not wait."""
    return Polite(get_local, Budget(lambda: 0.0, lambda _: None))


@pytest.fixture(scope="session")
def reader():
    """The process that parses what the server gives."""
    with Reader() as opened:
        yield opened
