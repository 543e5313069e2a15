-- What people wrote stays where it lies: rows with a text are added at the end, never removed and never given another
-- length. To make room for a row that grows, SQLite moves its neighbours to other pages, and what it moved stays readable
-- in the unused part of the page it came from: secure_delete overwrites what is deleted, not what was moved. So a text is
-- erased by blanks of its own length, written over it, and there is no other copy of it in the file. What happens to a
-- message is a flag of its row, 0 or 1, which SQLite keeps in the row's header, and the rest of it stands elsewhere.
CREATE TABLE message_rows (
  id           INTEGER PRIMARY KEY,
  conversation INTEGER NOT NULL REFERENCES conversations (id),
  seq          INTEGER NOT NULL,
  sender       INTEGER NOT NULL REFERENCES registered_users (id),
  command_id   TEXT    NOT NULL COLLATE NOCASE,
  reply_to     INTEGER,
  sent_at      TEXT    NOT NULL,
  edited       INTEGER NOT NULL DEFAULT 0 CHECK (edited IN (0, 1)),
  deleted      INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
  pinned       INTEGER NOT NULL DEFAULT 0 CHECK (pinned IN (0, 1)),
  -- As it was sent.
  body         TEXT    NOT NULL,
  UNIQUE (conversation, seq),
  UNIQUE (sender, command_id)
) STRICT;
INSERT INTO message_rows
    (id, conversation, seq, sender, command_id, reply_to, sent_at, edited, deleted, pinned, body)
  SELECT m.id, m.conversation, m.seq, m.sender, m.command_id, m.reply_to, m.sent_at,
    m.edited_at IS NOT NULL, m.deleted_at IS NOT NULL, m.pinned_seq IS NOT NULL,
    coalesce((SELECT v.body FROM versions v WHERE v.conversation = m.conversation AND v.message = m.seq
      ORDER BY v.number LIMIT 1), m.body)
  FROM messages m ORDER BY m.id;

-- What an edit made of a message row, the first of it with number 1; the one with the highest is what it says now.
CREATE TABLE edits (
  id         INTEGER PRIMARY KEY,
  message    INTEGER NOT NULL,
  number     INTEGER NOT NULL,
  written_at TEXT    NOT NULL,
  body       TEXT    NOT NULL,
  UNIQUE (message, number)
) STRICT;
INSERT INTO edits (message, number, written_at, body)
  SELECT m.id, v.number - 1, v.written_at, v.body
  FROM versions v JOIN messages m ON m.conversation = v.conversation AND m.seq = v.message
  WHERE v.number > 1
  UNION ALL
  SELECT m.id,
    (SELECT coalesce(max(v.number), 1) FROM versions v WHERE v.conversation = m.conversation AND v.message = m.seq),
    m.edited_at, m.body
  FROM messages m WHERE m.edited_at IS NOT NULL
  ORDER BY 1, 2;

-- When a message row was deleted, and the number of the entry that pinned it: what its flags leave out.
CREATE TABLE message_states (
  message    INTEGER PRIMARY KEY,
  deleted_at TEXT,
  pinned_seq INTEGER
) STRICT;
INSERT INTO message_states (message, deleted_at, pinned_seq)
  SELECT id, deleted_at, pinned_seq FROM messages WHERE deleted_at IS NOT NULL OR pinned_seq IS NOT NULL;

DROP TABLE versions;
DROP TABLE messages;
CREATE INDEX messages_pinned ON message_rows (conversation) WHERE pinned = 1;

-- What is read: each message with what it says now, and what it said before.
CREATE VIEW messages AS
  SELECT r.id, r.conversation, r.seq, r.sender, r.command_id, r.reply_to, r.sent_at, r.edited, r.pinned,
    CASE WHEN r.deleted = 1 THEN ''
      WHEN r.edited = 1 THEN (SELECT e.body FROM edits e WHERE e.message = r.id ORDER BY e.number DESC LIMIT 1)
      ELSE r.body END AS body,
    CASE WHEN r.edited = 1 THEN (SELECT e.written_at FROM edits e WHERE e.message = r.id ORDER BY e.number DESC LIMIT 1)
      END AS edited_at,
    CASE WHEN r.deleted = 1 THEN (SELECT s.deleted_at FROM message_states s WHERE s.message = r.id) END AS deleted_at,
    CASE WHEN r.pinned = 1 THEN (SELECT s.pinned_seq FROM message_states s WHERE s.message = r.id) END AS pinned_seq
  FROM message_rows r;
CREATE VIEW versions AS
  SELECT r.conversation, r.seq AS message, 1 AS number, r.sent_at AS written_at, r.body
  FROM message_rows r WHERE r.edited = 1
  UNION ALL
  SELECT r.conversation, r.seq, e.number + 1, e.written_at, e.body
  FROM message_rows r JOIN edits e ON e.message = r.id
  WHERE r.edited = 1 AND EXISTS (SELECT 1 FROM edits l WHERE l.message = e.message AND l.number > e.number);
