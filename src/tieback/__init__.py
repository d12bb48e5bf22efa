"""Tieback: tie goods back to where, and by whom, they were made."""

__version__ = "0.1.0"
