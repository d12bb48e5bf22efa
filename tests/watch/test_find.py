from functools import cache

from tieback.model.article import Article
from tieback.watch.claim.find import find_claims
from tieback.watch.claim.parse import Parser, load_parser


@cache
def parser() -> Parser | None:
    return load_parser()


def article(text: str) -> Article:
    return Article(None, None, text, None, (), (), None, None, "en", None, (), (), ())


def test_a_reported_sentence_is_a_claim_of_its_speaker_with_offsets_into_the_text() -> None:
    text = "The EXAMPLE Harbour League said on Monday that guards at the Ondale mill kept the workers' passports."
    (claim,) = find_claims(article(text), parser())
    assert claim.text == text[claim.start : claim.end]
    assert claim.text == "that guards at the Ondale mill kept the workers' passports"
    assert claim.speaker.name == "EXAMPLE Harbour League"
