"""Pictures: values in, SVG text out. Deterministic, printable, without scripts or outside references."""
