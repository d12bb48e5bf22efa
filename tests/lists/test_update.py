"""Updating from a publisher that is a local server: conditional, capped, and never worse than before."""

import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tieback.lists.store import Store
from tieback.lists.update import install, update
from tieback.model.refusal import Refused, Unavailable

NOW = datetime(2026, 11, 23, tzinfo=UTC)
LATER = datetime(2026, 12, 1, tzinfo=UTC)
LOOPBACK = ("127.0.0.0/8",)


class Publisher:
    """A page that can be changed, with a validator, and a record of what was asked."""

    def __init__(self):
        self.body = b""
        self.status = 200
        self.etag = '"1"'
        self.asked = []
        publisher = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                publisher.asked.append(dict(self.headers))
                if publisher.status == 200 and self.headers.get("If-None-Match") == publisher.etag:
                    self.send_response(304)
                    self.end_headers()
                    return
                self.send_response(publisher.status)
                self.send_header("ETag", publisher.etag)
                self.send_header("Content-Length", str(len(publisher.body)))
                self.end_headers()
                self.wfile.write(publisher.body)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/uflpa-entity-list"
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()


@pytest.fixture
def publisher():
    serving = Publisher()
    yield serving
    serving.server.shutdown()
    serving.server.server_close()


def fetch(store, publisher, at=NOW):
    return update(store, "us_uflpa", at, url=publisher.url, allow=LOOPBACK)


def test_a_page_is_fetched_installed_and_compared_with_the_bundled_part(tmp_path, publisher, uflpa):
    publisher.body = uflpa.page([("ii", uflpa.invented(150))])
    outcome = fetch(Store(tmp_path), publisher)
    assert outcome.edition.complete
    assert outcome.edition.source_url == publisher.url
    assert outcome.before.bundled
    assert len(outcome.difference.added) == 150
    assert Store(tmp_path).current("us_uflpa") == outcome.edition


def test_the_second_request_carries_the_validator_and_renews_the_date(tmp_path, publisher, uflpa):
    store = Store(tmp_path)
    publisher.body = uflpa.page([("ii", uflpa.invented(150))])
    fetch(store, publisher)
    outcome = fetch(store, publisher, LATER)
    assert publisher.asked[1]["If-None-Match"] == '"1"'
    assert publisher.asked[1]["User-Agent"].find("Tieback") > 0
    assert outcome.intake is None
    assert store.current("us_uflpa").retrieved_at == LATER
    assert store.current("us_uflpa").entries == 150


def test_a_changed_page_becomes_current_and_says_what_changed(tmp_path, publisher, uflpa):
    store = Store(tmp_path)
    publisher.body = uflpa.page([("ii", uflpa.invented(150))])
    fetch(store, publisher)
    publisher.etag = '"2"'
    publisher.body = uflpa.page([("ii", uflpa.invented(150, start=1))])
    outcome = fetch(store, publisher, LATER)
    assert [entry.name for entry in outcome.difference.added] == ["Example 150 Textile Co., Ltd."]
    assert [entry.name for entry in outcome.difference.removed] == ["Example 0 Textile Co., Ltd."]


@pytest.mark.parametrize("status", [403, 404, 500, 503])
def test_a_publisher_that_declines_leaves_the_last_good_edition(tmp_path, publisher, uflpa, status):
    store = Store(tmp_path)
    publisher.body = uflpa.page([("ii", uflpa.invented(150))])
    kept = fetch(store, publisher).edition
    publisher.status = status
    with pytest.raises(Unavailable, match=str(status)):
        fetch(store, publisher, LATER)
    assert Store(tmp_path).current("us_uflpa") == kept


@pytest.mark.parametrize("count", [0, 20, 134])
def test_a_short_page_leaves_the_last_good_edition(tmp_path, publisher, uflpa, count):
    store = Store(tmp_path)
    publisher.body = uflpa.page([("ii", uflpa.invented(150))])
    kept = fetch(store, publisher).edition
    publisher.etag = '"2"'
    publisher.body = uflpa.page([("ii", uflpa.invented(count))])
    with pytest.raises(Refused):
        fetch(store, publisher, LATER)
    assert Store(tmp_path).current("us_uflpa") == kept


def test_an_error_page_with_status_200_is_refused(tmp_path, publisher):
    publisher.body = b"<html><body><h1>Access Denied</h1></body></html>"
    with pytest.raises(Refused, match="error page"):
        fetch(Store(tmp_path), publisher)


def test_without_leave_a_local_address_is_not_fetched(tmp_path, publisher):
    with pytest.raises(Refused, match="not a public address"):
        update(Store(tmp_path), "us_uflpa", NOW, url=publisher.url)
    assert publisher.asked == []


def test_validators_of_another_address_are_not_sent(tmp_path, publisher, uflpa):
    store = Store(tmp_path)
    publisher.body = uflpa.page([("ii", uflpa.invented(150))])
    fetch(store, publisher)
    update(store, "us_uflpa", LATER, url=publisher.url + "?other", allow=LOOPBACK)
    assert "If-None-Match" not in publisher.asked[1]


def test_a_list_that_nobody_publishes_is_refused(tmp_path):
    with pytest.raises(Refused, match="no list that can be fetched"):
        update(Store(tmp_path), "my_list", NOW)


def test_an_imported_short_page_does_not_replace_a_whole_one(tmp_path, uflpa):
    store = Store(tmp_path)
    kept = install(store, uflpa.page([("ii", uflpa.invented(150))]), "page.html", NOW).edition
    with pytest.raises(Refused, match="last good edition has 150"):
        install(store, uflpa.page([("ii", uflpa.invented(100))]), "page.html", LATER)
    assert store.current("us_uflpa") == kept
