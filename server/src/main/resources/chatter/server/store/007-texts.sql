-- What people wrote lies apart, and stays where it lies: rows of texts are added at the end, never removed and never given
-- another length. To make room for a row that grows, SQLite moves its neighbours to other pages, and what it moved stays
-- readable in the unused part of the page it came from: secure_delete overwrites what is deleted, not what was moved. So a
-- text is erased by blanks of its own length, written over it, and there is no other copy of it in the file.
CREATE TABLE texts (
  id   INTEGER PRIMARY KEY,
  body TEXT    NOT NULL
) STRICT;
INSERT INTO texts (id, body) SELECT id, body FROM messages ORDER BY id;
INSERT INTO texts (id, body)
  SELECT (SELECT coalesce(max(id), 0) FROM messages) + row_number() OVER (ORDER BY conversation, message, number), body
  FROM versions ORDER BY conversation, message, number;

CREATE TABLE message_rows (
  id           INTEGER PRIMARY KEY,
  conversation INTEGER NOT NULL REFERENCES conversations (id),
  seq          INTEGER NOT NULL,
  sender       INTEGER NOT NULL REFERENCES registered_users (id),
  command_id   TEXT    NOT NULL COLLATE NOCASE,
  text         INTEGER NOT NULL REFERENCES texts (id),
  reply_to     INTEGER,
  sent_at      TEXT    NOT NULL,
  edited_at    TEXT,
  deleted_at   TEXT,
  pinned_seq   INTEGER,
  UNIQUE (conversation, seq),
  UNIQUE (sender, command_id)
) STRICT;
INSERT INTO message_rows
    (id, conversation, seq, sender, command_id, text, reply_to, sent_at, edited_at, deleted_at, pinned_seq)
  SELECT id, conversation, seq, sender, command_id, id, reply_to, sent_at, edited_at, deleted_at, pinned_seq
  FROM messages ORDER BY id;

CREATE TABLE earlier_texts (
  conversation INTEGER NOT NULL,
  message      INTEGER NOT NULL,
  number       INTEGER NOT NULL,
  written_at   TEXT    NOT NULL,
  text         INTEGER NOT NULL REFERENCES texts (id),
  PRIMARY KEY (conversation, message, number)
) STRICT, WITHOUT ROWID;
INSERT INTO earlier_texts (conversation, message, number, written_at, text)
  SELECT conversation, message, number, written_at,
    (SELECT coalesce(max(id), 0) FROM messages) + row_number() OVER (ORDER BY conversation, message, number)
  FROM versions;

DROP TABLE versions;
DROP TABLE messages;
CREATE INDEX messages_pinned ON message_rows (conversation, pinned_seq) WHERE pinned_seq IS NOT NULL;

-- What is read: each message with what it says now, and what it said before.
CREATE VIEW messages AS
  SELECT r.id, r.conversation, r.seq, r.sender, r.command_id, r.text,
    CASE WHEN r.deleted_at IS NULL THEN (SELECT t.body FROM texts t WHERE t.id = r.text) ELSE '' END AS body,
    r.reply_to, r.sent_at, r.edited_at, r.deleted_at, r.pinned_seq
  FROM message_rows r;
CREATE VIEW versions AS
  SELECT e.conversation, e.message, e.number, e.written_at, e.text,
    (SELECT t.body FROM texts t WHERE t.id = e.text) AS body
  FROM earlier_texts e;
