#!/usr/bin/env python3
"""Verify a Tieback dossier with nothing but Python (3.9 or later) and its standard library.

    python verify.py dossier.zip [--signer FINGERPRINT] [--json]

Prints the verdict as one JSON document. Exit 0: intact; 1: broken or unreadable; 2: usage; 3: no such file.
It shares no code with Tieback: it follows the steps of docs/verify.md, and nothing else. "Intact" says that
every byte is as the named key signed it. It does not say that the content is true, whose the key is, or when
it was signed.
"""

# ruff: noqa: N818
from __future__ import annotations

import argparse
import base64
import datetime as dt
import hashlib
import json
import os
import re
import struct
import sys
import unicodedata
import zlib
from pathlib import Path
from typing import Any, NoReturn

MANIFEST_TYPE = "application/vnd.tieback.manifest+json"
MANIFEST_SCHEMA = "tieback.manifest/1"
KEY_SCHEMA = "tieback.key/1"
LINE = r"[^\s\x00-\x1f\x7f-\x9f](?:[^\x00-\x1f\x7f-\x9f\u2028\u2029]*[^\s\x00-\x1f\x7f-\x9f])?"
ENVELOPE, SIGNER = "manifest.dsse.json", "signer.json"
DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
MOST_BYTES, MOST_FILES, MOST_PATH_BYTES, MOST_DEPTH = 2 << 30, 65_534, 1024, 100
MEMBERS = "schema verdict reason where signer files stamp case as_of version manifest_sha256 faults".split()  # noqa: SIM905
FILE_MEMBERS = {"path", "sha256", "bytes"}

Files = dict[str, bytes]


class Stop(Exception):
    """Nothing further can be verified. Arguments: the verdict, why, and the file at fault or None."""


class Malformed(ValueError):
    """Not what the format demands."""


# ---- Ed25519 (RFC 8032, section 5.1): verification only, so nothing secret is handled -------------------

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
SQRT_MINUS_ONE = pow(2, (P - 1) // 4, P)
Point = tuple[int, int, int, int]  # X, Y, Z, T with x = X/Z, y = Y/Z, xy = T/Z
NEUTRAL: Point = (0, 1, 1, 0)


def point_add(a: Point, b: Point) -> Point:
    """Section 5.1.4; complete, so it doubles as well."""
    p, q = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    r, s = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = q - p, s - r, s + r, q + p
    return e * f % P, g * h % P, f * g % P, e * h % P


def point_multiply(scalar: int, point: Point) -> Point:
    """`scalar` times `point`."""
    result = NEUTRAL
    while scalar:
        if scalar & 1:
            result = point_add(result, point)
        point = point_add(point, point)
        scalar >>= 1
    return result


def point_decode(raw: bytes) -> Point | None:
    """Section 5.1.3; None for what is no point, and for every encoding but the canonical one."""
    if len(raw) != 32:
        return None
    sign, y = divmod(int.from_bytes(raw, "little"), 2**255)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * SQRT_MINUS_ONE % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    x = x if x & 1 == sign else P - x
    return x, y, 1, x * y % P


def is_neutral(point: Point) -> bool:
    """Whether the point is the group's neutral element."""
    return point[0] % P == 0 and (point[1] - point[2]) % P == 0


BASE = point_decode((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def read_key(raw: bytes) -> Point | None:
    """The point of a public key; None unless canonical, not of low order and of prime order."""
    point = point_decode(raw)
    low = point is None or is_neutral(point_multiply(8, point)) or not is_neutral(point_multiply(L, point))
    return None if low else point


def signature_holds(raw_key: bytes, signature: bytes, message: bytes) -> bool:
    """Section 5.1.7 without cofactor; S below L, R canonical and not of low order."""
    key, r = read_key(raw_key), point_decode(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if key is None or r is None or BASE is None or len(signature) != 64 or s >= L:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + raw_key + message).digest(), "little") % L
    negative = (P - r[0], r[1], 1, P - r[3])
    negative = point_add(negative, point_multiply(s, BASE))
    sum_of_all = point_add(negative, point_multiply(k, (P - key[0], key[1], 1, P - key[3])))
    return is_neutral(sum_of_all) and not is_neutral(point_multiply(8, r))


# ---- JSON: one value, one byte string (RFC 8785 without fractions) --------------------------------------


def load_json(data: bytes) -> Any:
    """The value of canonical JSON: no float, no huge integer, and written in no way but `dump_json`'s."""

    def integer(digits: str) -> int:
        if len(digits) > 17 or abs(int(digits)) >= 2**53:
            raise Malformed("an integer beyond 2^53 - 1")
        return int(digits)

    def refuse(_: str) -> NoReturn:
        raise Malformed("a number that is no integer")

    try:
        value = json.loads(data.decode("utf-8"), parse_int=integer, parse_float=refuse, parse_constant=refuse)
    except RecursionError:
        raise Malformed("nested too deep") from None
    if dump_json(value) != data:  # so no key occurs twice either
        raise Malformed("not canonical")
    return value


def dump_json(value: Any) -> bytes:
    """The canonical form: no spaces, members in UTF-16 order, shortest escapes; lone surrogates raise."""

    def text(part: Any, depth: int) -> str:
        if depth > MOST_DEPTH:
            raise Malformed("nested too deep")
        if isinstance(part, dict):
            keys = sorted(part, key=lambda key: key.encode("utf-16-be"))
            return "{" + ",".join(text(key, depth) + ":" + text(part[key], depth + 1) for key in keys) + "}"
        if isinstance(part, list):
            return "[" + ",".join(text(item, depth + 1) for item in part) + "]"
        return json.dumps(part, ensure_ascii=False)

    return text(value, 0).encode("utf-8")


def decode_base64(text: Any) -> bytes:
    """Standard base64 in its canonical form only."""
    raw = base64.b64decode(text, validate=True) if isinstance(text, str) else b"?"
    if base64.b64encode(raw).decode("ascii") != text:
        raise Malformed("not canonical base64")
    return raw


# ---- The container: a ZIP of stored entries ------------------------------------------------------------

LOCAL, CENTRAL, END = struct.Struct("<4s5H3I2H"), struct.Struct("<4s6H3I5H2I"), struct.Struct("<4s4H2IH")
NOT_CANONICAL = "the container is not in its canonical form: first difference at byte "
UNREADABLE = "not a ZIP container that can be read to its end"
UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\\\\]")


def check_path(path: str) -> None:
    """Stop if the path may not stand in a dossier."""
    if UNFIT.search(path):
        raise Stop("broken", "the path holds a character that may not stand in one", ascii(path)[1:-1])
    if any(part in ("", ".", "..") for part in path.split("/")) or re.match("[A-Za-z]:", path):
        raise Stop("broken", "the path leads outside its folder or names no file", path)
    if len(path.encode("utf-8")) > MOST_PATH_BYTES:
        raise Stop("broken", f"the path is longer than {MOST_PATH_BYTES} bytes", path)


def check_paths(paths: list[str]) -> None:
    """Stop at the first path that may not stand, or that another one meets."""
    seen: dict[str, str] = {}
    folders: set[str] = set()
    for path in paths:
        check_path(path)
        form = unicodedata.normalize("NFC", unicodedata.normalize("NFD", path).casefold())
        if form in seen:
            raise Stop("broken", "the path occurs twice, or differs only in case from another", path)
        seen[form] = path
        folders.update(form[: slash.start()] for slash in re.finditer("/", form))
    for form in sorted(folders & set(seen)):
        raise Stop("broken", "the path is a file and also a folder of others", seen[form])


def read_zip(data: bytes) -> Files:
    """The files of a ZIP whose stored entries fill it from the first byte to the directory."""
    stop = Stop("unreadable", UNREADABLE, None)
    last = len(data) - END.size
    if last < 0:
        raise stop
    mark, disk, other_disk, here, total, size, directory, comment = END.unpack_from(data, last)
    if mark != b"PK\x05\x06" or disk or other_disk or here != total or comment or directory + size != last:
        raise stop
    files: Files = {}
    at, start = directory, 0
    for _ in range(total):
        if at + CENTRAL.size > len(data) or data[at : at + 4] != b"PK\x01\x02":
            raise stop
        record = CENTRAL.unpack_from(data, at)
        raw = data[at + CENTRAL.size : at + CENTRAL.size + record[10]]
        at += CENTRAL.size + record[10] + record[11] + record[12]
        try:
            name = raw.decode("utf-8")
        except UnicodeDecodeError:
            raise Stop("broken", "the path is not Unicode text", ascii(raw)[2:-1]) from None
        check_path(name)
        flags, stored = record[3], record[8]
        if record[4] or flags & ~0x800 or stored != record[9]:
            raise Stop("broken", "the entry is compressed or encrypted, a dossier's are only stored", name)
        if name in files:
            raise Stop("broken", "the path occurs twice", name)
        if record[16] != start or start + LOCAL.size > directory:
            raise Stop("broken", "entries overlap, leave a gap or are out of order", name)
        local = LOCAL.unpack_from(data, start)
        body = start + LOCAL.size + local[9] + local[10]
        same = local[0] == b"PK\x03\x04" and local[2:4] == (flags, 0) and local[7:9] == (stored, stored)
        if not same or data[start + LOCAL.size : start + LOCAL.size + local[9]] != raw:
            raise Stop("broken", "the entry's header differs from its directory record", name)
        start = body + stored
        if start > directory:
            raise Stop("broken", "entries overlap, leave a gap or are out of order", name)
        files[name] = data[body:start]
    if at != last or start != directory:
        raise stop
    check_paths(list(files))
    return files


def write_zip(files: Files) -> bytes:
    """The one container of these files."""
    body, directory = bytearray(), bytearray()
    for path in in_order(files):
        name, content = path.encode("utf-8"), files[path]
        flags = 0 if all(byte < 128 for byte in name) else 0x800
        common = (flags, 0, 0, 33, zlib.crc32(content), len(content), len(content), len(name), 0)
        directory += CENTRAL.pack(b"PK\x01\x02", 788, 20, *common, 0, 0, 0, 0o600 << 16, len(body)) + name
        body += LOCAL.pack(b"PK\x03\x04", 20, *common) + name + content
    count = len(files)
    end = END.pack(b"PK\x05\x06", 0, 0, count, count, len(directory), len(body), 0)
    return bytes(body + directory + end)


def read_folder(folder: Path) -> Files:
    """The files of an unpacked dossier; links and devices are refused."""
    found = {}
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            raise Stop("broken", "neither a file nor a folder: links and devices are refused", name)
        if path.is_file():
            found[name] = path
    if len(found) > MOST_FILES or sum(path.stat().st_size for path in found.values()) > MOST_BYTES:
        raise Stop("broken", f"more than {MOST_FILES} files or {MOST_BYTES} bytes", str(folder))
    check_paths(sorted(found))
    return {name: found[name].read_bytes() for name in in_order(found)}


def in_order(paths: Any) -> list[str]:
    """By UTF-8 bytes."""
    return sorted(paths, key=lambda path: path.encode("utf-8"))


# ---- The dossier ---------------------------------------------------------------------------------------


def sha256(data: bytes) -> str:
    """64 lower-case hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def parse_key(value: Any) -> tuple[bytes, str | None]:
    """The 32 bytes and the name of a public key of schema tieback.key/1. Raises Malformed."""
    if not isinstance(value, dict) or value.get("schema") != KEY_SCHEMA:
        raise Malformed("not a public key")
    name = value.get("name")
    raw = base64.b64decode(value["key"], validate=True) if isinstance(value.get("key"), str) else b""
    if (name is not None and not isinstance(name, str)) or read_key(raw) is None:
        raise Malformed("not a safe public key")
    return raw, name


def read_payload(data: bytes, fingerprint: str, raw_key: bytes) -> bytes:
    """The signed bytes of the envelope (DSSE v1), which must be written in the one canonical way."""
    try:
        value = load_json(data)
        payload, signature = decode_base64(value["payload"]), decode_base64(value["signatures"][0]["sig"])
        signatures = [{"keyid": fingerprint, "sig": value["signatures"][0]["sig"]}]
        if value != {"payload": value["payload"], "payloadType": MANIFEST_TYPE, "signatures": signatures}:
            raise Malformed("members")
    except (ValueError, KeyError, IndexError, TypeError):
        raise Stop("broken", "the envelope is malformed", ENVELOPE) from None
    kind = MANIFEST_TYPE.encode()
    encoded = b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(payload), payload)
    if not signature_holds(raw_key, signature, encoded):
        raise Stop("broken", "the signature does not hold", ENVELOPE)
    return payload


def read_manifest(payload: bytes) -> dict[str, Any]:
    """The manifest, all of it checked against schema tieback.manifest/1."""
    try:
        value = load_json(payload)
        other = isinstance(value, dict) and value.get("schema") != MANIFEST_SCHEMA
        if not other:
            check_manifest(value)
    except (ValueError, KeyError, TypeError, AttributeError, Stop):
        raise Stop("broken", "the manifest is malformed", ENVELOPE) from None
    if other:
        raise Stop("unreadable", "the manifest is of another schema", ENVELOPE)
    return dict(value)


def check_manifest(value: Any) -> None:
    """Raise for any member that the schema does not know, or that is not as it says."""
    if set(value) != {"schema", "case", "as_of", "version", "signer", "files"}:
        raise Malformed("members")
    raw, name = parse_key(value["signer"])
    if value["signer"] != {"schema": KEY_SCHEMA, "key": base64.b64encode(raw).decode("ascii"), "name": name}:
        raise Malformed("signer")
    if not all(re.fullmatch(LINE, text) for text in (value["case"], value["version"], name or "-")):
        raise Malformed("not a single line")
    if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", value["as_of"]) or not isinstance(value["files"], list):
        raise Malformed("date or files")
    dt.date(*map(int, value["as_of"].split("-")))
    for entry in value["files"]:
        mark_fits = set(entry) - {"withheld"} == FILE_MEMBERS and entry.get("withheld", False) is False
        path_fits = entry["path"].startswith("data/") and re.fullmatch("[0-9a-f]{64}", entry["sha256"])
        if not (mark_fits and path_fits and type(entry["bytes"]) is int and entry["bytes"] >= 0):
            raise Malformed("a file")
    paths = [entry["path"] for entry in value["files"]]
    check_paths(paths)
    if paths != in_order(paths):
        raise Malformed("not in order")


def tag_files(manifest: dict[str, Any], envelope: bytes) -> Files:
    """What the tag files of the bag (RFC 8493) must be, given the manifest."""

    def lines(pairs: Any) -> bytes:
        return "".join(f"{digest}  {path.replace('%', '%25')}\n" for path, digest in pairs).encode("utf-8")

    octets = sum(entry["bytes"] for entry in manifest["files"])
    tags = {
        "bagit.txt": DECLARATION,
        "bag-info.txt": (
            f"Bag-Software-Agent: Tieback {manifest['version']}\n"
            f"External-Description: Tieback dossier, as of {manifest['as_of']}\n"
            f"External-Identifier: {manifest['case']}\n"
            f"Payload-Oxum: {octets}.{len(manifest['files'])}\n"
        ).encode(),
        "manifest-sha256.txt": lines((entry["path"], entry["sha256"]) for entry in manifest["files"]),
        ENVELOPE: envelope,
        SIGNER: dump_json(manifest["signer"]),
    }
    tags["tagmanifest-sha256.txt"] = lines((path, sha256(tags[path])) for path in sorted(tags))
    return tags


def find_faults(manifest: dict[str, Any], files: Files, data: bytes | None) -> list[dict[str, str | None]]:
    """Everything that differs from what was signed, in the order of docs/verify.md."""
    faults: list[tuple[str, str | None]] = []
    tags = tag_files(manifest, files[ENVELOPE])
    listed = {entry["path"]: entry for entry in manifest["files"]}
    for path in sorted(tags):
        if path not in files:
            faults.append(("the file is missing", path))
        elif files[path] != tags[path]:
            faults.append(("the file is not as the signed manifest demands", path))
    for path, entry in listed.items():
        if path not in files and "withheld" in entry:
            faults.append(("the file is missing, and the manifest forbids to withhold it", path))
        elif path in files and not is_as_signed(entry, files):
            faults.append(("the file was altered: its digest is not the signed one", path))
    foreign = in_order(set(files) - set(listed) - set(tags))
    faults += [("the file is not in the signed manifest", path) for path in foreign]
    if data is not None and data != write_zip(files):
        pairs = enumerate(zip(data, write_zip(files)))  # noqa: B905 - Python 3.9 has no strict
        offset = next((i for i, (a, b) in pairs if a != b), min(len(data), len(write_zip(files))))
        faults.append((f"{NOT_CANONICAL}{offset}", None))
    return [{"reason": reason, "where": where} for reason, where in faults]


def is_as_signed(entry: dict[str, Any], files: Files) -> bool:
    """Whether a file of the manifest is there, with the size and digest that were signed."""
    content = files.get(entry["path"])
    return content is not None and len(content) == entry["bytes"] and sha256(content) == entry["sha256"]


def verify(path: Path, signer: str | None, known: dict[str, str]) -> dict[str, Any]:
    """The verdict on a dossier, in the shape that `tieback verify --json` prints. Raises OSError."""
    verdict: dict[str, Any] = dict.fromkeys(MEMBERS)
    verdict.update(
        schema="tieback.verify/1", verdict="intact", stamp={"at": None, "state": "none"}, faults=[]
    )
    verdict["signer"] = {"key": None, "known": False, "name": None, "claimed_name": None}
    verdict["files"] = {"checked": 0, "withheld": []}
    try:
        data, files = read_container(path)
        payload, manifest, key = read_signed(files)
    except Stop as stop:
        fault = {"reason": stop.args[1], "where": stop.args[2]}
        return {**verdict, "verdict": stop.args[0], **fault, "faults": [fault]}
    faults = find_faults(manifest, files, data)
    if signer not in (None, key):
        faults.insert(0, {"reason": "signed by another key", "where": SIGNER})
    name = manifest["signer"]["name"]
    verdict["signer"] = {"key": key, "known": key in known, "name": known.get(key), "claimed_name": name}
    verdict["files"] = {
        "checked": sum(is_as_signed(entry, files) for entry in manifest["files"]),
        "withheld": [entry["path"] for entry in manifest["files"] if entry["path"] not in files],
    }
    verdict.update({member: manifest[member] for member in ("case", "as_of", "version")})
    verdict.update({"manifest_sha256": sha256(payload), "faults": faults})
    return {**verdict, "verdict": "broken", **faults[0]} if faults else verdict


def read_container(path: Path) -> tuple[bytes | None, Files]:
    """The bytes of the container (None for a folder), and the files in it."""
    if path.is_dir():
        return None, read_folder(path)
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise Stop("broken", f"larger than {MOST_BYTES} bytes", str(path))
    return data, read_zip(data)


def read_signed(files: Files) -> tuple[bytes, dict[str, Any], str]:
    """The signed bytes, the manifest in them, and the fingerprint of the key whose signature holds."""
    if ENVELOPE not in files:
        raise Stop("unreadable", "not a dossier: it holds no signed manifest", ENVELOPE)
    if SIGNER not in files:
        raise Stop("broken", "the file is missing", SIGNER)
    try:
        raw, _ = parse_key(load_json(files[SIGNER]))
    except ValueError:
        raise Stop("broken", "the signer's public key is malformed or unsafe", SIGNER) from None
    payload = read_payload(files[ENVELOPE], sha256(raw), raw)
    manifest = read_manifest(payload)
    if base64.b64decode(manifest["signer"]["key"]) != raw:
        raise Stop("broken", "the signed manifest names another key", SIGNER)
    return payload, manifest, sha256(raw)


def known_keys() -> dict[str, str]:
    """Fingerprint -> name of the keys that this user keeps for Tieback; empty without Tieback."""
    home, share = Path.home(), os.environ.get("XDG_DATA_HOME", "").strip()
    if sys.platform == "win32":
        share = os.environ.get("LOCALAPPDATA", "")
    places = {"darwin": home / "Library" / "Application Support"}
    folder = Path(share or places.get(sys.platform, home / ".local" / "share")) / "tieback" / "keys"
    known = {}
    for path in [*sorted((folder / "known").glob("*.json")), folder / "signing.json"]:
        if path.exists():
            raw, name = parse_key(json.loads(path.read_bytes()))
            known[sha256(raw)] = name or path.stem
    return known


def main() -> int:
    """Run the command line and return its exit code."""
    parser = argparse.ArgumentParser(description="Verify a Tieback dossier with the standard library alone.")
    parser.add_argument("dossier", type=Path, help="dossier.zip, or the folder it was unpacked to")
    parser.add_argument("--signer", help="refuse it unless the key of this fingerprint signed it")
    parser.add_argument("--json", action="store_true", help="accepted, and changes nothing: JSON is printed")
    options = parser.parse_args()
    signer = None if options.signer is None else re.sub("[: ]", "", options.signer).lower()
    if signer is not None and not re.fullmatch("[0-9a-f]{64}", signer):
        parser.error("a fingerprint is 64 hexadecimal digits")
    try:
        verdict = verify(options.dossier, signer, known_keys())
    except (OSError, ValueError) as error:
        sys.stderr.write(f"verify.py: {options.dossier}: cannot be read: {error}\n")
        return 3
    text = json.dumps(verdict, ensure_ascii=False, indent=2) + "\n"
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    return 0 if verdict["verdict"] == "intact" else 1


if __name__ == "__main__":
    sys.exit(main())
