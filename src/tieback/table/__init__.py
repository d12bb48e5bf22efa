"""Tables in and out: CSV, TSV, XLSX, XLS, ODS, JSON lines, Parquet; headers, cells and the words in them."""
