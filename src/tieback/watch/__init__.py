"""Watch: what changed, and who says what? Feeds, pages and saved articles become claims, stories and a feed of one's own."""
