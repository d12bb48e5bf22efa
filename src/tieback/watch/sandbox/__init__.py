"""What `watch` has parsed in the other process (`net.sandbox`): articles, feeds, sitemaps, subscription lists."""
