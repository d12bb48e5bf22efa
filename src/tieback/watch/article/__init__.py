"""One document becomes one article: what a person reads of it, in order, with the page's furniture removed."""
