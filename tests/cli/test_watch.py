"""`tieback watch`: the contract of its JSON, and its exit codes."""


def test_read_prints_one_document_of_the_contract(tieback, tmp_path):
    file = tmp_path / "saved.txt"
    file.write_text(
        "EXAMPLE mill closes its doors\n\nThe EXAMPLE mill has closed, a spokesman said on Monday.\n"
    )
    ran = tieback("watch", "read", file, "--json")
    assert ran.code == 0, ran.err
    body = ran.json
    assert body["schema"] == "tieback.watch.read/1"
    assert set(body) >= {"version", "as_of", "notes", "document", "article", "claims", "replies", "differs"}
    assert set(body["document"]) >= {"sha256", "url", "retrieved_at"}
    assert set(body["article"]) >= {
        *("title", "standfirst", "text", "publisher", "authors", "published_at", "language", "sections")
    }
    assert body["article"]["title"] == "EXAMPLE mill closes its doors"


def test_what_is_no_article_is_refused_in_one_line(tieback, tmp_path):
    file = tmp_path / "a.bin"
    file.write_bytes(bytes(range(256)) * 40)
    ran = tieback("watch", "read", file)
    assert ran.code == 3
    assert ran.err.count("\n") == 1
    assert tieback("watch", "read", tmp_path / "absent.txt").code == 3


DENIED = """EXAMPLE mill denies locking doors

The doors of the EXAMPLE mill are locked at night, the EXAMPLE Monitor said on Tuesday. The owner of the mill,
Cato EXAMPLE, denied the allegation.

China ratified Convention No. 29 in 2019, he added.
"""


def test_read_says_who_says_what_and_where_a_sentence_differs_from_a_fact(tieback, tmp_path):
    file = tmp_path / "saved.txt"
    file.write_text(DENIED)
    body = tieback("watch", "read", file, "--json").json
    text = body["article"]["text"]
    assert all(text[claim["start"] : claim["end"]] == claim["text"] for claim in body["claims"])
    [allegation] = [c for c in body["claims"] if c["speaker"]["name"] == "EXAMPLE Monitor"]
    denials = [c for c in body["claims"] if any(link["rel"] == "denies" for link in c["links"])]
    assert any(link["claim"] == allegation["id"] for claim in denials for link in claim["links"])
    assert {"claim": allegation["id"], "status": "denied", "by": "Cato EXAMPLE"} in body["replies"]
    [difference] = body["differs"]
    assert {"claim", "fact", "source"} <= set(difference)
    assert "2022" in difference["fact"]
    shown = tieback("watch", "read", file).out
    assert "denied, Cato EXAMPLE" in shown
    assert "differs from a dated fact" in shown


def test_the_ledger_of_an_empty_store_says_so_and_claims_nothing(tieback):
    ran = tieback("watch", "claims")
    assert ran.code == 0, ran.err
    assert "that says nothing of what is not kept" in ran.out
    body = tieback("watch", "claims", "--json").json
    assert (body["schema"], body["propositions"]) == ("tieback.watch.claims/1", [])


FEED = """<rss version="2.0"><channel><title>EXAMPLE News</title><item><title>EXAMPLE mill searched</title>
<link>https://news.example/a</link><guid>1</guid>
<description>Inspectors came on Monday. {}</description></item></channel></rss>"""


def test_saved_feeds_are_kept_searched_and_their_versions_compared(tieback, tmp_path):
    file = tmp_path / "feed.xml"
    file.write_text(FEED.format("Nobody was hurt."))
    assert "1 new, 0 changed" in tieback("watch", "add", file).out
    assert "nothing new" in tieback("watch", "add", file).out
    file.write_text(FEED.format("Two people were hurt."))
    assert "0 new, 1 changed" in tieback("watch", "add", file).out
    hits = tieback("watch", "search", "inspect*", '"were hurt"', "--json").json["hits"]
    assert [hit["title"] for hit in hits] == ["EXAMPLE mill searched"]
    assert tieback("watch", "search", "inspectors", "-hurt", "--json").json["hits"] == []
    told = tieback("watch", "versions", "https://www.news.example/a?utm_source=x", "--json").json
    assert [change["after"] for change in told["versions"][1]["changes"] if change["after"]] == [
        "Two people were hurt."
    ]


def test_subscriptions_come_in_and_go_out_as_opml(tieback, tmp_path):
    file = tmp_path / "feeds.opml"
    file.write_text(
        '<opml version="2.0"><body><outline text="A" xmlUrl="https://news.example/feed"/></body></opml>'
    )
    assert tieback("watch", "add", file).code == 0
    out = tieback("watch", "sources", "--opml").out
    assert 'xmlUrl="https://news.example/feed"' in out
    assert tieback("watch", "stop", "https://news.example/feed").code == 0
    assert tieback("watch", "sources", "--json").json["sources"] == []
    assert tieback("watch", "update").code == 3


def test_private_addresses_are_never_asked(tieback):
    for url in ("http://127.0.0.1/feed", "http://[::1]/", "http://169.254.169.254/latest/", "http://0x7f.1/"):
        assert tieback("watch", "read", url).code == 3
        assert tieback("watch", "add", url).code == 3


def test_a_saved_article_is_kept_by_its_text_and_enters_the_ledger(tieback, tmp_path):
    file = tmp_path / "saved.txt"
    file.write_text(DENIED)
    assert "an article, 1 new" in tieback("watch", "add", file).out
    assert "nothing new" in tieback("watch", "add", file).out
    other = tmp_path / "more" / "saved.txt"  # the same name, another article
    other.parent.mkdir()
    other.write_text("EXAMPLE gin burns\n\nThe EXAMPLE gin burned on Friday, the fire brigade said.\n")
    assert "an article, 1 new" in tieback("watch", "add", other).out
    body = tieback("watch", "claims", "--json").json
    assert body["items"] == 2
    sides = [{voice["side"] for voice in found["voices"]} for found in body["propositions"]]
    assert {"for", "against"} in sides
    assert (
        tieback("watch", "claims", "burned", "--json")
        .json["propositions"][0]["reply"]
        .startswith("none found by")
    )


def test_a_saved_article_goes_by_the_address_it_was_saved_from(tieback, tmp_path):
    file = tmp_path / "saved.html"
    said = "<p>The EXAMPLE mill has {}, a clerk of the court said.</p>"
    page = f"<html><body><article><h1>EXAMPLE mill</h1>{said}</article></body></html>"
    file.write_text(page.format("closed"))
    assert "1 new" in tieback("watch", "add", file, "--url", "https://news.example/a").out
    file.write_text(page.format("opened"))
    assert "1 changed" in tieback("watch", "add", file, "--url", "https://news.example/a").out


def test_a_day_that_is_none_is_a_fault_of_usage(tieback):
    for words in (["claims", "--since", "soon"], ["search", "cotton", "--since", "31.12.2026"]):
        ran = tieback("watch", *words)
        assert ran.code == 2
        assert "is not a date; write YYYY-MM-DD" in ran.err


def test_json_that_is_no_feed_is_refused_and_leaves_no_source(tieback, tmp_path):
    for number, text in enumerate(('{"name": "EXAMPLE"}', '[{"a": 1}]', '{"version": "1", "items": [], ')):
        file = tmp_path / f"{number}.json"
        file.write_text(text)
        ran = tieback("watch", "add", file)
        assert (ran.code, ran.err.count("\n")) == (3, 1)
        assert "JSON that is no JSON Feed" in ran.err
    assert tieback("watch", "sources", "--json").json["sources"] == []
    note = tmp_path / "note.txt"  # a text that opens with a bracket is a text
    note.write_text("[Corrected on Tuesday]\n\nThe EXAMPLE mill closed, a spokesman said on Monday.\n")
    [row] = tieback("watch", "add", note, "--json").json["files"]
    assert (row["shape"], row["new"]) == ("article", 1)
    assert tieback("watch", "remove", "file:note.txt").code == 0
    assert tieback("watch", "sources", "--json").json["sources"] == []
