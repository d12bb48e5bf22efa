"""What all pictures share."""

from decimal import Decimal

import pytest

from tieback.picture.svg import again, name_of, wrapped


def test_a_picture_is_drawn_again_from_where_it_stands() -> None:
    svg = wrapped("EXAMPLE", "a box", (Decimal(30), Decimal("20.5")), ["<g/>"], key=("EXAMPLE", 1))
    assert again(svg) == (
        f'<svg viewBox="0 0 30 20.5" aria-hidden="true"><use href="#{name_of(("EXAMPLE", 1))}"/></svg>'
    )


@pytest.mark.parametrize("other", ["", "<svg/>", '<p>text</p><svg xmlns="x" id="ab" viewBox="0 0 1 1">'])
def test_what_is_no_picture_of_ours_is_refused(other: str) -> None:
    with pytest.raises(ValueError, match="no picture"):
        again(other)
