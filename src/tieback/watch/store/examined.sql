-- What was found in a version: its claims, by which rules. Found again when the rules change; what was found before stays.
CREATE TABLE IF NOT EXISTS examined (
  version INTEGER NOT NULL REFERENCES version,
  rules TEXT NOT NULL,                          -- digest of the rules and tables, and the parser
  claims TEXT NOT NULL,                         -- JSON
  PRIMARY KEY (version, rules)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER IF NOT EXISTS examined_stays BEFORE UPDATE ON examined BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER IF NOT EXISTS examined_kept BEFORE DELETE ON examined BEGIN SELECT RAISE(ABORT, 'append-only'); END;
