-- The number of the entry with which a kind of reaction came to its message, the same for all who reacted so: kinds are
-- shown in that order, also when whoever was the first takes theirs back.
ALTER TABLE reactions ADD COLUMN kind_seq INTEGER NOT NULL DEFAULT 0;
UPDATE reactions SET kind_seq = (SELECT min(k.seq) FROM reactions k WHERE k.conversation = reactions.conversation
  AND k.message = reactions.message AND k.emoji = reactions.emoji);
