"""Fetching from a local server: pinned, capped, conditional."""

import contextlib
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tieback.model.refusal import Refused, Unavailable
from tieback.net.fetch import Caps, fetch

LOOPBACK = ("127.0.0.0/8",)
BODY = b"x" * 5000


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):  # noqa: C901 - one branch per page
        path = self.path
        if path == "/validated" and self.headers.get("If-None-Match") == '"1"':
            return self.answer(304, b"")
        if path == "/since" and self.headers.get("If-Modified-Since"):
            return self.answer(304, b"")
        if path.startswith("/to"):
            return self.answer(302, b"", Location=self.server.targets[path])
        if path == "/loop":
            return self.answer(301, b"", Location="/loop")
        if path == "/nowhere":
            return self.answer(302, b"")
        if path == "/endless":
            self.send_response(200)
            self.end_headers()
            for _ in range(1000):
                self.wfile.write(BODY)
            return None
        if path == "/slow":
            self.send_response(200)
            self.end_headers()
            for _ in range(100):
                self.wfile.write(b"x")
                self.wfile.flush()
                time.sleep(0.05)
            return None
        if path == "/gzip":
            import gzip

            return self.answer(200, gzip.compress(BODY), **{"Content-Encoding": "gzip"})
        if path == "/bomb":
            import gzip

            return self.answer(200, gzip.compress(b"\0" * 30_000_000), **{"Content-Encoding": "gzip"})
        if path == "/missing":
            return self.answer(404, b"")
        return self.answer(
            200,
            f"{self.headers['Host']} {self.headers['User-Agent']}".encode(),
            ETag='"1"',
            **{"Last-Modified": "Thu, 01 Jan 2026 00:00:00 GMT"},
        )

    def answer(self, status, body, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass

    def handle(self):
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            super().handle()


@pytest.fixture(scope="module")
def server():
    serving = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    serving.targets = {}
    threading.Thread(target=serving.serve_forever, args=(0.01,), daemon=True).start()
    yield serving
    serving.shutdown()
    serving.server_close()


def at(server, path, host="127.0.0.1"):
    return f"http://{host}:{server.server_port}{path}"


def test_a_document_comes_with_its_validators(server):
    found = fetch(at(server, "/page"), allow=LOOPBACK)
    assert b"Tieback" in found.data
    assert (found.etag, found.last_modified) == ('"1"', "Thu, 01 Jan 2026 00:00:00 GMT")
    assert not found.not_modified


def test_the_connection_goes_to_the_checked_address_and_the_name_stays_in_the_request(server):
    asked = []

    def resolver(host, port):
        asked.append((host, port))
        return ["127.0.0.1"]

    found = fetch(at(server, "/page", "list.example"), allow=LOOPBACK, resolver=resolver)
    assert asked == [("list.example", server.server_port)]  # once: no second look-up that could differ
    assert found.data.startswith(f"list.example:{server.server_port}".encode())


def test_a_stored_copy_is_confirmed_by_its_validators(server):
    assert fetch(at(server, "/validated"), etag='"1"', allow=LOOPBACK).not_modified
    assert fetch(
        at(server, "/since"), last_modified="Thu, 01 Jan 2026 00:00:00 GMT", allow=LOOPBACK
    ).not_modified


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "127.1",
        "2130706433",
        "0x7f.1",
        "0177.0.0.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "0.0.0.0",
        "①②⑦.⓪.⓪.①",
    ],
)
def test_every_way_to_write_loopback_is_refused(server, host):
    with pytest.raises((Refused, Unavailable)) as caught:
        fetch(at(server, "/page", host), caps=Caps(step_s=2))
    if caught.type is Unavailable:
        assert "cannot be resolved" in str(caught.value)


@pytest.mark.parametrize(
    "address", ["10.0.0.1", "169.254.169.254", "100.64.0.1", "fe80::1", "64:ff9b::7f00:1", "2002:7f00:1::"]
)
def test_a_name_that_leads_inside_is_refused(address):
    with pytest.raises(Refused, match="not a public address"):
        fetch("https://list.example/", resolver=lambda *_: [address])


def test_one_closed_address_among_public_ones_is_enough():
    with pytest.raises(Refused, match="not a public address"):
        fetch("https://list.example/", resolver=lambda *_: ["8.8.8.8", "127.0.0.1"])


def test_each_redirect_is_checked_again(server):
    server.targets["/to-inside"] = f"http://inside.example:{server.server_port}/page"
    addresses = {"127.0.0.1": "127.0.0.1", "inside.example": "10.0.0.1"}
    with pytest.raises(Refused, match=r"inside\.example leads to 10\.0\.0\.1"):
        fetch(at(server, "/to-inside"), allow=LOOPBACK, resolver=lambda host, _: [addresses[host]])


def test_a_redirect_is_followed_and_named(server):
    server.targets["/to-page"] = "/page"
    found = fetch(at(server, "/to-page"), allow=LOOPBACK)
    assert found.url == at(server, "/page")
    assert found.hops == (at(server, "/to-page"),)


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/", "javascript:1"]
)
def test_a_redirect_to_another_scheme_is_refused(server, target):
    server.targets["/to-scheme"] = target
    with pytest.raises(Refused, match="not a web address"):
        fetch(at(server, "/to-scheme"), allow=LOOPBACK)


def test_a_downgrade_from_https_is_refused():
    import httpx

    from tieback.net import fetch as module

    response = httpx.Response(302, headers={"Location": "http://list.example/"})
    with pytest.raises(Refused, match="from https to http"):
        module._next_hop(httpx.URL("https://list.example/"), response, 1, Caps())


def test_redirects_are_counted(server):
    with pytest.raises(Refused, match="more than 5 times"):
        fetch(at(server, "/loop"), allow=LOOPBACK)
    with pytest.raises(Unavailable, match="to nowhere"):
        fetch(at(server, "/nowhere"), allow=LOOPBACK)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://example.org/",
        "example.org",
        "http://",
        "https://user:word@example.org/",
        "http://[::1",
        "",
    ],
)
def test_what_is_no_plain_web_address_is_refused(url):
    with pytest.raises(Refused):
        fetch(url)


def test_size_is_counted_while_it_comes(server):
    with pytest.raises(Refused, match="larger than"):
        fetch(at(server, "/endless"), allow=LOOPBACK, caps=Caps(size_bytes=20_000))


def test_time_is_capped_over_the_whole_answer(server):
    started = time.monotonic()
    with pytest.raises(Unavailable, match="too long"):
        fetch(at(server, "/slow"), allow=LOOPBACK, caps=Caps(total_s=0.3))
    assert time.monotonic() - started < 3


def test_a_compressed_answer_nobody_asked_for_is_unpacked_under_a_budget(server):
    assert fetch(at(server, "/gzip"), allow=LOOPBACK).data == BODY
    with pytest.raises(Refused, match="unpacks to more than"):
        fetch(at(server, "/bomb"), allow=LOOPBACK, caps=Caps(size_bytes=20_000_000))


def test_a_missing_page_a_closed_port_and_no_name_are_unavailable(server):
    with pytest.raises(Unavailable, match="404"):
        fetch(at(server, "/missing"), allow=LOOPBACK)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(Unavailable, match="does not answer"):
        fetch(f"http://127.0.0.1:{port}/", allow=LOOPBACK)
    with pytest.raises(Unavailable, match="no address"):
        fetch("https://list.example/", resolver=lambda *_: [])


def test_a_proxy_of_the_environment_is_not_used(server, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    assert fetch(at(server, "/page"), allow=LOOPBACK).data
