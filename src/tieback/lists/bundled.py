"""The editions that come with Tieback: partial by nature, so they can raise alerts and settle nothing."""

import csv
from functools import cache

from tieback.lists import catalogue, codec, own
from tieback.lists.edition import Edition
from tieback.proof.digest import sha256


def list_ids() -> tuple[str, ...]:
    """Ids of the lists that have a bundled edition, sorted."""
    return tuple(name for name in catalogue.list_ids() if edition(name) is not None)


@cache
def edition(list_id: str) -> Edition | None:
    """The bundled edition of a list, or None."""
    card = catalogue.card(list_id)
    if card is None or card.bundled is None:
        return None
    data = catalogue.bundled_bytes(list_id)
    header, *rows = csv.reader(data.decode("utf-8").splitlines())
    columns = {name: at for at, name in enumerate(header)}
    parsed = own.read_rows(columns, enumerate(rows, start=2), f"{list_id}/bundled.csv")
    return codec.seal(
        Edition(
            list=list_id,
            title=card.title,
            publisher=card.publisher,
            effect=card.effect,
            sha256=sha256(data),
            content_sha256="",
            published_on=card.bundled.published_on,
            retrieved_at=None,
            as_of=card.bundled.as_of,
            entries=len(parsed.entities),
            expected=card.bundled.expected,
            complete=False,
            entities=parsed.entities,
            bundled=True,
            source_url=card.url,
        )
    )
