"""The same traces over arrays, for cases with millions of records. Importing a kernel here imports numba."""
