-- What it takes to say, after another PostgreSQL took over, whether it has everything. 'place' in meta is where the database
-- was when a server last found nothing missing.

-- place: where the database was before that. n: up to which number of feed it is known to be the same now.
CREATE TABLE feed_timelines (
  place text   COLLATE "C" PRIMARY KEY,
  n     bigint NOT NULL
);

-- The servers that may have told somebody of what they wrote. program: with which their marks in feed begin. lock: which
-- each holds as long as its connection is there. place: where it has found all that it knows of. waits: whether PostgreSQL
-- waited for a standby before it said that something was stored.
CREATE TABLE feed_writers (
  program text    COLLATE "C" PRIMARY KEY,
  lock    bigint  NOT NULL,
  place   text    COLLATE "C" NOT NULL,
  waits   boolean NOT NULL
);
