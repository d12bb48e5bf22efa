"""Which letters render which sounds of Chinese: names/meaning_sound.csv, learned from pairs of names.

`python bench/learn_sound.py ../shared/data/names`. Two thirds of the companies are used, the rest is kept for
bench/meaning.py (`held_out`). Viterbi training: each pair's best cut is counted, the counts are the next round's
weights; a prior of what commonly goes together keeps rare sounds sensible. The pairs' text does not ship.
"""

import csv
import sys
from collections import Counter, defaultdict
from math import log2
from pathlib import Path

from learn_pairs import brand_words, listed, persons, sanctioned, southern

from tieback.names.meaning import cantonese
from tieback.names.meaning_sound import CANTONESE, MANDARIN, Weights, align, split, stretches
from tieback.names.romanise import syllables

OUT = Path(__file__).parents[1] / "src/tieback/names/meaning_sound.csv"
SOURCE = "counted in pairs of published names; own prior"
ROUNDS = 6
PRIOR = 6.0  # observations that the prior is worth
BELIEVED = 3.0  # bits from which a cut is counted
EXACT = 0.15  # weight of a pair whose word is plain pinyin: it teaches little
UNSEEN, LEAST, MOST = -4.5, -3.0, 9.0  # bits: what is below the least is not kept
LONGEST_WORD, LONGEST_HAN, LONGEST_RUN = 14, 6, 3

# Letters that commonly stand for an initial: the first more than the others.
ONSETS = {
    MANDARIN: {
        "b": "b b b p v", "p": "p p p b ph", "m": "m", "f": "f f f ph v h", "d": "d d d t", "t": "t t t th d",
        "n": "n", "l": "l l l r", "g": "g g g c k gh", "k": "k k k c ch q g kh", "h": "h h h wh",
        "j": "j j j g k ch z c", "q": "q q q ch k c j ts", "x": "x x x s sh h c hs", "zh": "zh zh zh j ch z g tr",
        "ch": "ch ch ch tr c j", "sh": "sh sh sh s sch", "r": "r r r j l", "z": "z z z ts c s j tz",
        "c": "c c c ts z s", "s": "s s s z c th x ss", "y": "y y y j", "w": "w w w v wh", "er": "r l r l",
    },
    CANTONESE: {
        "z": "z ch j ts c tz", "c": "c ch ts t", "j": "y y y j i", "gw": "kw gw qu k", "kw": "kw qu",
        "s": "s s s sh", "d": "d t", "b": "b p", "g": "g k", "p": "p", "t": "t", "k": "k h", "h": "h", "l": "l",
        "n": "n l", "m": "m", "f": "f", "w": "w v", "ng": "ng n",
    },
}  # fmt: skip
_DROPPED = frozenset(
    ["e", "i", "u", "o", "a", "v", "ei"]
)  # finals that a lone consonant may carry: 克 for k, 特 for t
_FOR_ER = frozenset(("", "er", "el", "or", "ar", "re", "le"))
_VOWELS = "aeiouyv"

Key = tuple[str, str, str]  # language, part, sound
Sample = tuple[list[str], list[str], bool]  # joined Latin words, Han runs, may be Cantonese


def samples(names: Path) -> list[Sample]:
    """What may render what: every run of up to three words of the brand, against the Han brand."""
    short, full = (
        listed(names, column, held=False) for column in ("name_zh_short", "name_zh_full_extracted")
    )
    cantonese_too = southern(names)
    found: dict[tuple[tuple[str, ...], tuple[str, ...]], bool] = {}
    for english, chinese in (*short, *full, *sanctioned(names, held=False), *persons(names)):
        words, han = brand_words(english)[0], brand_words(chinese)[1]
        runs = [
            "".join(words[start:end])
            for start in range(len(words))
            for end in range(start + 1, min(len(words), start + LONGEST_RUN) + 1)
        ]
        latin = tuple(dict.fromkeys(r for r in runs if 3 <= len(r) <= LONGEST_WORD and r.isalpha()))
        brands = tuple(run for run in han if 2 <= len(run) <= LONGEST_HAN)
        if latin and brands:
            found[latin, brands] = english in cantonese_too
    return [(list(latin), list(brands), either) for (latin, brands), either in found.items()]


class Model:
    """Counts of cuts, and the weights they give."""

    def __init__(self, data: list[Sample]) -> None:
        self.counts: dict[Key, Counter[str]] = defaultdict(Counter)
        self.anywhere = {"onset": Counter[str](), "rhyme": Counter[str]()}
        for runs, _, _ in data:
            for word in runs:
                for found in stretches(word):
                    for _, onset, rhyme in found:
                        self.anywhere["onset"][onset] += 1
                        self.anywhere["rhyme"][rhyme] += 1
        self._held: dict[Key, Weights] = {}

    def recount(self, counts: dict[Key, Counter[str]]) -> None:
        """Take the counts of a round."""
        self.counts = counts
        self.anywhere = {"onset": Counter(), "rhyme": Counter()}
        for (_, part, _), letters in counts.items():
            self.anywhere[part].update(letters)
        self._held = {}

    def weights(self, key: Key) -> Weights:
        """letters -> bits for a sound."""
        if key not in self._held:
            self._held[key] = self._weigh(key)
        return self._held[key]

    def _weigh(self, key: Key) -> Weights:
        counts, anywhere = self.counts[key], self.anywhere[key[1]]
        prior = {letters: _prior(key, letters) for letters in anywhere}
        whole, seen, total = sum(prior.values()), sum(counts.values()), sum(anywhere.values())
        found: Weights = {}
        for letters, expected in prior.items():
            if counts[letters] < EXACT and expected < 0.4:
                continue
            likely = (counts[letters] + PRIOR * expected / whole) / (seen + PRIOR)
            bits = min(MOST, log2(likely * (total + 200) / (anywhere[letters] + 0.5)))
            if bits > LEAST:
                found[letters] = round(bits, 2)
        return found

    def sounds(self, syllable: str, language: str) -> tuple[Weights, Weights]:
        """Onset and rhyme weights of a syllable."""
        initial, final = split(syllable, language)
        return self.weights((language, "onset", initial)), self.weights((language, "rhyme", final))


def _prior(key: Key, letters: str) -> float:
    language, part, sound = key
    if part == "onset":
        usual = ONSETS[language].get(sound, "").split()
        if not usual:
            return 3.0 if not letters else 0.02
        return 6 * usual.count(letters) / len(usual) + (0.3 if not letters else 0.005)
    if not sound:
        return 1.5 if letters in _FOR_ER else 0.01
    if letters == sound:
        return 3.0
    if not letters:
        return 0.6 if sound in _DROPPED else 0.01
    mine, theirs = ("".join(c for c in text if c in _VOWELS) for text in (sound, letters))
    if not mine or not theirs:
        return 0.01
    alike = mine[0] == theirs[0] or mine[-1] == theirs[-1]
    nasal = (sound[-1] in "ngm" and letters[-1] in "ngm") or (
        sound[-1] not in "ngm" and letters[-1] not in "ngm"
    )
    return (0.5 if nasal else 0.1) if alike else (0.1 if nasal else 0.03)


def spoken(han: str, language: str) -> tuple[str, ...]:
    """Syllables of a Han run in a language."""
    if language == MANDARIN:
        return syllables(han)
    return tuple((cantonese(character) or ("?",))[0] for character in han)


def best_cut(model: Model, sample: Sample) -> tuple[float, str, tuple[str, ...], str]:
    """(bits, language, syllables, word) of the likeliest rendering in a sample."""
    runs, brands, either = sample
    return max(
        (align([model.sounds(syllable, language) for syllable in said], word), language, said, word)
        for word in runs
        for han in brands
        for language in ((MANDARIN, CANTONESE) if either else (MANDARIN,))
        for said in (spoken(han, language),)
    )


def cut(model: Model, language: str, said: tuple[str, ...], word: str) -> list[tuple[str, str, str]]:
    """(syllable, onset, rhyme) along the best cut; syllables and letters that render nothing are left out."""
    starts, size = stretches(word), len(word)
    best: dict[tuple[int, int], tuple[float, tuple[tuple[str, str, str], ...]]] = {(0, 0): (0.0, ())}

    def offer(at: tuple[int, int], bits: float, path: tuple[tuple[str, str, str], ...]) -> None:
        if at not in best or bits > best[at][0]:
            best[at] = (bits, path)

    for number in range(len(said) + 1):
        for at in range(size + 1):
            if (number, at) not in best:
                continue
            bits, path = best[number, at]
            if number < len(said):
                offer((number + 1, at), bits - 5.0, path)
            if at == size:
                continue
            for end, onset, rhyme in starts[at]:
                if end - at <= 3:
                    offer((number, end), bits - 4.0 - 0.5 * (end - at), path)
                if number < len(said):
                    onsets, rhymes = model.sounds(said[number], language)
                    gain = onsets.get(onset, UNSEEN) + rhymes.get(rhyme, UNSEEN)
                    offer((number + 1, end), bits + gain, (*path, (said[number], onset, rhyme)))
    return list(best[len(said), size][1])


def train(data: list[Sample]) -> Model:
    """Six rounds of counting the best cuts."""
    model = Model(data)
    for _ in range(ROUNDS):
        counts: dict[Key, Counter[str]] = defaultdict(Counter)
        believed = 0
        for sample in data:
            bits, language, said, word = best_cut(model, sample)
            if bits <= BELIEVED:
                continue
            believed += 1
            worth = EXACT if "".join(said) == word else 1.0
            for syllable, onset, rhyme in cut(model, language, said, word):
                initial, final = split(syllable, language)
                counts[language, "onset", initial][onset] += worth
                counts[language, "rhyme", final][rhyme] += worth
        model.recount(counts)
        print(f"{believed} of {len(data)} renderings believed")
    return model


def main(names: Path) -> None:
    """Learn and write the table."""
    model = train(samples(names))
    with OUT.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(("language", "part", "sound", "letters", "bits", "count", "source"))
        for key in sorted(model.counts):
            for letters, bits in sorted(model.weights(key).items(), key=lambda item: (-item[1], item[0])):
                table.writerow((*key, letters, bits, round(model.counts[key][letters]), SOURCE))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
