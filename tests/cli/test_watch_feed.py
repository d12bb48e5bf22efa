"""`tieback watch init`, `feed`, `audit` and `story` on an invented feed."""

import json
from pathlib import Path

import pytest

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>EXAMPLE Daily</title><link>https://daily.example/</link>
{items}</channel></rss>"""
WIRED = (
    "PORT HALDEN (EXAMPLE WIRE) - The Example Customs Office detained cotton of EXAMPLE Kestrel Textile from Hotan. "
    "The company denied the allegation that anybody was forced to work."
)
NEWS = (
    ("1", "Customs office holds cotton", WIRED),
    ("2", "Cotton held at port", WIRED),
    ("3", "Cotton futures rise", "Cotton futures rose by two per cent on Monday, traders said."),
    ("4", "Rowing", "Sarrowby won the race by a length."),
)
PROFILE = """places = ["Xinjiang"]
goods = ["5201"]
[[supplier]]
id = "MILL"
name = "EXAMPLE Kestrel Textile Co., Ltd."
country = "CN"
[[mute]]
reason = "price reports"
words = ["futures"]
"""


@pytest.fixture
def watched(tieback, tmp_path: Path) -> Path:
    """A folder with a profile, and a store with four items."""
    rows = "".join(
        f"<item><guid>{n}</guid><title>{title}</title><link>https://daily.example/{n}</link>"
        f"<pubDate>Mon, 01 Jun 2026 0{n}:00:00 GMT</pubDate><description>{text}</description></item>"
        for n, title, text in NEWS
    )
    feed = tmp_path / "feed.xml"
    feed.write_text(FEED.format(items=rows), encoding="utf-8")
    assert tieback("watch", "add", feed).code == 0
    profile = tmp_path / "mine.toml"
    profile.write_text(PROFILE, encoding="utf-8")
    return profile


def test_init_writes_a_file_once(tieback, tmp_path: Path) -> None:
    ran = tieback("watch", "init", tmp_path)
    assert (ran.code, ran.out.strip()) == (0, str(tmp_path / "watch.toml"))
    again = tieback("watch", "init", tmp_path / "watch.toml")
    assert (again.code, again.err.count("\n")) == (3, 1)


def test_feed_ranks_explains_writes_every_format_and_audit_shows_the_rest(
    tieback, watched: Path, tmp_path: Path
) -> None:
    asked = ("--profile", watched, "--as-of", "2026-06-02")
    ran = tieback("watch", "feed", *asked, "--out", tmp_path / "feed.html", "--json")
    assert ran.code == 0, ran.err
    body = ran.json
    assert (body["schema"], body["as_of"]) == ("tieback.watch.feed/1", "2026-06-02")
    assert body["digest"] == "1 story concerns 1 of your suppliers."
    (entry,) = body["entries"]
    assert [party["id"] for party in entry["parties"]] == ["MILL"]
    assert len(entry["members"]) == 2
    assert [origin["name"] for origin in entry["origins"]] == ["EXAMPLE WIRE"]
    assert "<h1>1 story concerns 1 of your suppliers.</h1>" in (tmp_path / "feed.html").read_text(
        encoding="utf-8"
    )
    audit = tieback("watch", "audit", *asked, "--json").json
    assert [one["suppressed"] for one in audit["entries"]] == ["muted by your rule: price reports"]
    for ending in ("atom", "json", "csv", "xlsx", "jsonl"):
        out = tmp_path / f"feed.{ending}"
        assert tieback("watch", "feed", *asked, "--out", out).code == 0
        assert out.stat().st_size
    assert (
        json.loads((tmp_path / "feed.json").read_text(encoding="utf-8"))["items"][0]["_tieback"]["score"]
        == entry["score"]
    )
    assert tieback("watch", "feed", *asked, "--out", tmp_path / "feed.doc").code == 3
    assert entry["score"] in tieback("watch", "feed", *asked).out


def test_a_split_is_recorded_and_taken_back(tieback, watched: Path) -> None:
    asked = ("watch", "feed", "--profile", watched, "--as-of", "2026-06-02", "--json")
    (entry,) = tieback(*asked).json["entries"]
    last = entry["members"][-1]["item"]
    assert tieback("watch", "story", last, "--split").code == 3
    ran = tieback("watch", "story", last, "--split", "--by", "Ana EXAMPLE")
    assert ran.code == 0, ran.err
    assert len(tieback(*asked).json["entries"]) == 2
    (act,) = tieback("watch", "story", "--json").json["acts"]
    assert tieback("watch", "story", "--undo", act["id"], "--by", "Bo EXAMPLE").code == 0
    assert tieback(*asked).json["entries"] == [entry]
    assert "split" in tieback("watch", "story", "--acts").out
    assert tieback("watch", "story", "i999", "--split", "--by", "x").code == 3


def test_an_item_dated_in_the_future_counts_from_the_day_it_was_seen(tieback, tmp_path: Path) -> None:
    dated = "<guid>9</guid><title>Held</title><pubDate>Mon, 01 Jun 2099 01:00:00 GMT</pubDate>"
    row = f"<item>{dated}<description>{WIRED}</description></item>"
    (tmp_path / "feed.xml").write_text(FEED.format(items=row), encoding="utf-8")
    (tmp_path / "mine.toml").write_text(PROFILE, encoding="utf-8")
    assert tieback("watch", "add", tmp_path / "feed.xml").code == 0
    (entry,) = tieback("watch", "feed", "--profile", tmp_path / "mine.toml", "--json").json["entries"]
    assert entry["members"][0]["dated"] is False


def test_with_nothing_to_watch_for_the_feed_is_refused_in_one_line(
    tieback, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = tieback("watch", "feed")
    assert (ran.code, ran.err.count("\n")) == (3, 1)
    assert "watch init" in ran.err


def test_a_case_gives_a_profile_and_an_empty_store_says_so(tieback, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    case = Path(__file__).parents[2] / "examples" / "shirts"
    ran = tieback("watch", "feed", "--case", case, "--json")
    assert ran.code == 0, ran.err
    assert ran.json["cases"] == ["EXAMPLE shirts: cotton, seven tiers"]
    assert ran.json["digest"] == "No list change and no story names a supplier of yours."
