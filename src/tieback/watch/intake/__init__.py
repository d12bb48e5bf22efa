"""What publishers give out for machines: feeds, sitemaps, subscription lists, differences of lists. Bytes in, values out."""
