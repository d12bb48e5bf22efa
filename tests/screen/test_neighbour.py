"""Looking a name up: likest first, in any script, and never empty-handed where something is listed."""

from datetime import date

import pytest

from tieback.lists.edition import Edition, ListedEntity, ListedName
from tieback.screen import neighbour
from tieback.screen.neighbour import Neighbours

NAMES = {
    "1": ("Kashgar Quorvex Textile Co., Ltd.", "喀什阔沃斯纺织有限公司"),
    "2": ("Hotan Zarbolin Silicon Co., Ltd.",),
    "3": ("Marvelin Wool AG",),
}
ENTITIES = tuple(
    ListedEntity(id_, names[0], "company", tuple(ListedName(name, "alias") for name in names))
    for id_, names in NAMES.items()
)
ON = date(2026, 1, 2)
LIST = Edition(
    "example", "E", "E", "E", "0" * 64, "1" * 64, ON, None, ON, 3, 3, complete=True, entities=ENTITIES
)


@pytest.fixture(params=[2_000, 0], ids=["compared whole", "ranked first"])
def neighbours(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Neighbours:
    monkeypatch.setattr(neighbour, "_SHORT", request.param)
    return Neighbours([LIST])


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("zarbolim silicon", "2"),
        ("Kashi Quorvex", "1"),
        ("喀什阔沃斯纺织", "1"),
        ("扎博林硅业", "2"),
        ("wool marvelin", "3"),
    ],
)
def test_the_likest_comes_first_in_any_script(neighbours: Neighbours, name: str, id_: str) -> None:
    assert neighbours.of([name], 3)[0][0].entity.id == id_


def test_an_entity_stands_once_under_its_likest_name_and_scores_fall(neighbours: Neighbours) -> None:
    [found] = neighbours.of(["喀什阔沃斯纺织有限公司"], 20)
    assert len({one.entity.id for one in found}) == len(found)
    assert found[0].name == "喀什阔沃斯纺织有限公司"
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


def test_whoever_is_unlike_all_has_neighbours_too_and_a_blank_name_none(neighbours: Neighbours) -> None:
    unlike, blank = neighbours.of(["Пример", "  "], 2)
    assert len(unlike) == 2
    assert blank == []
    assert Neighbours([]).of(["Marvelin"]) == [[]]
