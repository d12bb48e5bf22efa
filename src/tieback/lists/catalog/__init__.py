"""One folder per list: see README.md here."""
