-- The store of `watch`: one SQLite file beside a vault of bytes. Instants are ISO 8601 in UTC. Rows are added, never
-- changed or removed (triggers below); what a person decides is a row of `act`. Other stages of `watch` add their tables
-- in files of their own beside this one; each statement must be safe to run again.

CREATE TABLE IF NOT EXISTS source (             -- what is watched
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('feed', 'sitemap', 'page', 'list', 'file')),
  url TEXT NOT NULL UNIQUE,
  title TEXT,
  added_at TEXT NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS fetch (              -- one attempt to get something
  id INTEGER PRIMARY KEY,
  source INTEGER NOT NULL REFERENCES source,
  url TEXT NOT NULL,                            -- asked for
  final_url TEXT,                               -- after redirects
  at TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('new', 'unchanged', 'absent', 'refused', 'unread')),
  document TEXT REFERENCES document,
  etag TEXT,
  last_modified TEXT,
  detail TEXT                                   -- why not
) STRICT;
CREATE INDEX IF NOT EXISTS fetch_by_source ON fetch (source, url, id);
CREATE INDEX IF NOT EXISTS fetch_by_url ON fetch (url, outcome);

CREATE TABLE IF NOT EXISTS document (           -- bytes in the vault
  sha256 TEXT PRIMARY KEY,
  size_bytes INTEGER NOT NULL,
  content_type TEXT,
  first_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS item (               -- one piece of news, however often it is listed
  id INTEGER PRIMARY KEY,
  first_at TEXT NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS address (            -- canonical addresses of an item
  url TEXT PRIMARY KEY,
  item INTEGER NOT NULL REFERENCES item
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS address_by_item ON address (item);

CREATE TABLE IF NOT EXISTS sighting (           -- which source lists it, under which id of its own
  source INTEGER NOT NULL REFERENCES source,
  key TEXT NOT NULL,
  item INTEGER NOT NULL REFERENCES item,
  at TEXT NOT NULL,
  PRIMARY KEY (source, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS sighting_by_item ON sighting (item);

CREATE TABLE IF NOT EXISTS version (            -- what an item said at one time
  id INTEGER PRIMARY KEY,
  item INTEGER NOT NULL REFERENCES item,
  form TEXT NOT NULL CHECK (form IN ('listed', 'read')),  -- title and summary of a feed, or the article itself
  content TEXT NOT NULL,                        -- sha256 of title and text, form and spacing aside
  seen_at TEXT NOT NULL,
  fetch INTEGER REFERENCES fetch,
  document TEXT REFERENCES document,
  url TEXT,
  title TEXT,
  text TEXT NOT NULL,                           -- as Article.text
  gram TEXT,                                    -- pairs of Han characters of title and text, for search
  facts TEXT NOT NULL,                          -- the rest of the Article as JSON
  UNIQUE (item, form, content)
) STRICT;
CREATE INDEX IF NOT EXISTS version_by_content ON version (content);

CREATE VIRTUAL TABLE IF NOT EXISTS word USING fts5 (
  title, text, gram, content = 'version', content_rowid = 'id', tokenize = "unicode61 remove_diacritics 2"
);  -- a row for each version, added with it

CREATE TABLE IF NOT EXISTS act (                -- what a person decided: split, merge, mute, stop, undo
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  by TEXT,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL                            -- JSON
) STRICT;
CREATE INDEX IF NOT EXISTS act_by_kind ON act (kind, subject, id);

CREATE TRIGGER IF NOT EXISTS source_stays BEFORE UPDATE ON source BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER IF NOT EXISTS fetch_stays BEFORE UPDATE ON fetch BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER IF NOT EXISTS version_stays BEFORE UPDATE ON version BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER IF NOT EXISTS act_stays BEFORE UPDATE ON act BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER IF NOT EXISTS source_kept BEFORE DELETE ON source BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER IF NOT EXISTS fetch_kept BEFORE DELETE ON fetch BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER IF NOT EXISTS item_kept BEFORE DELETE ON item BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER IF NOT EXISTS version_kept BEFORE DELETE ON version BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER IF NOT EXISTS act_kept BEFORE DELETE ON act BEGIN SELECT RAISE(ABORT, 'append-only'); END;
