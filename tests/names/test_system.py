"""Wade-Giles, postal and Cantonese spellings."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.names import table
from tieback.names.read import read_name
from tieback.names.reading import Part, PartKind
from tieback.names.romanise import romanisations
from tieback.names.syllable import SYLLABLES
from tieback.names.system import hong_kong, jyutping, pinyin_of, postal, wade_giles


def brand(text: str) -> Part:
    return read_name(text).of(PartKind.BRAND)[0]


@pytest.mark.parametrize(
    ("syllables", "wade", "post"),
    [
        (("xin", "jiang"), "hsinchiang", "hinkiang"),
        (("gui", "zhou"), "kueichou", "kweichow"),
        (("qing", "dao"), "chingtao", "kingtao"),
        (("guang", "hua"), "kuanghua", "kwanghwa"),
        (("si", "zi", "ci"), "ssutzutzu", "szetzetze"),
        (("xx",), "", ""),
    ],
)
def test_pinyin_in_older_spellings(syllables: tuple[str, ...], wade: str, post: str) -> None:
    assert wade_giles(syllables) == wade
    assert postal(syllables) == post


@pytest.mark.parametrize(
    ("han", "spelled", "jyut"),
    [
        ("长江", "cheungkong", "coenggong"),
        ("永隆", "winglung", "winglung"),
        ("恒生", "hangseng", "hangsang"),
        ("新鸿基", "sunhungkei", "sanhunggei"),
        ("周大福", "chautaifuk", "zaudaaifuk"),
    ],
)
def test_cantonese_of_known_names(han: str, spelled: str, jyut: str) -> None:
    assert jyutping(han) == jyut
    assert spelled in {key for _, key in romanisations(han)} | set(hong_kong(han))


def test_usual_pinyin_is_told_from_other_systems() -> None:
    systems = dict((key, system) for system, key in romanisations("长江"))  # noqa: C402 - key to system
    assert systems["changjiang"] == "pinyin"
    assert systems["cheungkong"] == "hong-kong"
    assert systems["changchiang"] == "wade-giles"


@pytest.mark.parametrize(
    ("words", "pinyin"),
    [
        (("kwang", "hua"), "guanghua"),
        (("hsinkuang",), "xinguang"),
        (("chunghwa",), "zhonghua"),
        (("tatung",), "datong"),
        (("kiangsi",), "jiangxi"),
    ],
)
def test_older_spellings_know_the_pinyin_they_may_mean(words: tuple[str, ...], pinyin: str) -> None:
    assert pinyin in pinyin_of(words)


@pytest.mark.parametrize("words", [("textile",), ("guanghua",), ("sun",), ("king",), ("hinton",), ()])
def test_other_words_mean_no_pinyin(words: tuple[str, ...]) -> None:
    assert pinyin_of(words) == ()


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(sorted(SYLLABLES)), min_size=2, max_size=2))
def test_wade_giles_words_can_be_read_back(syllables: list[str]) -> None:
    spelled = [wade_giles((syllable,)) for syllable in syllables]
    meant = pinyin_of(tuple(spelled))
    assert len(meant) <= 6
    if meant and all(len(pinyin_of((word, "hsin"))) <= 2 for word in spelled):
        assert "".join(syllables) in meant


def test_every_cantonese_reading_has_a_spelling() -> None:
    spelled = {row["jyutping"] for row in table.rows("hong_kong.csv") if row["spellings"]}
    readings = {
        sound for row in table.rows("meaning_character.csv") for sound in table.cells(row["cantonese"])
    }
    assert readings <= spelled


def test_every_pinyin_syllable_has_a_wade_giles_spelling() -> None:
    assert {row["pinyin"] for row in table.rows("mandarin.csv")} >= SYLLABLES - {"e", "a", "o"}


def test_brands_in_older_spellings_meet_their_characters() -> None:
    for latin, han in (
        ("Cheung Kong (Holdings) Ltd", "长江集团有限公司"),
        ("Wing Lung Bank Ltd", "永隆银行有限公司"),
        ("Hsin Kuang Steel Co Ltd", "新光钢铁股份有限公司"),
        ("Kwang Hua Chemical", "光华化学"),
    ):
        a, b = brand(latin), brand(han)
        assert {a.key, *a.readings} & {b.key, *b.readings}


@settings(deadline=None, max_examples=200)
@given(st.text(alphabet="长江永隆恒生重行乐绿女单解都泊朴", min_size=1, max_size=5))
def test_a_han_brand_never_has_more_than_a_dozen_readings(han: str) -> None:
    found = romanisations(han)
    assert len(found) <= 13
    assert len({key for _, key in found}) == len(found)
    assert found[0][0] == "pinyin"


@pytest.mark.parametrize(
    "spellings",
    [
        ("ئالتۇن", "Altun", "Алтун"),
        ("ياخشى", "Yaxshi", "Яхши"),
        ("قەيسەر", "Qeyser", "Қәйсәр"),
        ("ۋەتەن", "Weten", "Вәтән"),
    ],
)
def test_a_uyghur_brand_meets_itself_in_three_scripts(spellings: tuple[str, ...]) -> None:
    keys = [{part.key, *part.readings} for part in map(brand, spellings)]
    assert set.intersection(*keys)


def test_the_older_uyghur_latin_is_read() -> None:
    assert read_name("Ⱪəxⱪər Paxta").parts[0].key == read_name("قەشقەر").parts[0].key


@pytest.mark.parametrize(
    ("kind", "key", "spellings"),
    [
        (PartKind.QUALIFIER, "factory", ("كارخانىسى", "karxanisi", "карханиси", "завути")),
        (PartKind.SECTOR, "textile", ("توقۇمىچىلىق", "toqumichiliq", "тоқумичилиқ")),
        (PartKind.SECTOR, "cotton-textile", ("پاختا توقۇمىچىلىق", "paxta toqumichiliq", "пахта тоқумичилиқ")),
        (PartKind.FORM, "limited", ("چەكلىك شىركىتى", "cheklik shirkiti", "чәклик ширкити")),
    ],
)
def test_words_of_uyghur_firms_are_read_in_three_scripts(
    kind: PartKind, key: str, spellings: tuple[str, ...]
) -> None:
    for spelling in spellings:
        assert (kind, key) in {(part.kind, part.key) for part in read_name(f"Altun {spelling}").parts}, (
            spelling
        )


def test_uyghur_typed_with_the_persian_yeh_is_read_alike() -> None:
    assert [read_name(text).parts[0].key for text in ("شینجاڭ", "شىنجاڭ")] == ["CN-XJ", "CN-XJ"]


@pytest.mark.parametrize("spelled", ["Hsin Chiang", "Hsin-chiang", "Sinkiang", "HSIN CHIANG"])
def test_a_province_is_read_in_wade_giles_of_two_words(spelled: str) -> None:
    assert read_name(f"{spelled} Cotton Mill").parts[0].key == "CN-XJ"
