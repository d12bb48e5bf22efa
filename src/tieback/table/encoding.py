"""Bytes to text, and which encoding that took; anything but plain UTF-8 is said.

Order: byte-order mark, UTF-8, UTF-16 without mark, GB18030, Big5, Windows-1252 as the last resort. The two
Chinese encodings accept almost any bytes, so they must also *look* like Chinese: characters of their
everyday planes (GB 2312; Big5 level 1). A wrong guess misreads names, so every guess is a note.
"""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tieback.model.record import Note
from tieback.model.refusal import Refused

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8 with BOM"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_SAMPLE_BYTES = 1 << 20
_REMEDY = "save it as CSV UTF-8 or as XLSX"


@dataclass(frozen=True, slots=True)
class Text:
    """How to open a file as text: codec, what to do with unreadable bytes, the encoding's name, notes."""

    codec: str
    errors: str
    name: str
    notes: tuple[Note, ...] = ()


def find_encoding(path: Path, file: str) -> Text:
    """How to read a large file: as `decode` of its bytes would say, from its beginning and one pass over it.

    Raises Refused where its beginning is no text.
    """
    with path.open("rb") as stream:
        sample = stream.read(_SAMPLE_BYTES)
    mark = next((row for row in _MARKS if sample.startswith(row[0])), None)
    codec = "utf-8-sig" if mark is None else mark[1]
    if mark is None and sample.count(0):
        _, name, notes = _wide(sample[: len(sample) // 2 * 2], file)
        codec = "utf-16-le" if sample[1::2].count(0) > sample[0::2].count(0) else "utf-16-be"
        return Text(codec, "strict", name, notes)
    bad = _first_bad_line(path, codec)
    if bad is None:
        name = "UTF-8" if mark is None else mark[2]
        said = () if codec == "utf-8-sig" else (_said(file, name, "none"),)
        return Text(codec, "strict", name, said)
    if mark is None:
        _, name, notes = _guessed(_whole_lines(sample), file)
        if name in _CODECS and _first_bad_line(path, _CODECS[name]) is None:
            return Text(_CODECS[name], "strict", name, notes)
    elif codec != "utf-8-sig":
        raise Refused(f"not readable as {mark[2]} (line {bad})", file, remedy=_REMEDY)
    name = "UTF-8" if mark is None else mark[2]
    reason = f"{name} with unreadable characters, the first in line {bad}"
    note = Note(file, bad, None, reason, "names with the mark \ufffd are not read as they were")
    return Text(codec, "replace", name, (note,))


_CODECS = {"GB18030": "gb18030", "Big5": "big5hkscs", "Windows-1252": "cp1252", "Latin-1": "latin-1"}


def _whole_lines(sample: bytes) -> bytes:
    """Without the last line, which may end within a character."""
    return sample[: sample.rfind(b"\n") + 1] or sample


def _first_bad_line(path: Path, codec: str) -> int | None:
    """The line of the first byte that the codec cannot read, or None if it reads them all."""
    decoder = codecs.getincrementaldecoder(codec)()
    lines = 1
    with path.open("rb") as stream:
        while True:
            chunk = stream.read(_SAMPLE_BYTES)
            try:
                lines += decoder.decode(chunk, final=not chunk).count("\n")
            except UnicodeDecodeError as error:
                return lines + chunk[: error.start].count(b"\n")
            if not chunk:
                return None


def decode(data: bytes, file: str) -> tuple[str, str, tuple[Note, ...]]:
    """Text of `data`, the name of its encoding, and notes where that was not plain UTF-8.

    Raises Refused where the bytes are no text.
    """
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return _marked(data, codec, name, file)
    if data.count(0, 0, _SAMPLE_BYTES):
        return _wide(data, file)
    try:
        return data.decode("utf-8"), "UTF-8", ()
    except UnicodeDecodeError:
        return _guessed(data, file)


def _marked(data: bytes, codec: str, name: str, file: str) -> tuple[str, str, tuple[Note, ...]]:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        if codec == "utf-8-sig":
            return _damaged(data[len(codecs.BOM_UTF8) :], name, file)
        raise Refused(f"not readable as {name} (byte {error.start})", file, remedy=_REMEDY) from error
    notes = () if codec == "utf-8-sig" else (_said(file, name, "none"),)
    return text, name, notes


def _wide(data: bytes, file: str) -> tuple[str, str, tuple[Note, ...]]:
    """UTF-16 without its mark: in Latin text every second byte is zero."""
    sample = data[:_SAMPLE_BYTES]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    for zeros, others, codec in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if zeros > len(sample) // 8 and others * 20 < zeros:
            try:
                text = data.decode(codec)
            except UnicodeDecodeError:
                continue
            return text, "UTF-16", (_said(file, "UTF-16 without byte-order mark", "names may be misread"),)
    raise Refused("not a text table (it holds zero bytes)", file, remedy=_REMEDY)


def _guessed(data: bytes, file: str) -> tuple[str, str, tuple[Note, ...]]:
    repaired = data.decode("utf-8", "replace")
    bad = repaired.count("\ufffd")
    if len(repaired) - len(repaired.encode("ascii", "ignore")) > 8 * bad:
        return _damaged(data, "UTF-8", file)
    for codec, name, likely in (
        ("gb18030", "GB18030", 0.9),
        ("big5hkscs", "Big5", 0.8),
        ("gb18030", "GB18030", 0.6),
    ):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if _everyday(text[:_SAMPLE_BYTES], codec) >= likely:
            return text, name, (_said(file, name, "check one Chinese name against the original"),)
    try:
        text, name = data.decode("cp1252"), "Windows-1252"
    except UnicodeDecodeError:
        text, name = data.decode("latin-1"), "Latin-1"
    said = _said(
        file, f"{name} as the last resort", "names with letters outside ASCII may be misread and missed"
    )
    return text, name, (said,)


def _everyday(text: str, codec: str) -> float:
    """Share of the characters beyond ASCII that are of the encoding's everyday plane."""
    beyond = [char for char in text if char > "\x7f"]
    return sum(_everyday_planes(beyond, codec)) / len(beyond) if beyond else 0.0


def _everyday_planes(chars: list[str], codec: str) -> Iterator[bool]:
    for char in chars:
        pair = char.encode(codec, "replace")
        if codec == "gb18030":  # GB 2312: punctuation in row 1 and 3, Han in rows 16 to 87
            yield len(pair) == 2 and pair[1] >= 0xA1 and (pair[0] in {0xA1, 0xA3} or 0xB0 <= pair[0] <= 0xF7)
        else:
            yield len(pair) == 2 and 0xA1 <= pair[0] <= 0xC6


def _damaged(data: bytes, name: str, file: str) -> tuple[str, str, tuple[Note, ...]]:
    text = data.decode("utf-8", "replace")
    line = text[: text.index("\ufffd")].count("\n") + 1
    reason = f"{name} with {text.count(chr(0xFFFD))} unreadable characters, the first in line {line}"
    return (
        text,
        name,
        (Note(file, line, None, reason, "names with the mark \ufffd are not read as they were"),),
    )


def _said(file: str, name: str, effect: str) -> Note:
    return Note(file, None, None, f"read as {name}", effect)
