"""The plain half of the search for candidates: flat arrays, nothing imported, for small lists and few names."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz.distance import OSA

from tieback.screen.admission import allowed, enough_by_default, needed, share, worth_comparing
from tieback.screen.flat import Flat, Group, fnv, grams, groups, heard_as, is_sound, sounds_of
from tieback.screen.key import Keys
from tieback.screen.tune import in_tune

Spelled = tuple[int, int]  # a key, and the share of its postings' evidence (percent)


class Lookup:
    """Looks names up in the arrays of one list."""

    def __init__(self, flat: Flat) -> None:
        self._flat = flat
        self._alike: dict[str, tuple[Spelled, ...]] = {}

    def admitted(self, party: Keys, least: int | None = None) -> list[int]:
        """Numbers of the listed names that a party's name is compared with, in order (`admission.enough`)."""
        wanted = enough_by_default() if least is None else least
        words, near = self.evidence(party)
        own, traits = self._flat.own, self._flat.traits
        return [
            name
            for name in sorted(words.keys() | near.keys())
            if worth_comparing(
                words.get(name, 0),
                near.get(name, 0),
                (party.own, own[name]),
                (party.traits, traits[name]),
                wanted,
            )
        ]

    def evidence(self, party: Keys) -> tuple[dict[int, int], dict[int, int]]:
        """What keys, and grams, in common say of every listed name that has any."""
        names, limits = self._flat.post_name, self._flat.post_bits
        words: dict[int, int] = {}
        near: dict[int, int] = {}
        for group in groups(party):
            bits, best = group.bits, dict[int, int]()
            for key, percent in self._met(group):
                for at in range(self._flat.key_at[key], self._flat.key_at[key + 1]):
                    value = percent * min(bits, limits[at]) // 100
                    if value > best.get(names[at], 0):
                        best[names[at]] = value
            total = near if group.near else words
            for name, value in best.items():
                total[name] = total.get(name, 0) + value
        return words, near

    def _met(self, group: Group) -> Iterator[Spelled]:
        if group.key and (exact := self._exact(group.key)) is not None:
            yield exact, 100
        if group.word:
            yield from self.alike(group.word)

    def alike(self, word: str) -> tuple[Spelled, ...]:
        """Keys of every word of the list that may be a spelling of this one, or that it may render by sound."""
        if word not in self._alike:
            if is_sound(word):
                found = self.tuned(word, self.coarse(word))
            else:
                found = tuple(self.spelled(word, sorted(self._near(word) | self._sounding(word))))
            self._alike[word] = found
        return self._alike[word]

    def tuned(self, text: str, numbers: Iterable[int]) -> tuple[Spelled, ...]:
        """The keys of those of these marked texts of the list that `text` renders, or that render it."""
        flat = self._flat
        return tuple((flat.tune_key[number], 100) for number in numbers if in_tune(text, self.tune(number)))

    def tune(self, number: int) -> str:
        """A marked text of the list by its number."""
        flat = self._flat
        return "".join(
            map(chr, flat.tune_letters[flat.tune_letters_at[number] : flat.tune_letters_at[number + 1]])
        )

    def coarse(self, text: str) -> list[int]:
        """Numbers of the texts of the list that share a coarse key of sound with this one."""
        flat = self._flat
        found: set[int] = set()
        for key in sounds_of(text):
            value = fnv(key)
            at = bisect_left(flat.tune_hash, value)
            if at < len(flat.tune_hash) and flat.tune_hash[at] == value:
                found.update(flat.tune_number[flat.tune_at[at] : flat.tune_at[at + 1]])
        return sorted(found)

    def spelled(self, word: str, numbers: Sequence[int]) -> Iterator[Spelled]:
        """The keys of those of these words that are spellings of `word`."""
        flat = self._flat
        for number in numbers:
            percent = share(word, self.word(number))
            if percent:
                yield flat.word_key[number], percent

    def word(self, number: int) -> str:
        """A word of the list by its number."""
        flat = self._flat
        return "".join(map(chr, flat.letters[flat.letters_at[number] : flat.letters_at[number + 1]]))

    def _exact(self, key: str) -> int | None:
        flat = self._flat
        value = fnv(key)
        at = bisect_left(flat.key_hash, value)
        if at < len(flat.key_hash) and flat.key_hash[at] == value:
            return at
        return None

    def _near(self, word: str) -> set[int]:
        """Words that share enough grams and are few edits away, or of which one begins with the other."""
        flat = self._flat
        shared: dict[int, int] = {}
        for gram in grams(word):
            for number in flat.gram_word[flat.gram_at[gram] : flat.gram_at[gram + 1]]:
                shared[number] = shared.get(number, 0) + 1
        return {number for number, count in shared.items() if self._is_near(word, number, count)}

    def _is_near(self, word: str, number: int, count: int) -> bool:
        """As `admission.worth_spelling`, given how many grams are shared."""
        size = self._flat.letters_at[number + 1] - self._flat.letters_at[number]
        short, long = sorted((len(word), size))
        if count >= 2 and (long - short <= 2 or short >= 4):
            other = self.word(number)
            if word.startswith(other) or other.startswith(word):
                return True
        if count < needed(long) or long - short > allowed(long):
            return False
        most = allowed(long)
        return OSA.distance(word, self.word(number), score_cutoff=most) <= most

    def _sounding(self, word: str) -> set[int]:
        heard = heard_as(word)
        if not heard:
            return set()
        flat = self._flat
        value = fnv(heard)
        at = bisect_left(flat.sound_hash, value)
        if at == len(flat.sound_hash) or flat.sound_hash[at] != value:
            return set()
        return set(flat.sound_word[flat.sound_at[at] : flat.sound_at[at + 1]])
