"""A user's feed as a page, Atom, JSON Feed, CSV or JSON: the same entries, each with its reasons. Nothing is loaded."""
