package chatter.server.conversation;

import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/// Turns rows into messages.
final class MessageRows {
  /// The columns `read` needs, from messages `m` joined with registered_users `u`.
  static final String COLUMNS =
      "m.conversation, m.seq, m.sender, u.name, u.avatar_hash, m.body, m.sent_at, m.reply_to,"
          + " m.client_message_id";

  private MessageRows() {}

  /// @param reader only this account sees the clientMessageId of what it wrote itself
  static MessagePosted read(ResultSet row, long reader) throws SQLException {
    long sender = row.getLong("sender");
    long replyTo = row.getLong("reply_to");
    return new MessagePosted(
        row.getLong("conversation"),
        row.getLong("seq"),
        sender(sender, row.getString("name"), row.getString("avatar_hash")),
        row.getString("body"),
        Instant.parse(row.getString("sent_at")),
        replyTo == 0 ? null : replyTo,
        sender == reader ? row.getString("client_message_id") : null);
  }

  static AccountInfo sender(long id, String name, String avatarHash) {
    return new AccountInfo(
        id, name, null, avatarHash == null ? null : "/api/avatars/" + avatarHash);
  }
}
