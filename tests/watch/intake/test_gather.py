"""Sources asked and kept: conditional, polite, restart-safe; hostile servers are recorded, never obeyed."""

import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tieback.model.refusal import Refused, Unavailable
from tieback.net.budget import Budget
from tieback.net.fetch import fetch
from tieback.net.sandbox.worker import Limits
from tieback.watch.intake.gather import gather
from tieback.watch.intake.page import read_page, wanted
from tieback.watch.intake.polite import Polite
from tieback.watch.sandbox.reader import Reader
from tieback.watch.store.search import search
from tieback.watch.store.store import Store
from tieback.watch.store.version import versions

NOW = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)
PAGE = """<html><head><title>{0}</title></head><body><article><h1>{0}</h1>
<p>Inspectors came to the EXAMPLE mill on Monday and stayed until the evening, a spokesman said. {1}</p>
<p>The owners said that they had nothing to add to what was published the week before.</p></article></body></html>"""


def feed(*items):
    body = "".join(
        f"<item><title>{title}</title><link>{link}</link><guid>{link}</guid><description>{title} today.</description></item>"
        for title, link in items
    )
    return f'<rss version="2.0"><channel><title>EXAMPLE News</title>{body}</channel></rss>'


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "watch") as opened:
        yield opened


@pytest.fixture
def source(store, site):
    site.put("/feed", feed(("Mill searched", f"{site.url}/a"), ("Port opens", f"{site.url}/b")), ETag='"1"')
    site.put("/a", PAGE.format("Mill searched", ""))
    site.put("/b", PAGE.format("Port opens", "Ships came."))
    return store.add_source("feed", f"{site.url}/feed", None, NOW)


def test_a_source_is_asked_once_and_then_only_whether_it_changed(store, source, guest, reader):
    assert gather(store, source, guest.get, reader, NOW).new == 2
    assert gather(store, source, guest.get, reader, NOW + timedelta(hours=1)).outcome == "unchanged"
    assert gather(store, source, guest.get, reader, NOW + timedelta(hours=2)).outcome == "unchanged"
    assert len(list(versions(store))) == 2


def test_pages_are_read_once(store, source, guest, site, reader):
    gather(store, source, guest.get, reader, NOW)
    pages = wanted(store, NOW, 10)
    assert [read_page(store, page, guest.get, reader, NOW) for page in pages] == [None, None]
    assert wanted(store, NOW, 10) == ()
    assert [hit.title for hit in search(store, "ships")] == ["Port opens"]
    assert len({version.item for version in versions(store)}) == 2


def test_a_page_that_fails_is_tried_three_times(store, source, guest, site, reader):
    gather(store, source, guest.get, reader, NOW)
    site.pages.clear()
    for _ in range(3):
        for page in wanted(store, NOW, 10):
            assert "answers 404" in read_page(store, page, guest.get, reader, NOW)
    assert wanted(store, NOW, 10) == ()


def test_robots_txt_is_asked_and_obeyed(store, source, guest, site, reader):
    site.put("/robots.txt", "User-agent: *\nDisallow: /a\n")
    gather(store, source, guest.get, reader, NOW)
    problems = [read_page(store, page, guest.get, reader, NOW) for page in wanted(store, NOW, 10)]
    assert sum(problem is None for problem in problems) == 1
    assert "/a" not in site.asked
    assert site.asked.count("/robots.txt") == 1


def test_a_host_whose_robots_txt_fails_is_not_asked(store, source, guest, site, reader):
    site.put("/robots.txt", "", status=500)
    assert gather(store, source, guest.get, reader, NOW).outcome == "refused"
    assert site.asked == ["/robots.txt"]


def test_a_busy_host_is_left_alone(store, source, guest, site, reader):
    site.put("/feed", "", status=429)
    assert gather(store, source, guest.get, reader, NOW).outcome == "absent"
    with pytest.raises(Unavailable, match="often enough"):
        guest.get(f"{site.url}/a")


def test_redirects_to_private_addresses_are_refused_for_feeds_and_pages(store, site, guest, reader):
    import itertools

    calls = itertools.count()

    def resolver(
        host, port
    ):  # the public name leads to the test server; what it redirects to is resolved for real
        next(calls)
        return ("127.0.0.1",) if host == "news.example" else ("10.0.0.1",)

    def get(url, etag, last_modified, admit):
        return fetch(url, allow=("127.0.0.1/32",), resolver=resolver)

    port = site.server_address[1]
    guest = Polite(get, guest._budget)
    source = store.add_source("feed", f"http://news.example:{port}/feed", None, NOW)
    site.put("/feed", "", status=302, Location="http://metadata.example/latest")
    done = gather(store, source, guest.get, reader, NOW)
    assert done.outcome == "refused"
    assert "not a public address" in done.notes[0]
    site.put("/feed", feed(("Inside", "http://10.0.0.1/secret"), ("File", "file:///etc/passwd")))
    gather(store, source, guest.get, reader, NOW)
    pages = wanted(store, NOW, 10)
    assert [page.url for page in pages] == ["http://10.0.0.1/secret"]
    assert "not a public address" in read_page(store, pages[0], guest.get, reader, NOW)


def test_dates_that_cannot_be_are_marked_and_sort_nothing(store, site, guest, reader):
    site.put(
        "/feed",
        feed(("Mill", f"{site.url}/a")).replace(
            "</item>", "<pubDate>Mon, 03 Mar 2036 10:00:00 GMT</pubDate></item>"
        ),
    )
    gather(store, store.add_source("feed", f"{site.url}/feed", None, NOW), guest.get, reader, NOW)
    (version,) = versions(store)
    assert version.article.marks == ("published in the future",)
    assert version.seen_at == NOW


def test_what_cannot_be_read_is_kept_and_recorded(store, site, guest, reader):
    site.put("/feed", b"\x00\x01 no feed at all")
    source = store.add_source("feed", f"{site.url}/feed", None, NOW)
    assert gather(store, source, guest.get, reader, NOW).outcome == "unread"
    (fetch_,) = store.fetches(source.id)
    assert store.vault.get(fetch_.document).startswith(b"\x00")


RUN = """
import sys
from datetime import UTC, datetime
from pathlib import Path
sys.path.insert(0, sys.argv[3])
from conftest import get_local
from tieback.net.budget import Budget
from tieback.watch.intake.gather import gather
from tieback.watch.intake.page import read_page, wanted
from tieback.watch.intake.polite import Polite
from tieback.watch.sandbox.reader import Reader
from tieback.watch.store.store import Store
now = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)
guest = Polite(get_local, Budget(lambda: 0.0, lambda _: None, most=10_000))
with Store(Path(sys.argv[1])) as store, Reader() as reader:
    sources = [store.add_source("feed", f"{sys.argv[2]}/feed{n}", None, now) for n in range(3)]
    for source in sources:
        gather(store, source, guest.get, reader, now)
        print("gathered", flush=True)
    for page in wanted(store, now, 1000):
        read_page(store, page, guest.get, reader, now)
        print("read", flush=True)
"""


def everything(root):
    with Store(root) as store:
        rows = store.db.execute("SELECT form, title, text FROM version ORDER BY form, title, text").fetchall()
        items = store.db.execute("SELECT count(*) FROM item").fetchone()[0]
        words = store.db.execute(
            "SELECT count(*) FROM word WHERE word MATCH 'inspectors OR today'"
        ).fetchone()[0]
        assert store.db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        for (digest,) in store.db.execute("SELECT sha256 FROM document").fetchall():
            store.vault.get(digest)
    return rows, items, words


def test_a_run_killed_anywhere_loses_nothing_and_doubles_nothing(tmp_path, site):
    for number in range(3):
        pages = [(f"Story {number}.{place}", f"{site.url}/p{number}.{place}") for place in range(3)]
        site.put(f"/feed{number}", feed(*pages), ETag=f'"{number}"')
        for title, url in pages:
            site.put(url.removeprefix(site.url), PAGE.format(title, title))
    here = str(Path(__file__).parent)

    def start(root):
        command = [sys.executable, "-c", RUN, str(root), site.url, here]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    whole = start(tmp_path / "whole")
    assert whole.communicate(timeout=120)[1] == ""
    for lines in (1, 4, 9):  # kill -9 after so many acknowledged steps, in the middle of the next
        run = start(tmp_path / "cut")
        seen = [run.stdout.readline() for _ in range(lines)]
        time.sleep(0.002 * lines)
        run.send_signal(signal.SIGKILL)
        run.communicate()
        assert "" not in seen or run.returncode == 0
    last = start(tmp_path / "cut")
    assert last.communicate(timeout=120)[1] == ""
    rows, items, words = everything(tmp_path / "whole")
    assert everything(tmp_path / "cut") == (rows, items, words)
    assert (len(rows), items) == (18, 9)


def test_what_a_redirect_leads_to_is_asked_of_the_robots_txt_of_its_host(guest, site, other):
    site.put("/moved", "", status=301, Location=f"{other.url}/closed/a")
    other.put("/robots.txt", "User-agent: *\nDisallow: /closed/")
    other.put("/closed/a", "not for robots")
    with pytest.raises(Refused, match="asks not to fetch"):
        guest.get(f"{site.url}/moved")
    assert other.asked == ["/robots.txt"]
    site.put("/moved", "", status=301, Location=f"{other.url}/open/a")
    other.put("/open/a", "for all")
    assert guest.get(f"{site.url}/moved").data == b"for all"


def test_a_redirect_is_followed_at_the_pace_of_the_host_it_leads_to(site, other):
    waited, now = [], [0.0]

    def sleep(seconds):
        waited.append(seconds)
        now[0] += seconds

    guest = Polite(site.get, Budget(lambda: now[0], sleep, most=5))
    for server in (site, other):
        server.put("/robots.txt", "User-agent: *\nCrawl-delay: 7")
    site.put("/a", "", status=302, Location=f"{site.url}/b")
    site.put("/b", "", status=302, Location=f"{other.url}/c")
    other.put("/c", "there")
    assert guest.get(f"{site.url}/a").url == f"{other.url}/c"
    assert waited == [7.0, 7.0, 7.0]  # /a after robots.txt, /b after /a; /c after the other host's robots.txt
    guest.get(f"{other.url}/c")
    site.put("/a", "", status=302, Location=f"{other.url}/c")
    guest.get(f"{site.url}/a")
    guest.get(f"{other.url}/c")
    with pytest.raises(Unavailable, match="often enough"):
        guest.get(f"{site.url}/a")
    assert len(other.asked) == 5


def test_a_robots_txt_that_moved_is_followed_and_a_busy_host_behind_a_redirect_left_alone(guest, site, other):
    site.put("/robots.txt", "", status=301, Location=f"{other.url}/rules")
    other.put("/rules", "User-agent: *\nDisallow: /closed")
    with pytest.raises(Refused, match="asks not to fetch"):
        guest.get(f"{site.url}/closed")
    site.put("/moved", "", status=302, Location=f"{other.url}/busy")
    other.put("/busy", "", status=503)
    with pytest.raises(Unavailable, match="503"):
        guest.get(f"{site.url}/moved")
    with pytest.raises(Unavailable, match="often enough"):
        guest.get(f"{other.url}/c")
    site.put("/a", "here")
    assert guest.get(f"{site.url}/a").data == b"here"


def test_a_document_that_burns_the_processor_is_refused_and_the_run_goes_on(store, site, guest):
    site.put("/feed", feed(("Mill", f"{site.url}/heavy"), ("Port", f"{site.url}/b")))
    site.put("/heavy", b"<html><body>" + b"<a href=/x>x" * 800_000)
    site.put("/b", PAGE.format("Port opens", "Ships came."))
    with Reader(Limits(cpu_s=1)) as reader:
        gather(store, store.add_source("feed", f"{site.url}/feed", None, NOW), guest.get, reader, NOW)
        told = {page.url: read_page(store, page, guest.get, reader, NOW) for page in wanted(store, NOW, 10)}
    assert "takes more than 1 s of processor time" in told[f"{site.url}/heavy"]
    assert told[f"{site.url}/b"] is None
