"""Folding what the store holds: each text once, only beside what is new, and on from where a run was cut."""

from datetime import timedelta

import pytest
from tests.watch.story.invented import START, item

from tieback.model.story import Item, Level
from tieback.watch.article.assembly import Facts, assemble
from tieback.watch.article.line import Piece
from tieback.watch.assemble import assemble as assemble_feed
from tieback.watch.examine import Examiner
from tieback.watch.link.lexicon import load_lexicon
from tieback.watch.profile import Profile, WatchedParty
from tieback.watch.store.examined import Reading
from tieback.watch.store.item import Finding, keep
from tieback.watch.store.store import Store
from tieback.watch.store.story import Sight, fold_among, place

WORDS = [
    "spinners",
    "auditors",
    "ships",
    "courts",
    "rain",
    "bales",
    "looms",
    "valleys",
    "clerks",
    "buses",
    "gates",
    "wages",
    "ledgers",
    "doors",
]


def text_of(number: int) -> str:
    """A text that resembles no other but its twin, which is `number` + 1 of an even one."""
    turn = number // 2
    return " ".join(f"{WORDS[(turn + n) % len(WORDS)]}{turn}x{n}" for n in range(30))


ITEMS = [item(f"i{n:02}", f"title {n // 2}", text_of(n), 24 * n) for n in range(40)]


class Counted:
    """Loads items, and knows which it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, sight: Sight) -> Item:
        self.asked.append(sight.id)
        return next(one for one in ITEMS if one.id == sight.id)


def sights(count: int) -> list[Sight]:
    return [Sight(one.at, one.id) for one in ITEMS[:count]]


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "watch") as opened:
        yield opened


def test_only_what_is_new_and_the_ten_days_before_it_are_compared(store) -> None:
    load = Counted()
    first = place(store, sights(38), load)
    assert load.asked == [one.id for one in ITEMS[:38]]
    again = Counted()
    assert place(store, sights(38), again) == first
    assert again.asked == []
    more = Counted()
    later = place(store, sights(40), more)
    assert more.asked == [one.id for one in ITEMS[28:]]
    assert later["i39"].story == "s-i38"
    assert later["i39"].member.level is Level.EXACT
    assert {id_: later[id_] for id_ in first} == first


def test_a_run_cut_short_goes_on_where_it_was(store, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("tieback.watch.store.story._AT_ONCE", 5)
    with Store(tmp_path / "whole") as other:
        whole = place(other, sights(40), Counted())

    def stop(count: int) -> None:
        if count == 23:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        place(store, sights(40), Counted(), stop)
    rest = Counted()
    assert place(store, sights(40), rest) == whole
    assert rest.asked[0] == "i10"  # ten days before the first that was not kept


def test_an_old_article_that_comes_in_late_is_compared_with_what_stood_beside_it(store) -> None:
    late = ITEMS[5]
    others = [one for one in ITEMS if one is not late]
    place(store, [Sight(one.at, one.id) for one in others], Counted())
    load = Counted()
    placed = place(store, sights(40), load)
    assert load.asked == [one.id for one in ITEMS[:6]]
    assert placed["i05"].story == "s-i04"


def test_stories_of_kept_items_are_those_of_a_plain_fold(store) -> None:
    stories = fold_among(store, ITEMS[:6])
    assert [[member.item for member in story.members] for story in stories] == [
        ["i00", "i01"],
        ["i02", "i03"],
        ["i04", "i05"],
    ]


MILL = WatchedParty("MILL", "EXAMPLE Kestrel Textile Co., Ltd.", (), "CN", ("CN-XJ",), ("5201",))
PROFILE = Profile((MILL,), hs=("5201",))
SAID = "EXAMPLE Kestrel Textile sold cotton from Hotan. The union accused EXAMPLE Kestrel Textile of holding passports."


def fill(store: Store, texts: dict[str, str]) -> None:
    source = store.add_source("feed", "https://news.example/feed", "EXAMPLE News", START).id
    for number, (title, text) in enumerate(texts.items()):
        article = assemble([Piece("headline", title), Piece("body", text)], Facts(title=title))
        url = f"https://news.example/{title}"
        keep(store, source, Finding(article, "listed", url), START + timedelta(hours=number))


def test_only_stories_that_touch_the_profile_are_loaded_and_all_are_counted(store) -> None:
    fill(store, {"Mill accused": SAID, "Rain": text_of(3), "Rain again": text_of(7), "Printed again": SAID})
    lexicon = load_lexicon(PROFILE.parties)
    examiner = Examiner(None, lexicon)
    span = (START - timedelta(days=1), START + timedelta(days=1))
    told: list[tuple[str, int]] = []
    done = assemble_feed(Reading(store, examiner, 0), PROFILE, span, [], lambda *one: told.append(one))
    assert done.counted == (4, 3)
    assert sorted(done.items) == ["i1", "i4"]
    assert done.unread == 1  # the copy is not read
    assert {what for what, _ in told} == {"items linked", "items put into stories"}
    again = assemble_feed(Reading(store, examiner, 10), PROFILE, span, [], lambda *_: None)
    assert again.unread == 0
    assert again.items["i1"].claims
    assert [one.story.id for one in again.ranked] == ["s-i1"]
