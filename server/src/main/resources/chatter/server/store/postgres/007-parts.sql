-- Who may add to an upload that lies in a bucket: whoever began last, and nobody once it has ended.
CREATE TABLE arriving_files (
  upload text COLLATE "C" PRIMARY KEY,
  writer text COLLATE "C" NOT NULL
);

-- The objects in the bucket that such an upload consists of: those that are stored. The others are being written, or were by
-- a server that was killed.
CREATE TABLE arriving_parts (
  upload text        COLLATE "C" NOT NULL REFERENCES arriving_files,
  begins bigint      NOT NULL,
  writer text        COLLATE "C" NOT NULL,
  bytes  bigint      NOT NULL,
  stored boolean     NOT NULL,
  since  timestamptz NOT NULL,
  PRIMARY KEY (upload, begins, writer)
);
