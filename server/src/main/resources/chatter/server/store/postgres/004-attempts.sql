-- What guards against guessing, of all servers together: of who tries what, when all that is allowed is allowed again. Worth
-- nothing after a crash, so it is in no log. The key has a hash of whom it is about.
CREATE UNLOGGED TABLE attempts (
  key     text        COLLATE "C" PRIMARY KEY,
  full_at timestamptz NOT NULL
);
