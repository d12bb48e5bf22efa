-- Where each item was put when it was first folded: it stays there, so that stories keep their names.
CREATE TABLE IF NOT EXISTS placed (
  item TEXT PRIMARY KEY,                        -- id of the item, as stories write it
  story TEXT NOT NULL,
  level TEXT NOT NULL,
  of TEXT,                                      -- the item it was compared with
  share TEXT NOT NULL                           -- how alike, 0 to 1
) STRICT, WITHOUT ROWID;
CREATE TRIGGER IF NOT EXISTS placed_stays BEFORE UPDATE ON placed BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER IF NOT EXISTS placed_kept BEFORE DELETE ON placed BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE INDEX IF NOT EXISTS version_by_time ON version (seen_at);

-- A cache, not a record: the links of a version as one lexicon finds them; found again, and replaced, when that changes.
CREATE TABLE IF NOT EXISTS linked (
  version INTEGER PRIMARY KEY REFERENCES version,
  lexicon TEXT NOT NULL,                        -- digest of the lexicon and of the parties watched
  links TEXT NOT NULL                           -- JSON
) STRICT;
