"""Short neutral sentences about kilograms and dates, the same everywhere."""

from collections.abc import Sequence
from decimal import Decimal

from tieback.model.trace import Origin


def kilograms(kg: Decimal | None) -> str:
    """ "1,234.500 kg", or that none can be derived."""
    return "an unknown mass" if kg is None else f"{kg:,.3f} kg"


def of_lot(kg: Decimal | None, mass_kg: Decimal | None) -> str:
    """ "at most 12.500 kg of 1,000.000 kg in the records supplied"."""
    if kg is None:
        return "an unknown part in the records supplied"
    whole = f" of {kilograms(mass_kg)}" if mass_kg is not None else ""
    return f"at most {kilograms(kg)}{whole} in the records supplied"


def bounds(origin: Origin, mass_kg: Decimal | None) -> str:
    """The bounds of one origin in one clause."""
    if origin.least_kg is None or origin.most_kg is None:
        extra = ", and surely some by an input without mass" if origin.without_mass else ""
        return f"no bounds in kilograms can be derived{extra}"
    whole = f" of {kilograms(mass_kg)}" if mass_kg is not None else ""
    extra = ", and some by an input without mass" if origin.without_mass else ""
    least, most = f"{origin.least_kg:,.3f}", kilograms(origin.most_kg)
    return f"between {least} and {most}{whole} in the records supplied{extra}"


def listing(words: Sequence[str], most: int = 4) -> str:
    """ "A, B and C", or "A, B, C, D and 3 more"."""
    shown = list(words[:most])
    if len(words) > most:
        return f"{', '.join(shown)} and {len(words) - most} more"
    return " and ".join(([", ".join(shown[:-1])] if shown[:-1] else []) + shown[-1:])
