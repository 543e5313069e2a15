-- A conversation is a log: every message and everything that happens to one, to the members or to the room takes the
-- next of its numbers. What is true now stands in conversations, memberships and messages; the log says how it came.

ALTER TABLE messages RENAME COLUMN client_message_id TO command_id;
-- A deleted message keeps its place: its body is empty, and its time stands in deleted_at.
ALTER TABLE messages ADD COLUMN edited_at TEXT;
ALTER TABLE messages ADD COLUMN deleted_at TEXT;
-- The number of the entry that pinned it.
ALTER TABLE messages ADD COLUMN pinned_seq INTEGER;
CREATE INDEX messages_pinned ON messages (conversation, pinned_seq) WHERE pinned_seq IS NOT NULL;

-- What each durable command but sendMessage was answered, for ever: it is what makes a resend happen once. There is an
-- entry of the log for each that changed something (changed = 1, and then (conversation, seq) is its place); for the
-- others seq is the newest of the conversation at that time. Changes made over HTTP have no command_id.
--   kind      message   value                            detail
--   edit      its seq   SHA-256 of the body, see below   the accounts it newly mentions, as JSON
--   delete    its seq
--   react     its seq   the emoji                        on: 1 or 0
--   pin       its seq                                    on: 1 or 0
--   members             {"joined":[…],"left":[…]}
--   change              {"title":…} and the like
-- The value of an edit is taken out when its message is deleted.
CREATE TABLE changes (
  id           INTEGER PRIMARY KEY,
  conversation INTEGER NOT NULL REFERENCES conversations (id),
  seq          INTEGER NOT NULL,
  changed      INTEGER NOT NULL,
  kind         TEXT    NOT NULL CHECK (kind IN ('edit', 'delete', 'react', 'pin', 'members', 'change')),
  actor        INTEGER NOT NULL REFERENCES registered_users (id),
  at           TEXT    NOT NULL,
  message      INTEGER,
  value        TEXT,
  detail       TEXT,
  command_id   TEXT    COLLATE NOCASE
) STRICT;
CREATE UNIQUE INDEX changes_seq ON changes (conversation, seq) WHERE changed = 1;
CREATE UNIQUE INDEX changes_command ON changes (actor, command_id) WHERE command_id IS NOT NULL;
-- Those that a page of history shows.
CREATE INDEX changes_notices ON changes (conversation, seq) WHERE kind IN ('members', 'change');
CREATE INDEX changes_edits ON changes (conversation, message) WHERE kind = 'edit';

-- What a message said before it was edited. Goes with the message's text.
CREATE TABLE versions (
  conversation INTEGER NOT NULL,
  message      INTEGER NOT NULL,
  written_at   TEXT    NOT NULL,
  number       INTEGER NOT NULL,
  body         TEXT    NOT NULL,
  PRIMARY KEY (conversation, message, number)
) STRICT, WITHOUT ROWID;

-- Reactions as they are now; seq is that of the entry that brought it.
CREATE TABLE reactions (
  conversation INTEGER NOT NULL,
  message      INTEGER NOT NULL,
  emoji        TEXT    NOT NULL,
  account      INTEGER NOT NULL REFERENCES registered_users (id),
  seq          INTEGER NOT NULL,
  PRIMARY KEY (conversation, message, emoji, account)
) STRICT, WITHOUT ROWID;

-- Whom a message mentions as it is now; account 0 is everybody. Never its sender.
CREATE TABLE mentions (
  account      INTEGER NOT NULL,
  conversation INTEGER NOT NULL,
  message      INTEGER NOT NULL,
  PRIMARY KEY (account, conversation, message)
) STRICT, WITHOUT ROWID;
CREATE INDEX mentions_message ON mentions (conversation, message);

ALTER TABLE conversations ADD COLUMN topic TEXT NOT NULL DEFAULT '';
ALTER TABLE conversations ADD COLUMN visibility TEXT NOT NULL DEFAULT 'private' CHECK (visibility IN ('open', 'private'));
ALTER TABLE conversations ADD COLUMN archived INTEGER NOT NULL DEFAULT 0;
-- How many memberships there are, those of disabled accounts too: counting a thousand rows for each of five hundred rooms
-- would be felt at every welcome.
ALTER TABLE conversations ADD COLUMN members INTEGER NOT NULL DEFAULT 0;
ALTER TABLE conversations ADD COLUMN created_by INTEGER REFERENCES registered_users (id);
-- What open rooms' titles that only differ by case have in common; null for what needs no title of its own.
ALTER TABLE conversations ADD COLUMN title_key TEXT;
-- The accounts of a direct, ascending, with commas: each set of people has one.
ALTER TABLE conversations ADD COLUMN people_key TEXT;
CREATE UNIQUE INDEX conversations_title ON conversations (title_key) WHERE title_key IS NOT NULL;
CREATE UNIQUE INDEX conversations_people ON conversations (people_key) WHERE people_key IS NOT NULL;

ALTER TABLE memberships ADD COLUMN host INTEGER NOT NULL DEFAULT 0;
ALTER TABLE memberships ADD COLUMN starred INTEGER NOT NULL DEFAULT 0;
ALTER TABLE memberships ADD COLUMN level TEXT NOT NULL DEFAULT 'auto' CHECK (level IN ('auto', 'all', 'mentions', 'nothing'));

UPDATE conversations SET members = (SELECT count(*) FROM memberships m WHERE m.conversation = conversations.id);
-- The first room is the Lobby, open to everybody.
UPDATE conversations SET visibility = 'open', title_key = lower(title) WHERE id = (SELECT min(id) FROM conversations);
