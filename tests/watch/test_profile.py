"""Profiles: from a case, from watch.toml, and both as one; a word that nobody knows is refused by name."""

from datetime import date
from pathlib import Path

import pytest

from tieback.case import read_case
from tieback.model.refusal import Refused
from tieback.watch.profile import hs_digits, join, of_case
from tieback.watch.profile_file import read_profile, template

EXAMPLES = Path(__file__).parents[2] / "examples"


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "watch.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_template_is_read_and_watches_nothing_and_without_its_marks_it_watches_all(
    tmp_path: Path,
) -> None:
    text = template().decode()
    assert read_profile(written(tmp_path, text)) == join([])
    bare = [
        line.removeprefix("# ")
        for line in text.splitlines()
        if line.startswith(("# [[", "# ")) and ("=" in line or "[[" in line)
    ]
    keys = [line for line in bare if line.startswith("[[") or line.split("=")[0].strip().isidentifier()]
    profile = read_profile(written(tmp_path, "\n".join(keys)))
    assert profile.places == ("CN-XJ", "MY")
    assert profile.conventions == ("C029", "P029", "C105")
    assert [party.id for party in profile.parties] == ["S-001"]
    assert [rule.effect for rule in profile.rules] == ["mute", "boost"]
    assert profile.hs[0] == "5201"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("goods = ['unobtainium']", "'unobtainium'"),
        ("places = ['Nowhere at all']", "Nowhere"),
        ("conventions = ['C999']", "conventions"),
        ("laws = ['us_nothing']", "us_nothing"),
        ("suplier = []", "suplier"),
        ("[[supplier]]\nid = 'x'", "name"),
        ("[[supplier]]\nname = 'EXAMPLE'\ncolour = 'red'", "colour"),
        ("[[mute]]\nreason = 'r'", "words"),
        ("goods = 5201", "goods"),
        ("places = [", "TOML"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        read_profile(written(tmp_path, text))


def test_a_file_that_is_not_there_or_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="watch init"):
        read_profile(tmp_path / "none.toml")
    (tmp_path / "watch.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(Refused, match="UTF-8"):
        read_profile(tmp_path / "watch.toml")


def test_a_case_gives_its_parties_but_the_importer_with_tier_goods_and_regions() -> None:
    case = read_case(EXAMPLES / "shirts")
    profile = of_case(case)
    parties = {party.id: party for party in profile.parties}
    assert case.importer not in parties
    assert len(parties) == len(case.parties) - 1
    assert min(party.tier or 9 for party in parties.values()) == 1
    assert max(party.tier or 0 for party in parties.values()) > 1
    assert any(party.regions for party in parties.values())
    assert profile.laws == case.regimes
    assert isinstance(case.as_of, date | None)


def test_joining_keeps_each_party_once_with_all_that_is_known(tmp_path: Path) -> None:
    profile = of_case(read_case(EXAMPLES / "shirts"))
    party = profile.parties[0]
    own = read_profile(
        written(
            tmp_path, f"[[supplier]]\nname = {party.name!r}\naliases = ['EXAMPLE Alias']\ngoods = ['6105']"
        )
    )
    joined = join([profile, own, profile])
    assert len(joined.parties) == len(profile.parties)
    found = joined.parties[0]
    assert "EXAMPLE Alias" in found.names
    assert "6105" in found.hs
    assert joined.cases == profile.cases


def test_tariff_numbers_become_prefixes_of_digits() -> None:
    assert [hs_digits(text) for text in ("6105.10.0010", "52", "5", "no number")] == ["610510", "52", "", ""]
