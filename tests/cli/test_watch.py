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
