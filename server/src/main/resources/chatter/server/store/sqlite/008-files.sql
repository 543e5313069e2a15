-- Files that people send. What is in them lies beside the database, one file for each content, named after its SHA-256.
-- As with texts, rows with something that people wrote or that can be seen are added at the end, never grow, and are erased
-- by blanks of the same length: there is no other copy of it in the database file.

-- Each upload, whether it ever comes to its end or not; it is the file's identity for ever.
CREATE TABLE files (
  id         INTEGER PRIMARY KEY,
  -- A UUID in lower case.
  upload     TEXT    NOT NULL UNIQUE,
  account    INTEGER NOT NULL REFERENCES registered_users (id),
  created_at TEXT    NOT NULL,
  -- As announced, in bytes.
  length     INTEGER NOT NULL,
  -- 1 when its message was deleted, or it was given up: the name is blanks then, and it names no content any more.
  gone       INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
  name       TEXT    NOT NULL
) STRICT;
CREATE INDEX files_account ON files (account, created_at);

-- What an upload has become that came to its end. The bytes may be fewer than were sent: what says where a photograph was
-- taken is cut out.
CREATE TABLE file_contents (
  file       INTEGER PRIMARY KEY REFERENCES files (id),
  bytes      INTEGER NOT NULL,
  media_type TEXT    NOT NULL,
  width      INTEGER,
  height     INTEGER,
  -- Blanks when nobody may see it any more.
  hash       TEXT    NOT NULL,
  -- Some few pixels as a PNG in base64.
  thumb      TEXT
) STRICT;
CREATE INDEX file_contents_hash ON file_contents (hash);

-- Which message has which file, for ever one. Goes with the message's text.
CREATE TABLE message_files (
  conversation INTEGER NOT NULL,
  message      INTEGER NOT NULL,
  position     INTEGER NOT NULL,
  file         INTEGER NOT NULL UNIQUE REFERENCES files (id),
  PRIMARY KEY (conversation, message, position)
) STRICT, WITHOUT ROWID;

-- Contents that a file stopped naming. Whoever removes them looks whether another names them still; they stand here until
-- then, so that none is left behind by a crash.
CREATE TABLE released_contents (
  hash TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
