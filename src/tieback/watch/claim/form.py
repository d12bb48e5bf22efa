"""Inflected forms of the reporting verbs: regular by rule, irregular from the table."""

from functools import cache

from tieback.watch.claim.lexicon import Cue, verbs


@cache
def cue_forms() -> dict[str, Cue]:
    """Finite and participial forms of the cues, by rule or from the table's irregular ones."""
    found: dict[str, Cue] = {}
    for cue in verbs().values():
        verb, _, particle = cue.lemma.partition(" ")
        tail = f" {particle}" if particle else ""
        for form in (*regular_forms(verb), *cue.forms):
            found.setdefault(form + tail, cue)
    return found


def regular_forms(verb: str) -> tuple[str, ...]:
    """A verb with its third person, past and present participle, as regular spelling makes them."""
    if verb.endswith("e"):
        return verb, f"{verb}s", f"{verb}d", f"{verb[:-1]}ing"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"
    ending = "es" if verb.endswith(("s", "sh", "ch", "x")) else "s"
    return verb, f"{verb}{ending}", f"{verb}ed", f"{verb}ing"
