-- Facts about the database itself. 'epoch' is random and changes when a backup is restored.
CREATE TABLE meta (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Profile pictures, stored once per content.
CREATE TABLE avatars (
  hash       TEXT PRIMARY KEY,
  media_type TEXT NOT NULL,
  image      BLOB NOT NULL
) STRICT;

-- Accounts. email_key is what makes an address unique: trimmed, normalised, lower case.
CREATE TABLE registered_users (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  name          TEXT    NOT NULL,
  email         TEXT    NOT NULL,
  email_key     TEXT    NOT NULL UNIQUE,
  password_hash TEXT    NOT NULL,
  avatar_hash   TEXT    REFERENCES avatars (hash),
  disabled      INTEGER NOT NULL DEFAULT 0,
  created_at    TEXT    NOT NULL,
  last_seen_at  TEXT
) STRICT;
CREATE INDEX registered_users_avatar ON registered_users (avatar_hash) WHERE avatar_hash IS NOT NULL;

-- Logins. A row is a signed-in device; the token itself is never stored, only its SHA-256 in hex.
CREATE TABLE active_users (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  account      INTEGER NOT NULL REFERENCES registered_users (id),
  token_hash   TEXT    NOT NULL UNIQUE,
  device       TEXT    NOT NULL,
  created_at   TEXT    NOT NULL,
  last_seen_at TEXT    NOT NULL,
  expires_at   TEXT    NOT NULL
) STRICT;
CREATE INDEX active_users_account ON active_users (account);
CREATE INDEX active_users_expiry ON active_users (expires_at);

-- last_seq is the dense counter of everything durable in the conversation; last_sent_at keeps sent_at from going back.
CREATE TABLE conversations (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  kind         TEXT    NOT NULL CHECK (kind IN ('room', 'direct')),
  title        TEXT    NOT NULL,
  last_seq     INTEGER NOT NULL DEFAULT 0,
  last_sent_at TEXT,
  created_at   TEXT    NOT NULL
) STRICT;

CREATE TABLE memberships (
  conversation INTEGER NOT NULL REFERENCES conversations (id),
  account      INTEGER NOT NULL REFERENCES registered_users (id),
  joined_at    TEXT    NOT NULL,
  read_seq     INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (conversation, account)
) STRICT, WITHOUT ROWID;
CREATE INDEX memberships_account ON memberships (account, conversation);

-- Messages. (sender, client_message_id) is kept for ever: it is what makes a resend post once. The id is a UUID as its
-- sender wrote it, and the same in either case.
CREATE TABLE messages (
  id                INTEGER PRIMARY KEY,
  conversation      INTEGER NOT NULL REFERENCES conversations (id),
  seq               INTEGER NOT NULL,
  sender            INTEGER NOT NULL REFERENCES registered_users (id),
  client_message_id TEXT    NOT NULL COLLATE NOCASE,
  body              TEXT    NOT NULL,
  reply_to          INTEGER,
  sent_at           TEXT    NOT NULL,
  UNIQUE (conversation, seq),
  UNIQUE (sender, client_message_id)
) STRICT;
