"""Who a speaking phrase stands for, on invented passages."""

from functools import cache

import pytest

from tieback.model.article import Article
from tieback.model.claim import Speaker
from tieback.watch.claim.find import find_claims
from tieback.watch.claim.parse import Parser, load_parser


@cache
def parser() -> Parser | None:
    return load_parser()


def speakers(text: str) -> list[Speaker]:
    made = Article(None, None, text, None, (), (), None, None, "en", None, (), (), ())
    return [claim.speaker for claim in find_claims(made, parser())]


NAMED = [
    ("Ana Velez, a spokeswoman for Ondale Mills, said wages were paid. Velez said doors were open.", "Ana Velez"),
    ("Ana Velez, a spokeswoman for Ondale Mills, said wages were paid. She said doors were open.", "Ana Velez"),
    ("Ondale Mills said wages were paid. The company said doors were open.", "Ondale Mills"),
    ("Ondale Mills said wages were paid. It said doors were open.", "Ondale Mills"),
    ("Inspectors from the Marlow Fisheries Board went aboard. The board said nobody was paid.", "Marlow Fisheries Board"),
    ("The Ministry of Labour held a meeting. The ministry said nobody was paid.", "Ministry of Labour"),
    ("Interior Minister Sela Kordt came. The minister said nobody was held.", "Sela Kordt"),
    ("Kordt: no one held\n\nInterior Minister Sela Kordt said no one was held.", "Sela Kordt"),
    ("Open Loom, a rights group, went there. The group said nobody was paid.", "Open Loom"),
    ("A report by the Harbour Institute said that nobody was paid.", "Harbour Institute"),
    ("The weather was fine. Washington said nobody was paid.", "government of the United States"),
    ("The court met. Its judgment noted that nobody was paid.", "court"),
    ("Mr Olin Strade met Petra Sund. He said nobody was paid.", "Olin Strade"),
    ("The mayor denied it. Villagers told another story: soldiers came, they said.", "Villagers"),
    ("Nurse Ana Sol said it was over. Bo Farrow said he knew. “It is not,” she replied.", "Ana Sol"),
    ("The bill was described by its drafter, Senator Ilse Bonn, as a start.", "Ilse Bonn"),
    ("Ostra Mining, which the group accuses of using debt labour, is rich.", "group"),
    ("The mill, EXAMPLE Palmetto, said gates were open. One former packer said she was held.", "One former packer"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), NAMED, ids=[text[-40:] for text, _ in NAMED])
def test_the_last_speaker_is_resolved_within_the_article(text: str, name: str) -> None:
    assert speakers(text)[-1].name == name


ROLES = [
    ("Ana Velez, a spokeswoman for Ondale Mills, said wages were paid.", "spokeswoman", "Ondale Mills"),
    ("The labour ministry's spokesman, Idris Vane, said wages were paid.", "spokesman", "labour ministry"),
    ("Ondale Mills said nothing was wrong. Its director, Ruth Amsel, said wages were paid.", "director", "Ondale Mills"),
    ("Hanne Dorrit, who leads the garment workers' union, said wages were low.", "leads", "garment workers' union"),
    ("“Pay us,” said economist Lea Varn.", "economist", None),
    ("Deputy labour minister Petra Sund said wages were paid.", "labour minister", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "role", "organisation"), ROLES, ids=[text[:40] for text, _, _ in ROLES])
def test_role_and_organisation_are_read_beside_the_name(
    text: str, role: str, organisation: str | None
) -> None:
    speaker = speakers(text)[-1]
    assert (speaker.role, speaker.organisation) == (role, organisation)


def test_a_document_is_seen_through_who_saw_it() -> None:
    text = (
        "According to customs filings reviewed by the EXAMPLE Ledger, the packers have shipped 41 containers."
    )
    made = Article(None, None, text, None, (), (), None, None, "en", None, (), (), ())
    (claim,) = find_claims(made, parser())
    assert claim.speaker.name is not None
    assert claim.speaker.name.startswith("customs filings")
    assert [via.name for via in claim.via] == ["EXAMPLE Ledger"]
