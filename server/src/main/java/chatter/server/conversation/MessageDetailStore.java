package chatter.server.conversation;

import chatter.server.account.AccountSql;
import chatter.server.conversation.RoomRefusedException.Reason;
import chatter.server.store.Jdbc;
import chatter.shared.api.MessageVersion;
import chatter.shared.limits.Limits;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// The SQL of what can be asked about one message.
final class MessageDetailStore {
  private static final String TARGET =
      "SELECT m.sender, "
          + AccountSql.administers("u")
          + ", m.body, coalesce(m.edited_at, m.sent_at) FROM memberships s"
          + AccountSql.join("u", "s.account")
          + "JOIN messages m ON m.conversation = s.conversation AND m.seq = ?"
          + " WHERE s.conversation = ? AND s.account = ? AND m.deleted_at IS NULL";

  private static final String VERSIONS =
      "SELECT body, written_at FROM versions WHERE conversation = ? AND message = ?"
          + " ORDER BY number DESC";

  private static final String REACTED =
      "SELECT u.id, u.name, u.avatar_hash FROM reactions r"
          + AccountSql.join("u", "r.account")
          + "WHERE r.conversation = ? AND r.message = ? AND r.emoji = ? ORDER BY r.seq";

  private MessageDetailStore() {}

  /// What a message said and says, the oldest first; the newest ones if there are more than
  /// `Limits.HISTORY_BYTES` of them.
  ///
  /// @throws RoomRefusedException if it is not there for the account, or not for it to know
  static List<MessageVersion> versions(
      Handle handle, long account, long conversation, long message) {
    Target target = target(handle, account, conversation, message);
    if (target.author != account && !target.administers) {
      throw new RoomRefusedException(Reason.FORBIDDEN);
    }
    List<MessageVersion> versions = new ArrayList<>();
    versions.add(new MessageVersion(target.body, target.at));
    versions.addAll(
        Jdbc.upTo(
                Limits.HISTORY_BYTES,
                version -> Limits.utf8Bytes(version.body()),
                handle,
                VERSIONS,
                row -> new MessageVersion(row.getString(1), Timestamps.parse(row.getString(2))),
                conversation,
                message)
            .rows());
    return versions.reversed();
  }

  /// Who put a reaction on a message, in their order.
  ///
  /// @param emoji in its fully qualified form
  /// @throws RoomRefusedException if the message is not there for the account
  static List<AccountInfo> reacted(
      Handle handle, long account, long conversation, long message, String emoji) {
    var _ = target(handle, account, conversation, message);
    return Jdbc.all(
        handle,
        REACTED,
        row -> EntryRowStore.info(row.getLong(1), row.getString(2), row.getString(3)),
        conversation,
        message,
        emoji);
  }

  private static Target target(Handle handle, long account, long conversation, long message) {
    return Jdbc.first(handle, TARGET, Target::of, message, conversation, account)
        .orElseThrow(() -> new RoomRefusedException(Reason.UNKNOWN));
  }

  /// A message, and who asks.
  private record Target(long author, boolean administers, String body, Instant at) {
    private static Target of(ResultSet row) throws SQLException {
      return new Target(
          row.getLong(1), row.getBoolean(2), row.getString(3), Timestamps.parse(row.getString(4)));
    }
  }
}
