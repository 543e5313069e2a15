-- Commands that a server has refused for good a moment ago. Another server may have got the same earlier, and come to it later:
-- it would do what its sender was told is not done. content: a hash of what was asked for.
CREATE TABLE refused_commands (
  account    bigint      NOT NULL,
  command_id text        COLLATE "C" NOT NULL,
  content    text        COLLATE "C" NOT NULL,
  code       text        COLLATE "C" NOT NULL,
  reason     text        COLLATE "C" NOT NULL,
  at         timestamptz NOT NULL,
  PRIMARY KEY (account, command_id, content)
);
CREATE INDEX refused_commands_at ON refused_commands (at);
