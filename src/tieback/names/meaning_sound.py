"""How well a Latin word renders the sound of Han characters: 西门子 and Siemens, 旗滨 and Kibing, 侨雄 and Kiu Hung.

The word is cut into one stretch of letters for each character; each stretch has an onset and a rhyme, each weighed by
`meaning_sound.csv`: how much likelier these letters are where that sound is meant than anywhere. The table is learned
by bench/learn_sound.py; what it does not hold is improbable. Nothing is looked up by name.
"""

from collections.abc import Sequence
from functools import cache, lru_cache

from tieback.names import table

MANDARIN, CANTONESE, JAPANESE = "mandarin", "cantonese", "japanese"
_INITIALS = {
    MANDARIN: "zh ch sh b p m f d t n l g k h j q x r z c s y w".split(" "),  # noqa: SIM905
    CANTONESE: "gw kw ng b p m f d t n l g k h z c s j w".split(" "),  # noqa: SIM905
}
_WHOLE = frozenset({"er"})  # a syllable that stands for r or l, cut no further
_VOWELS = frozenset("aeiou")
_MOST_ONSET, _MOST_VOWELS, _MOST_CODA = 3, 3, 2  # letters
UNSEEN = -4.5  # bits of a sound and letters that do not go together
_LETTER_SKIPPED, _STRETCH_SKIPPED, _HAN_SKIPPED = -0.5, -4.0, -5.0  # bits
_LONGEST_SKIP = 3  # letters
_HOPELESS = -9.0  # bits after any syllable from which no name recovers to a likeness worth telling
_LOST = -14.0  # bits from which a cut is not followed further
_NEVER = -1e9
# For who does the same sums elsewhere (screen/kernel_tune.py), in its order.
LIMITS = (_NEVER, _LOST, _HOPELESS, _HAN_SKIPPED, _STRETCH_SKIPPED, _LETTER_SKIPPED)

Stretch = tuple[int, str, str]  # end, onset, rhyme
Meant = tuple[int, int, int, float]  # number of the syllable, letters from and to, bits
Weights = dict[str, float]


def split(syllable: str, language: str) -> tuple[str, str]:
    """Initial and final of a syllable: ("q", "i"); "er" is all initial."""
    if language == MANDARIN and syllable in _WHOLE:
        return syllable, ""
    for initial in _INITIALS[language]:
        if syllable.startswith(initial) and len(syllable) > len(initial):
            return initial, syllable[len(initial) :]
    return "", syllable


@lru_cache(maxsize=1 << 14)
def stretches(word: str) -> tuple[tuple[Stretch, ...], ...]:
    """For each letter of the word the stretches that may begin there: consonants, then vowels with what closes them."""
    vowel = [_is_vowel(word, at) for at in range(len(word))]
    return tuple(tuple(_stretches(word, vowel, start)) for start in range(len(word)))


def _is_vowel(word: str, at: int) -> bool:
    """y is a vowel unless it leads one."""
    if word[at] == "y":
        return at > 0 and (at + 1 == len(word) or word[at + 1] not in _VOWELS)
    return word[at] in _VOWELS


def _stretches(word: str, vowel: Sequence[bool], start: int) -> list[Stretch]:
    found: list[Stretch] = []
    nucleus = start
    while True:
        end = nucleus
        while True:
            if end > start:
                found.append((end, word[start:nucleus], word[nucleus:end]))
            coda = end
            while end > nucleus and coda < len(word) and not vowel[coda] and coda - end < _MOST_CODA:
                coda += 1
                found.append((coda, word[start:nucleus], word[nucleus:coda]))
            if end == len(word) or not vowel[end] or end - nucleus == _MOST_VOWELS:
                break
            end += 1
        if nucleus == len(word) or vowel[nucleus] or nucleus - start == _MOST_ONSET:
            return found
        nucleus += 1


@cache
def _tables() -> dict[tuple[str, str, str], Weights]:
    """(language, part, sound) -> letters -> bits."""
    found: dict[tuple[str, str, str], Weights] = {}
    for row in table.rows("meaning_sound.csv"):
        key = row["language"], row["part"], row["sound"]
        found.setdefault(key, {})[row["letters"]] = float(row["bits"])
    return found


@cache
def sound_letters() -> tuple[frozenset[str], frozenset[str]]:
    """All onsets and all rhymes, as letters, that the table holds."""
    held = _tables()
    return (
        frozenset(letters for (_, part, _), bits in held.items() if part == "onset" for letters in bits),
        frozenset(letters for (_, part, _), bits in held.items() if part == "rhyme" for letters in bits),
    )


@cache
def weights_of(syllable: str, language: str) -> tuple[Weights, Weights]:
    """Letters -> bits for the onset and the rhyme of a syllable; letters that are not there have `UNSEEN`."""
    initial, final = split(syllable, language)
    held = _tables()
    return held.get((language, "onset", initial), {}), held.get((language, "rhyme", final), {})


def rendered(
    syllables: Sequence[str], word: str, language: str = MANDARIN, meant: Sequence[Meant] = ()
) -> float:
    """Bits for the best cut of the word into the syllables, all of both used; far below zero if there is none.

    `meant` are stretches of the word that render a syllable's character by meaning instead (Sky-ray, 天瑞).
    """
    if not meant and _out_of_tune(syllables, word, language):
        return _NEVER
    return align([weights_of(syllable, language) for syllable in syllables], word, meant)


def _out_of_tune(syllables: Sequence[str], word: str, language: str) -> bool:
    """Does more than a third of the syllables begin with a sound that no letter of the word stands for? Cheap."""
    letters = frozenset(word)
    strange = sum(letters.isdisjoint(openings(syllable, language)) for syllable in syllables)
    return 3 * strange > len(syllables)


@cache
def openings(syllable: str, language: str) -> frozenset[str]:
    """Letters that a rendering of the syllable may begin with; vowels where it may begin with any."""
    onsets, rhymes = weights_of(syllable, language)
    found = {letters[0] for letters, bits in onsets.items() if letters and bits > 0}
    if onsets.get("", UNSEEN) > 0:
        found |= {letters[0] for letters, bits in rhymes.items() if letters and bits > 0}
    return frozenset(found)


def align(sounds: Sequence[tuple[Weights, Weights]], word: str, meant: Sequence[Meant] = ()) -> float:
    """`rendered` for the onset and rhyme weights of each syllable. Cuts that begin hopelessly are not followed."""
    starts, skipped = stretches(word), _skips(word)
    size = len(word)
    row = _skip_letters([0.0] + [_NEVER] * size, skipped)
    for number, (onsets, rhymes) in enumerate(sounds):
        after = [value + _HAN_SKIPPED for value in row]
        for which, start, end, bits in meant:
            if which == number and row[start] + bits > after[end]:
                after[end] = row[start] + bits
        for at, value in enumerate(row[:size]):
            if value < _LOST:
                continue
            for end, onset, rhyme in starts[at]:
                total = value + onsets.get(onset, UNSEEN) + rhymes.get(rhyme, UNSEEN)
                if total > after[end]:  # noqa: PLR1730 - a call here costs a third of the time
                    after[end] = total
        row = _skip_letters(after, skipped)
        if max(row) < _HOPELESS:
            return _NEVER
    return row[size]


@lru_cache(maxsize=1 << 14)
def _skips(word: str) -> tuple[tuple[tuple[int, float], ...], ...]:
    """For each letter where letters that render nothing may end, a silent ending or the word's own suffix; and bits."""
    return tuple(
        tuple(
            (end, _STRETCH_SKIPPED + _LETTER_SKIPPED * (end - at))
            for end in sorted({end for end, _, _ in found})
            if end - at <= _LONGEST_SKIP
        )
        for at, found in enumerate(stretches(word))
    )


def _skip_letters(row: list[float], skipped: Sequence[Sequence[tuple[int, float]]]) -> list[float]:
    for at, ends in enumerate(skipped):
        value = row[at]
        if value < _LOST:
            continue
        for end, bits in ends:
            if value + bits > row[end]:  # noqa: PLR1730
                row[end] = value + bits
    return row
