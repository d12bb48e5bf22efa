"""Certificates of custody: what the model of each allows to conclude of the goods (table/custody.csv).

A certificate never moves a bound. One whose model does not speak of all of the goods leaves a gap, for it says that
other material is, or may be, among them.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import MappingProxyType

from tieback.model.document import Document
from tieback.model.trace import Gap
from tieback.table.word import rows

CERTIFICATE = "custody-certificate"


@cache
def models() -> Mapping[str, Mapping[str, str]]:
    """The models of custody by id: `content` (yes | share | no), `concludes` and `source`."""
    return MappingProxyType({row["id"]: row for row in rows("custody")})


def speaks(document: Document) -> bool:
    """May the document speak of all of the goods? Not a certificate whose model is none of these, or not stated."""
    if document.custody is None:
        return document.kind != CERTIFICATE
    model = models().get(document.custody)
    return model is not None and model["content"] == "yes"


def custody_gaps(support: Mapping[str, tuple[Document, ...]], records: Iterable[str]) -> Iterator[Gap]:
    """Certificates of these records that do not speak of all of their goods."""
    found: dict[str, tuple[Document, list[str]]] = {}
    for record in records:
        for document in support.get(record, ()):
            if not speaks(document) and document.translation_of is None:
                found.setdefault(document.file, (document, []))[1].append(record)
    for file, (document, covered) in sorted(found.items()):
        of = f"{file}, for {', '.join(sorted(set(covered)))}"
        refs = () if document.ref is None else (document.ref,)
        model = models().get(document.custody or "")
        if model is not None:
            text = f"{of}: {model['id'].replace('-', ' ')} certificate: {model['concludes']}"
            yield Gap(f"gap-custody-content-{file}", "custody-content", min(covered), refs, text)
        else:
            said = (
                f"model {document.custody!r} is not known"
                if document.custody
                else "no model of custody is stated"
            )
            text = f"{of}: {said}; ask the issuer whether the goods were kept apart or only accounted for"
            yield Gap(f"gap-custody-unstated-{file}", "custody-unstated", min(covered), refs, text)
