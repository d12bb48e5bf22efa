"""A Latin and a Han name called hopeless before they are compared: never a pair that a comparison brings to an alert."""

import csv
import random
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.lists.edition import Edition, ListedEntity, ListedName
from tieback.model.party import Party
from tieback.screen import comparison, listed
from tieback.screen.admission import enough
from tieback.screen.comparison import compare_names
from tieback.screen.name import ready
from tieback.screen.prospect import cap, hopeless
from tieback.screen.prospect_bulk import listen
from tieback.screen.score import THRESHOLD
from tieback.screen.screening import Screener

NEEDED = [enough(THRESHOLD, placed=placed) / 100 for placed in (False, True)]
LATIN = st.lists(
    st.sampled_from(
        [
            *(
                "Xinjiang",
                "Shanghai",
                "Zhongtai",
                "Zhong",
                "Tai",
                "Jixiang",
                "Auspicious",
                "Siemens",
                "Simens",
            ),
            *(
                "Tianye",
                "Skyray",
                "Golden",
                "Dragon",
                "Gold",
                "Stone",
                "Greentown",
                "Huafu",
                "BYD",
                "ZT",
                "QJ",
            ),
            *(
                "Chemical",
                "Textile",
                "Technology",
                "Steel",
                "Iron and Steel",
                "Group",
                "Holdings",
                "Investment",
            ),
            *(
                "Co., Ltd.",
                "Limited",
                "No. 2",
                "Second",
                "China",
                "Hong Kong",
                "Quorvex",
                "Ltd",
                "Lingyuan",
                "Obama",
            ),
        ]
    ),
    min_size=1,
    max_size=5,
).map(" ".join)
HAN = st.lists(
    st.sampled_from(
        [
            *(
                "新疆",
                "上海",
                "中泰",
                "吉祥",
                "西门子",
                "天业",
                "天瑞",
                "金龙",
                "金石",
                "绿城",
                "华孚",
                "比亚迪",
            ),
            *(
                "化学",
                "纺织",
                "科技",
                "钢铁",
                "集团",
                "控股",
                "投资",
                "股份有限公司",
                "有限公司",
                "第二",
                "二",
            ),
            *("中国", "香港", "天", "龙", "凌钢", "德宏", "银行", "奥巴马"),
        ]
    ),
    min_size=1,
    max_size=5,
).map("".join)


def wrong(latin: str, han: str) -> list[tuple[str, str, float]]:
    """The pair with its bits if it is called hopeless and may yet come to an alert."""
    found = []
    for a, b in ((ready(latin), ready(han)), (ready(han), ready(latin))):
        whole = compare_names(a, b, kinds=("company", "company"))
        bits = float(sum(row.weight for row in whole.alignment))
        if whole.exact or whole.score <= cap():
            continue
        found += [(a.text, b.text, bits) for needed in NEEDED if bits >= needed and hopeless(a, b, needed)]
    return found


@settings(deadline=None, max_examples=300)
@given(LATIN, HAN)
def test_what_is_called_hopeless_stays_below_what_an_alert_needs(latin: str, han: str) -> None:
    assert wrong(latin, han) == []


@pytest.mark.parametrize(
    ("latin", "han"),
    [
        ("Xinjiang Zhongtai Chemical Co., Ltd.", "新疆中泰化学股份有限公司"),
        ("Auspicious Chemical", "吉祥化学"),
        ("Siemens", "西门子"),
        ("BYD", "比亚迪"),
    ],
)
def test_names_that_may_be_one_are_not_hopeless(latin: str, han: str) -> None:
    assert not hopeless(ready(latin), ready(han), NEEDED[0])


def test_names_without_anything_in_common_are_hopeless() -> None:
    assert hopeless(ready("Quorvex Cotton Co., Ltd."), ready("新疆中泰化学股份有限公司"), NEEDED[1])


def small_list(texts: Sequence[str]) -> Edition:
    """An invented list."""
    entities = tuple(
        ListedEntity(str(at), text, "company", (ListedName(text, "primary"),))
        for at, text in enumerate(texts)
    )
    size = len(entities)
    return Edition(
        *("example", "EXAMPLE list", "EXAMPLE office", "", "ab" * 32, "cd" * 32, None, None, None),
        *(size, size, True, entities),
    )


def alerts(screener: Screener, texts: Sequence[str]) -> list[object]:
    asked = [(Party(str(at), text), ()) for at, text in enumerate(texts)]
    return [screened.alerts for screened in screener.many(asked)]


@settings(deadline=None, max_examples=25)
@given(
    st.lists(LATIN | HAN, min_size=1, max_size=12, unique=True), st.lists(HAN | LATIN, min_size=1, max_size=6)
)
def test_a_batch_gives_what_one_by_one_gives_and_what_comparing_everything_gives(
    held: list[str], asked: list[str]
) -> None:
    edition = small_list(held)
    with pytest.MonkeyPatch.context() as patch:
        alone = alerts(Screener([edition], threshold=Decimal("0.60")), asked)
        patch.setattr(listed, "_WORTH_COMPILED", 0)
        together = alerts(Screener([edition], threshold=Decimal("0.60")), asked)
        patch.setattr(comparison, "hopeless", lambda *_: False)
        everything = alerts(Screener([edition], threshold=Decimal("0.60")), asked)
    assert alone == together == everything


@pytest.mark.shared
def test_real_names_called_hopeless_never_alert(shared: Path) -> None:
    """Every English name of a sample beside every Chinese one, heard in one call."""
    with (shared / "data/names/listed_company_en_zh_pairs.csv").open(encoding="utf-8") as lines:
        rows = random.Random(11).sample(list(csv.DictReader(lines)), 36)
    latins = [row["name_en"] for row in rows]
    lost = []
    for row in rows:
        han = row["name_zh_full_extracted"] or row["name_zh_short"]
        listen(ready(han), [ready(text) for text in latins if ready(text).words.scripts == {"latin"}])
        lost += [found for latin in latins for found in wrong(latin, han)]
    assert lost == []
