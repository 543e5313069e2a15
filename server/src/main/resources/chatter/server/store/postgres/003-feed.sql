-- What several servers on one database tell each other. Each transaction of theirs adds a row, with the next number of all:
-- the row of feed_head is locked from there to the commit, so the numbers have no gap and their order is that of the
-- commits. A single server writes nothing here.

CREATE TABLE feed_head (
  one integer PRIMARY KEY DEFAULT 1 CHECK (one = 1),
  n   bigint  NOT NULL
) WITH (fillfactor = 10);
INSERT INTO feed_head (n) VALUES (0);

-- mark: by which a server finds its transaction again. told: lines of chatter.server.cluster.Fact. Rows are kept for some
-- minutes only: they quote what people write.
CREATE TABLE feed (
  n         bigint      PRIMARY KEY,
  mark      text        COLLATE "C" NOT NULL,
  told      text        NOT NULL,
  stored_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
