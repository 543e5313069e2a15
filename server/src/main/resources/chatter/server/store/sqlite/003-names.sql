-- What names that look like each other have in common, see chatter.shared.limits.Names; the program fills it in for the
-- accounts from before, whose names stay as they are, also where two look alike.
ALTER TABLE registered_users ADD COLUMN name_key TEXT NOT NULL DEFAULT '';
ALTER TABLE registered_users ADD COLUMN name_look TEXT NOT NULL DEFAULT '';
CREATE INDEX registered_users_name_key ON registered_users (name_key);
CREATE INDEX registered_users_name_look ON registered_users (name_look);

CREATE INDEX registered_users_disabled ON registered_users (id) WHERE disabled <> 0;

-- Codes from before outlived changes of roles and passwords.
DELETE FROM password_resets WHERE used_at IS NULL;
