"""Articles that came by mail: quoting marks, heads of messages and signatures are not of the text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.watch.article.mail import without_mail
from tieback.watch.article.plain import read_text

MAIL = """From: Bo Example <bo@example.org>
To: sourcing@example.org
Date: Tue, 12 May 2026 09:14:03 +0200
Subject: Fwd: Workers at EXAMPLE Dunlin say passports held

FYI.

> ---------- Forwarded message ---------
> Workers at EXAMPLE Dunlin say passports held
>
> Workers at a garment factory in Port Halden say their passports were
> taken on arrival and returned only after they had paid off a fee.
>
> The mill denied holding any documents, in a letter that it sent to the
> paper on Tuesday of this week.

--
Bo
Sent from my phone
"""


def test_a_forwarded_article_is_read_as_it_was_printed() -> None:
    article = read_text(MAIL)
    assert article.title == "Workers at EXAMPLE Dunlin say passports held"
    assert ">" not in article.text
    assert "were taken on arrival" in article.text
    assert "Forwarded message" not in article.text
    assert "Sent from my phone" not in article.text
    assert article.published is None  # the day it was sent on is not the day it was printed


@given(st.text(alphabet=st.sampled_from("aB .,\n-:"), max_size=200))
@settings(deadline=None, max_examples=60)
def test_a_text_that_is_no_mail_stays_as_it_is(text: str) -> None:
    assert without_mail(text) == (text, None)
