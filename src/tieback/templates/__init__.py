"""Files that `tieback init` writes as they are."""
