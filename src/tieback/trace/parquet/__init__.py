"""Goods records as typed Parquet tables: the published schema, the writer, and the reader of millions of rows."""
