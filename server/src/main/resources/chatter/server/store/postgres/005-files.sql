-- Contents of files that a server is taking in, whose rows are not there yet: no other server removes them meanwhile.
CREATE TABLE arriving_contents (
  arrival text        COLLATE "C" PRIMARY KEY,
  hash    text        COLLATE "C" NOT NULL,
  since   timestamptz NOT NULL
);
CREATE INDEX arriving_contents_hash ON arriving_contents (hash);
