-- What accounts have said about notifications; who is not here has said nothing.
CREATE TABLE notification_settings (
  account INTEGER PRIMARY KEY REFERENCES registered_users (id),
  -- When there are none: never, until it is switched off, until a moment, in some hours of some days.
  mode    TEXT NOT NULL CHECK (mode IN ('off', 'on', 'until', 'hours')),
  until   TEXT CHECK ((until IS NOT NULL) = (mode = 'until')),
  -- Local times as 22:00 in a named time zone, and the days on which they begin, as 1 for Monday to 7 for Sunday one after
  -- the other.
  begins  TEXT CHECK ((begins IS NOT NULL) = (mode = 'hours')),
  ends    TEXT CHECK ((ends IS NOT NULL) = (mode = 'hours')),
  days    TEXT CHECK ((days IS NOT NULL) = (mode = 'hours')),
  zone    TEXT CHECK ((zone IS NOT NULL) = (mode = 'hours'))
) STRICT;

-- Words that ring wherever they are written, in the order in which they are shown.
CREATE TABLE notification_words (
  account  INTEGER NOT NULL REFERENCES registered_users (id),
  position INTEGER NOT NULL,
  word     TEXT    NOT NULL,
  PRIMARY KEY (account, position)
) STRICT, WITHOUT ROWID;
