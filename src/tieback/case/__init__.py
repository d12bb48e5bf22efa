"""A case: a plain folder of the user's files, read into the model. Nothing in it is ever changed."""

from tieback.case.reading import read_case

__all__ = ["read_case"]
