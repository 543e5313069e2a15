-- What an account may do. A server has at most one owner: whoever came first, until it is handed over.
ALTER TABLE registered_users ADD COLUMN role TEXT NOT NULL DEFAULT 'member' CHECK (role IN ('owner', 'admin', 'member'));
CREATE UNIQUE INDEX registered_users_owner ON registered_users (role) WHERE role = 'owner';
UPDATE registered_users SET role = 'owner' WHERE id = (SELECT min(id) FROM registered_users WHERE disabled = 0);

-- What people may change while the server runs. 'id' is random and stays for ever.
CREATE TABLE server_settings (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO server_settings (key, value) VALUES ('registration', 'invite');

-- Invites. The code itself is never stored, only its SHA-256 in hex. No uses_left means any number; nobody in created_by
-- means whoever runs the server.
CREATE TABLE invites (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  code_hash  TEXT    NOT NULL UNIQUE,
  uses_left  INTEGER CHECK (uses_left >= 0),
  created_by INTEGER REFERENCES registered_users (id),
  created_at TEXT    NOT NULL,
  expires_at TEXT    NOT NULL
) STRICT;

-- Codes with which an account gets another password, once; stored like those of invites.
CREATE TABLE password_resets (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  account    INTEGER NOT NULL REFERENCES registered_users (id),
  code_hash  TEXT    NOT NULL UNIQUE,
  created_by INTEGER REFERENCES registered_users (id),
  created_at TEXT    NOT NULL,
  expires_at TEXT    NOT NULL,
  used_at    TEXT
) STRICT;
CREATE INDEX password_resets_account ON password_resets (account);
