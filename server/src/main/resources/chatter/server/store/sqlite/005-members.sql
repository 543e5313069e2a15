-- From here on members counts those of a room who may sign in; whoever is disabled keeps the membership and is counted
-- again when enabled. Of a direct it is the number of its people.
UPDATE conversations SET members = (SELECT count(*) FROM memberships m JOIN registered_users u ON u.id = m.account
  WHERE m.conversation = conversations.id AND u.disabled = 0)
  WHERE kind = 'room';

-- The order in which rooms are found, page by page.
CREATE INDEX conversations_found ON conversations (lower(title), id) WHERE kind = 'room';

-- A room without a host who may sign in gets the member who has been in it longest; the first room, the Lobby, has none.
UPDATE memberships SET host = 1
  WHERE (conversation, account) IN (
    SELECT conversation, account FROM (
      SELECT m.conversation, m.account,
        row_number() OVER (PARTITION BY m.conversation ORDER BY m.joined_at, m.account) AS place
      FROM memberships m
      JOIN conversations c ON c.id = m.conversation AND c.kind = 'room'
      JOIN registered_users u ON u.id = m.account AND u.disabled = 0
      WHERE c.id <> (SELECT min(id) FROM conversations)
        AND NOT EXISTS (SELECT 1 FROM memberships h JOIN registered_users v ON v.id = h.account
          WHERE h.conversation = c.id AND h.host <> 0 AND v.disabled = 0))
    WHERE place = 1);
