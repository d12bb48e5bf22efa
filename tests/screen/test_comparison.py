"""Two names, part by part: what must meet, what must not, and what holds for all names."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.model.answer import Answer
from tieback.screen.comparison import (
    ANOTHER_BRANCH,
    EMPTY,
    NAMELESS,
    NOT_DISTINCTIVE,
    UNREADABLE,
    compare,
    compare_names,
)
from tieback.screen.name import ready
from tieback.screen.score import THRESHOLD, squash, total_bits

MEET = [
    ("Kashgar Textile", "Kashi Textile"),
    ("Aksu Huafu Textiles Co.", "Akesu Huafu Textile Co Ltd"),
    ("新疆中泰化学股份有限公司", "Xinjiang Zhongtai Chemical Co., Ltd."),
    ("新疆中泰化学股份有限公司", "中泰化学"),
    ("Haoyuanpeng Clothing Manufacturing Co. Ltd", "Beijing Hao Yuan Peng Clothing Mfg"),
    ("XPCC", "Xinjiang Production and Construction Corps"),
    ("XPCC", "新疆生产建设兵团"),
    ("Bingtuan", "新疆生产建设兵团"),
    ("Xinjiang Zhongtai Chemical", "Zhongtai Chemical"),
    ("Textile Zhongtai Xinjiang", "Xinjiang Zhongtai Textile"),
    ("Smith, John", "John Smith"),
    ("TACTICAL MISSILES CORPORATION JOINT STOCK COMPAN", "TACTICAL MISSILES CORPORATION JOINT STOCK COMPANY"),
    ("Huafu Fashion Co., Ltd.", "华孚时尚股份有限公司"),
    ("BYD Electronic (International) Company Limited", "比亚迪电子"),
    ("Oshkosh Defense, LLC", "奥什科什防务公司"),
    ("Komatsu Industries Corporation", "小松产机株式会社"),
    ("Rhombus Power Inc.", "菱形力量公司"),
    ("Barack Obama", "贝拉克·奥巴马"),
    ("UPS", "United Parcel Service, Inc."),
    (
        "8th Division Tianye Co., Ltd",
        "Xinjiang Production and Construction Corps 8th Division Tianye Co., Ltd",
    ),
    ("8th Division Tianye Co., Ltd", "第八师天业有限公司"),
    ("Waigaoqiao Co., Ltd.", "外高桥股份有限公司"),
    ("Zhuzhou Kibing Group Co.,Ltd", "株洲旗滨玻璃集团有限公司"),
]
APART = [
    ("Shenyang No. 1 Machine Tool Factory", "Shenyang No. 2 Machine Tool Factory"),
    ("7th Division Tianye Co., Ltd.", "XPCC 8th Division Tianye Co., Ltd."),
    ("Seasky", "PJSC Sasco"),
    ("Cafiero SRL", "Chafer"),
    ("Hengli Petrochemical Co.,Ltd.", "恒逸石化股份有限公司"),
    ("Zhejiang Jingxing Paper Co., Ltd.", "浙江荣晟纸业有限公司"),
    ("Shanghai Shouyuan Holdings", "数字王国集团有限公司"),
    ("Xinjiang Tianye Textile", "Xinjiang Tianyu Textile"),
    ("Shandong Huaxin Cotton", "Xinjiang Huaxin Cotton"),
    ("BELLETECH CORP", "11420 CORP."),
    ("EMMA LLC", "Yantai Trading LLC"),
    ("Bank of the West", "Bank of the East"),
    ("Zhongtai Chemical", "Zhongtai Group"),
    ("Haoyuanpeng", "Haoyuanpang"),
    ("Changji Esquel Textile Co., Ltd.", "Turpan Esquel Textile Co., Ltd."),
    ("Global Industries International Limited", "Global International Trading"),
    ("Roo Hsing Garment Co Ltd No. 1", "Roo Hsing Garment Co Ltd No. 2"),
    ("Xinjiang Textile Co Ltd", "Xinjiang Cotton Co Ltd"),
    ("新疆中泰化学股份有限公司", "新疆中天化学股份有限公司"),
]
SAME = [
    ("Xinjiang Zhongtai Chemical Co., Ltd.", "XINJIANG ZHONGTAI CHEMICAL CO.,LTD"),
    ("Xinjiang Zhongtai Chemical Co., Ltd.", "Xinjiang Zhongtai Chemical Company Limited"),
    ("新疆中泰化學股份有限公司", "新疆中泰化学股份有限公司"),
    ("新疆中泰（集团）有限责任公司", "新疆中泰(集团)有限公司"),
    ("Hao Yuan Peng Clothing Co Ltd", "Haoyuanpeng Clothing Co., Ltd."),
]


@pytest.mark.parametrize(("a", "b"), MEET)
def test_these_names_meet(a: str, b: str) -> None:
    assert compare(a, b).match is Answer.YES


@pytest.mark.parametrize(("a", "b"), APART)
def test_these_names_stay_below_the_threshold(a: str, b: str) -> None:
    assert compare(a, b).match is Answer.NO


@pytest.mark.parametrize(("a", "b"), SAME)
def test_the_same_legal_name_is_exact_whatever_its_form_and_spacing(a: str, b: str) -> None:
    comparison = compare(a, b)
    assert comparison.exact
    assert comparison.score == 1


@pytest.mark.parametrize(
    ("a", "b"), [MEET[0], MEET[2], ("Esquel Group", "Esquel"), ("Alpha Trading LLC", "Alpha Trading")]
)
def test_an_exonym_another_script_or_a_missing_part_is_not_exact(a: str, b: str) -> None:
    assert not compare(a, b).exact


@pytest.mark.parametrize(("a", "b"), [("", "Foo"), ("Foo", "  "), ("", "")])
def test_an_empty_name_is_unknown_and_scores_nothing(a: str, b: str) -> None:
    comparison = compare(a, b)
    assert (comparison.score, comparison.match, comparison.rule) == (0, Answer.UNKNOWN, EMPTY)


def test_a_name_of_signs_is_unreadable_and_unknown() -> None:
    comparison = compare("???", "Foo Co Ltd")
    assert (comparison.match, comparison.rule) == (Answer.UNKNOWN, UNREADABLE)


def test_a_branch_is_its_company_but_another_branch_is_not() -> None:
    company = "China Cotton Group Henan Logistics Park Co., Ltd."
    listed, branch = ready(company), ready(f"{company}, Xinye Branch")
    assert compare_names(branch, listed).exact
    assert not compare_names(listed, branch).exact
    other = compare(f"{company}, Zhoukou Branch", f"{company}, Xinye Branch")
    assert (other.match, other.rule, other.exact) == (Answer.NO, ANOTHER_BRANCH, False)


def test_a_branch_and_its_company_compare_alike_in_either_order() -> None:
    company = "China Cotton Group Henan Logistics Park Co., Ltd."
    branch = f"{company}, Xinye Branch"
    one, other = compare(branch, company), compare(company, branch)
    assert (one.score, one.match, one.rule, one.exact) == (other.score, other.match, other.rule, other.exact)
    assert (one.match, one.exact) == (Answer.YES, False)


def test_a_legal_form_alone_never_matches() -> None:
    assert compare("ALPHA CORP", "BETA CORP").rule in {NOT_DISTINCTIVE, "brand contradicts"}
    assert compare("CORP", "CORP OF ALPHA").rule == NAMELESS


def test_spans_of_the_alignment_cut_the_parts_out_of_both_names() -> None:
    a, b = "Aksu Huafu Textiles Co.", "Akesu Huafu Textile Co Ltd"
    rows = {row.part: (a[slice(*row.a)], b[slice(*row.b)], row.rule) for row in compare(a, b).alignment}
    assert rows["place"] == ("Aksu", "Akesu", "exonym")
    assert rows["brand"] == ("Huafu", "Huafu", "same")
    assert rows["sector"][:2] == ("Textiles", "Textile")


def test_the_printed_weights_add_up_to_the_score() -> None:
    for a, b in [*MEET, *APART]:
        comparison = compare(a, b)
        if comparison.exact:
            continue  # the same legal name scores 1 whatever its rows say
        assert comparison.score == squash(total_bits(comparison.alignment))


def test_countries_and_addresses_move_the_score() -> None:
    names = ("Felix Garment", "Felix Garments Ltd")
    alone = compare(*names).score
    assert (
        compare(*names, countries=("TN", "Tunisia")).score
        > alone
        > compare(*names, countries=("TN", "IT")).score
    )
    address = "Lot 10 Industrial Zone, Utique 7060, Bizerte"
    assert compare(*names, addresses=(address, "lot 10 industrial zone utique 7060 bizerte")).score > alone


words = st.sampled_from(
    [
        "Xinjiang",
        "Aksu",
        "Hotan",
        "Huafu",
        "Tianye",
        "Esquel",
        "Textile",
        "Cotton",
        "Group",
        "Co., Ltd.",
        "Corp",
        "No. 3",
        "新疆",
        "中泰",
        "化学",
    ]
)
names = st.one_of(st.lists(words, max_size=6).map(" ".join), st.text(max_size=40))


@settings(deadline=None, max_examples=150)
@given(names, names)
def test_swapping_the_names_changes_neither_score_nor_weights(a: str, b: str) -> None:
    one, other = compare(a, b), compare(b, a)
    assert (one.score, one.match) == (other.score, other.match) or one.exact != other.exact
    assert sorted((row.part, row.weight) for row in one.alignment) == sorted(
        (row.part, row.weight) for row in other.alignment
    )


@settings(deadline=None, max_examples=100)
@given(names)
def test_every_readable_name_is_exactly_itself(name: str) -> None:
    comparison = compare(name, name)
    assert comparison.exact or comparison.match is Answer.UNKNOWN
    assert Decimal(0) <= comparison.score <= 1


@settings(deadline=None, max_examples=100)
@given(names, names)
def test_spans_lie_within_the_names_and_scores_within_bounds(a: str, b: str) -> None:
    comparison = compare(a, b)
    assert Decimal(0) <= comparison.score <= 1
    for row in comparison.alignment:
        assert 0 <= row.a[0] <= row.a[1] <= len(a)
        assert 0 <= row.b[0] <= row.b[1] <= len(b)


def test_places_are_weighed_by_what_they_are_in_every_script() -> None:
    pairs = [
        ("新疆雪松纺织有限公司", "山东雪松纺织有限公司", "contradicts"),
        ("Xinjiang Quorvex Textile", "Shandong Quorvex Textile", "contradicts"),
        ("和田雪松纺织有限公司", "新疆雪松纺织有限公司", "within"),
        ("Hotan Quorvex Textile", "Xinjiang Quorvex Textile", "within"),
    ]
    for a, b, rule in pairs:
        for one, other in ((a, b), (b, a)):
            found = compare(one, other)
            assert [row.rule for row in found.alignment if row.part == "place"] == [rule], (one, other)
            assert (found.match is Answer.YES) == (rule == "within")


def test_a_narrower_trade_is_related_and_no_contradiction() -> None:
    for a, b in (("Quorvex Textile", "Quorvex Spinning"), ("雪松纺织", "雪松针织")):
        assert [row.rule for row in compare(a, b).alignment if row.part == "sector"] == ["related"], (a, b)


def test_a_legal_form_alone_is_nobodys_legal_name() -> None:
    found = compare("Co., Ltd. Co., Ltd.", "Co., Ltd.")
    assert (found.exact, found.match, found.rule) == (False, Answer.UNKNOWN, NAMELESS)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Co., Ltd.", "Co Ltd"),
        ("N/A", "N/A"),
        ("有限公司", "Co., Ltd."),
        ("无", "unknown"),
        ("GmbH", "Shili GmbH"),
    ],
)
def test_what_names_nobody_is_unknown_even_beside_itself(a: str, b: str) -> None:
    found = compare(a, b)
    assert (found.score, found.match, found.rule, found.exact) == (0, Answer.UNKNOWN, NAMELESS, False)


@pytest.mark.parametrize(
    "name", ["SP Corporation Limited", "NA Textile", "Unknown Worlds", "无锡纺织", "Co-op Bank"]
)
def test_a_name_that_holds_a_form_or_a_placeholder_is_a_name(name: str) -> None:
    assert compare(name, name).exact


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("百事", "百世"),
        ("新疆华孚纺织有限公司", "新疆华服纺织有限公司"),
        ("新疆示例一厂", "新疆示例二厂"),
    ],
)
def test_chinese_names_that_sound_alike_or_differ_in_number_are_no_match(a: str, b: str) -> None:
    assert compare(a, b).match is Answer.NO


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("8th Division, Xinjiang Production and Construction Corps", "新疆生产建设兵团第八师", True),
        ("7th Division, XPCC", "新疆生产建设兵团第八师", False),
        ("Habib Bank Limited", "حبیب بینک لمیٹڈ", True),
        ("Bank Mellat", "بانک ملت", True),
        ("Bank Saderat", "بانک ملت", False),
    ],
)
def test_divisions_in_any_order_and_names_written_without_vowels(a: str, b: str, same: bool) -> None:
    assert (compare(a, b).match is Answer.YES) is same


def test_short_words_that_differ_in_a_letter_are_no_slip() -> None:
    assert compare("ABC Trading Co", "ABD Trading Co").match is Answer.NO


def test_three_initials_are_believed_of_two_names_laid_side_by_side_and_not_of_a_stranger():
    short, long = "EKT", "Example Knitting Trust"
    assert compare(short, long).score > THRESHOLD
    screened = compare_names(ready(short), ready(long))
    assert screened.score < THRESHOLD
    assert any(row.rule == "few letters" for row in screened.alignment)
    assert squash(total_bits(screened.alignment)) == screened.score
