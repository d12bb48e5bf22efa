"""A downloaded list is read in a process of its own: the same edition, or one clear line."""

from dataclasses import replace

import pytest

from tieback.lists import intake
from tieback.lists.apart import LIMITS, read_official
from tieback.model.refusal import Refused


def test_what_comes_back_is_what_is_read_in_place(uflpa):
    page = uflpa.page([("ii", uflpa.invented(150))])
    assert read_official(page, "page.html", "us_uflpa") == intake.read(
        page, "page.html", "us_uflpa", official=True
    )


def test_a_page_that_is_no_list_is_refused_as_it_is_in_place():
    page = b"<html><body>Service unavailable"
    with pytest.raises(Refused) as here:
        intake.read(page, "page.html", "us_uflpa", official=True)
    with pytest.raises(Refused) as there:
        read_official(page, "page.html", "us_uflpa")
    assert str(there.value) == str(here.value)


def test_a_page_beyond_the_limits_is_refused_in_one_line(uflpa):
    page = uflpa.page([("ii", uflpa.invented(150))])
    with pytest.raises(Refused, match=r"^page: not read within 0.01 s; look at the file"):
        read_official(page, "page", "us_uflpa", replace(LIMITS, wall_s=0.01))
