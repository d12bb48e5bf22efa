"""A strict reader of BagIt bags (RFC 8493 and its drafts from 0.93 on), from anybody's hand.

Promises that an accepted bag is complete and valid: every listed file there with its digest, nothing unlisted
in the payload, no path that leads out of the bag. It fetches nothing: a bag that waits for files is refused.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tieback.attest import tree
from tieback.attest.tree import TreeRefused
from tieback.model.refusal import Refused

VERSIONS = frozenset({"0.93", "0.94", "0.95", "0.96", "0.97", "1.0"})
ALGORITHMS = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512")
_MANIFEST = re.compile(r"(tag)?manifest-([a-z0-9]+)\.txt")
_LINE = re.compile(r"([0-9A-Fa-f]+)[ \t]+(.+)")
_OLD_LINE = re.compile(r"([0-9A-Fa-f]+)[ \t]+\*?(?:\./)?(.+)")  # as md5sum wrote; allowed before 1.0
_ESCAPE = re.compile("%(0A|0D|25)", re.IGNORECASE)  # RFC 8493, 2.1.3


class BagRefused(Refused):
    """Not a bag, or not a complete and valid one. `file` names the file at fault."""


@dataclass(frozen=True, slots=True)
class Bag:
    """A bag that holds: its declaration, metadata (label, value) in order, payload paths, algorithms."""

    version: str
    encoding: str
    info: tuple[tuple[str, str], ...]
    payload: tuple[str, ...]
    algorithms: tuple[str, ...]


def read_folder(folder: Path) -> Bag:
    """The bag in a folder. Raises `BagRefused`; links and unfit paths too raise it."""
    try:
        return read(tree.read_folder(folder))
    except TreeRefused as error:
        raise BagRefused(error.reason, error.file) from error


def read(files: Mapping[str, bytes]) -> Bag:
    """The bag of these files (path -> content). Raises `BagRefused`."""
    version, encoding = _declaration(files)
    payload = tuple(tree.in_order(path for path in files if path.startswith("data/")))
    found = [(path, match[1], match[2]) for path in sorted(files) if (match := _MANIFEST.fullmatch(path))]
    listed = []
    for path, tag, algorithm in found:
        entries = _manifest(path, _text(files, path, encoding), version)
        _check_digests(path, algorithm, entries, files, payload=not tag)
        if not tag:
            listed.append((path, entries))
    _check_complete(listed, payload, version)
    _check_fetch(files, encoding)
    info_file = "bag-info.txt" if version in {"0.96", "0.97", "1.0"} else "package-info.txt"
    info = _info(_text(files, info_file, encoding), info_file) if info_file in files else ()
    _check_size(info, info_file, payload, files)
    return Bag(version, encoding, info, payload, tuple(sorted({name for _, tag, name in found if not tag})))


def _declaration(files: Mapping[str, bytes]) -> tuple[str, str]:
    """RFC 8493, 2.1.1: two lines, in this order, with this white space and no byte order mark."""
    text = _text(files, "bagit.txt", "UTF-8")
    match = re.fullmatch(r"BagIt-Version: (\d+\.\d+)\nTag-File-Character-Encoding: (\S+)\n?", text)
    if match is None or match[1] not in VERSIONS:
        raise BagRefused("not a declaration of a bag of a known version", "bagit.txt")
    return match[1], match[2]


def _text(files: Mapping[str, bytes], path: str, encoding: str) -> str:
    if path not in files:
        raise BagRefused("the file is missing", path)
    try:
        text = files[path].decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise BagRefused(f"not text in {encoding}", path) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _manifest(path: str, text: str, version: str) -> dict[str, str]:
    """Path -> digest. A path listed twice is refused in any version: two readers may differ about it."""
    entries: dict[str, str] = {}
    pattern = _LINE if version == "1.0" else _OLD_LINE
    for number, line in enumerate(text.removesuffix("\n").split("\n") if text else (), 1):
        match = pattern.fullmatch(line)
        if match is None:
            raise BagRefused("not a digest and a path", path, number)
        name = _ESCAPE.sub(_unescape, match[2]) if version == "1.0" else match[2]
        if name in entries:
            raise BagRefused(f"{name!r} is listed twice", path, number)
        entries[name] = match[1].lower()
    try:
        tree.check_paths(entries)
    except TreeRefused as error:
        raise BagRefused(f"{error.file!r}: {error.reason}", path) from error
    return entries


def _unescape(match: re.Match[str]) -> str:
    return chr(int(match[1], 16))


def _check_digests(
    path: str, algorithm: str, entries: Mapping[str, str], files: Mapping[str, bytes], *, payload: bool
) -> None:
    if algorithm not in ALGORITHMS:
        raise BagRefused(f"the digest algorithm {algorithm!r} is not known", path)
    for name, digest in entries.items():
        if name.startswith("data/") is not payload:
            raise BagRefused(f"{name!r} does not belong in this manifest", path)
        if name not in files:
            raise BagRefused(f"the file is missing, {path} lists it", name)
        if hashlib.new(algorithm, files[name], usedforsecurity=False).hexdigest() != digest:
            raise BagRefused(f"the file was altered: its digest is not that of {path}", name)


def _check_complete(listed: list[tuple[str, dict[str, str]]], payload: tuple[str, ...], version: str) -> None:
    """Each payload file in every manifest (RFC 8493, 3), before 1.0 in at least one."""
    if not listed:
        raise BagRefused("there is no payload manifest", "manifest-sha256.txt")
    anywhere = {name for _, entries in listed for name in entries}
    for path, entries in listed:
        names = entries.keys() if version == "1.0" else anywhere
        for name in payload:
            if name not in names:
                raise BagRefused(f"the file is not listed in {path}", name)


def _check_fetch(files: Mapping[str, bytes], encoding: str) -> None:
    """A fetch.txt may stay once its files are there; where it would put them is checked all the same."""
    if "fetch.txt" not in files:
        return
    for number, line in enumerate(_text(files, "fetch.txt", encoding).removesuffix("\n").split("\n"), 1):
        match = re.fullmatch(r"\S+[ \t]+(?:\d+|-)[ \t]+(.+)", line)
        name = match[1].removeprefix("./") if match else None
        if name is None or not name.startswith("data/"):
            raise BagRefused("does not name a payload file", "fetch.txt", number)
        if name not in files:
            raise BagRefused("a file of the bag was not fetched yet", name)


def _info(text: str, path: str) -> tuple[tuple[str, str], ...]:
    """RFC 8493, 2.2.2: `Label: value`; a line that starts with white space goes on with the value."""
    return tuple((label, " ".join(parts)) for label, parts in _labels(text, path))


def _labels(text: str, path: str) -> Iterator[tuple[str, list[str]]]:
    current: tuple[str, list[str]] | None = None
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        label, colon, value = line.partition(":")
        if line[0] in " \t" and current:
            current[1].append(line.strip())
        elif colon and label.strip() and line[0] not in " \t":
            if current:
                yield current
            current = (label.strip(), [value.strip()])
        else:
            raise BagRefused("not a label and a value", path, number)
    if current:
        yield current


def _check_size(
    info: tuple[tuple[str, str], ...], path: str, payload: tuple[str, ...], files: Mapping[str, bytes]
) -> None:
    """Payload-Oxum: octets and count of the payload, where the bag states them."""
    octets = sum(len(files[name]) for name in payload)
    for label, value in info:
        if label.lower() == "payload-oxum" and value != f"{octets}.{len(payload)}":
            raise BagRefused(f"Payload-Oxum says {value}, the payload is {octets}.{len(payload)}", path)
