"""Reading a name in any script."""
