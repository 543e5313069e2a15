package chatter.server.conversation;

import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.AvatarUrl;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import chatter.shared.protocol.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;

/// Turns rows into messages.
final class MessageRows {
  /// The columns `read` needs, from messages `m` joined with accounts `u`.
  static final String COLUMNS =
      "m.conversation, m.seq, m.sender, u.name, u.avatar_hash, m.body, m.sent_at, m.reply_to,"
          + " m.command_id";

  private MessageRows() {}

  /// @param row begins with `COLUMNS`, which are read by their places: looking for nine names takes
  ///   longer than reading what is there
  /// @param reader only this account sees the commandId of what it wrote itself
  static MessagePosted read(ResultSet row, long reader) throws SQLException {
    long sender = row.getLong(3);
    long replyTo = row.getLong(8);
    return new MessagePosted(
        row.getLong(1),
        row.getLong(2),
        sender(sender, row.getString(4), row.getString(5)),
        row.getString(6),
        Timestamps.parse(row.getString(7)),
        replyTo == 0 ? null : replyTo,
        sender == reader ? row.getString(9) : null);
  }

  static AccountInfo sender(long id, String name, String avatarHash) {
    return new AccountInfo(id, name, null, AvatarUrl.of(avatarHash));
  }
}
