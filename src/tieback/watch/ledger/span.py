"""Where the sentences of a text stand."""

from collections.abc import Iterator

from tieback.watch.article.sentence import split_sentences


def find_sentences(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence, paragraph by paragraph, in code points."""
    position = 0
    for paragraph in text.split("\n\n"):
        for sentence in split_sentences(paragraph):
            start = text.index(sentence, position)
            position = start + len(sentence)
            yield start, position
