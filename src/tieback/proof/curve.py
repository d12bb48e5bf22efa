"""Which 32 bytes are a public key that only its owner can sign for: points of edwards25519 (RFC 8032, 5.1).

Promises that an accepted key is the one canonical encoding of a point of the prime-order group other than its
neutral element: what honest key generation yields. Arithmetic on public values only; not constant-time.
"""

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493  # order of the base point
_D = -121665 * pow(121666, -1, P) % P
_ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)

Point = tuple[int, int, int, int]  # extended coordinates X, Y, Z, T: x = X/Z, y = Y/Z, xy = T/Z
_NEUTRAL: Point = (0, 1, 1, 0)


def defect(raw: bytes) -> str | None:
    """Why `raw` must not be used as a public key, in words; None if it may."""
    if len(raw) != 32:
        return f"has {len(raw)} bytes instead of 32"
    point = _decode(raw)
    if point is None:
        return "is not the canonical encoding of a point of the curve"
    if _is_neutral(_multiply(8, point)):
        return "is a point of low order: anybody can sign for it"
    if not _is_neutral(_multiply(L, point)):
        return "has a low-order part: verifiers disagree about its signatures"
    return None


def is_low_order(raw: bytes) -> bool:
    """Whether `raw` decodes to one of the eight points of low order; False where it does not decode."""
    point = _decode(raw)
    return point is not None and _is_neutral(_multiply(8, point))


def _decode(raw: bytes) -> Point | None:
    """RFC 8032, 5.1.3; None where decoding fails or the encoding is not the canonical one."""
    number = int.from_bytes(raw, "little")
    sign, y = number >> 255, number & ((1 << 255) - 1)
    if y >= P:
        return None
    u, v = (y * y - 1) % P, (_D * y * y + 1) % P
    x = u * pow(v, 3, P) * pow(u * pow(v, 7, P), (P - 5) // 8, P) % P
    if v * x * x % P == -u % P:
        x = x * _ROOT_OF_MINUS_ONE % P
    if v * x * x % P != u:
        return None
    if x == 0 and sign:
        return None
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


def _add(p: Point, q: Point) -> Point:
    """RFC 8032, 5.1.4: complete, so it also doubles."""
    a = (p[1] - p[0]) * (q[1] - q[0]) % P
    b = (p[1] + p[0]) * (q[1] + q[0]) % P
    c = 2 * p[3] * q[3] * _D % P
    d = 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def _multiply(scalar: int, point: Point) -> Point:
    total = _NEUTRAL
    while scalar:
        if scalar & 1:
            total = _add(total, point)
        point = _add(point, point)
        scalar >>= 1
    return total


def _is_neutral(point: Point) -> bool:
    x, y, z, _ = point
    return x % P == 0 and (y - z) % P == 0
