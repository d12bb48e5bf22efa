"""What a server says instead of its file is told as such."""

import pytest

from tieback.lists.intake import read
from tieback.model.refusal import Refused

_PAGE = b"<html><head><title>\n 403  Forbidden </title></head><body><h1>Access Denied</h1></body></html>"


@pytest.mark.parametrize("list_id", [None, "my_own"])
@pytest.mark.parametrize(
    "start", [b"", b"\xef\xbb\xbf", b"\n", b"<!DOCTYPE html>\n", b"<!-- served by x -->"]
)
def test_an_error_page_is_told_as_a_web_page_with_its_title(start: bytes, list_id: str | None) -> None:
    with pytest.raises(Refused, match="a web page titled '403 Forbidden'"):
        read(start + _PAGE, "sdn.xml", list_id)


def test_a_page_without_a_title_is_still_a_web_page() -> None:
    with pytest.raises(Refused, match="a web page in which no list is recognised"):
        read(b"<HTML><body>Bad Gateway</body></HTML>", "list.csv")


def test_bytes_that_begin_like_a_page_only_further_on_are_a_table() -> None:
    data = b"name,country\n<html> EXAMPLE Works,CN\n"
    assert read(data, "own.csv", "my_own").edition.entries == 1
