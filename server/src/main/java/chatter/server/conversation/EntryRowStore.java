package chatter.server.conversation;

import chatter.server.account.AccountSql;
import chatter.server.conversation.EntryStore.Changed;
import chatter.server.conversation.EntryStore.Kind;
import chatter.server.conversation.EntryStore.Members;
import chatter.server.store.Jdbc;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.AvatarUrl;
import chatter.shared.protocol.ServerEvent.ConversationChanged;
import chatter.shared.protocol.ServerEvent.Entry;
import chatter.shared.protocol.ServerEvent.MembersChanged;
import chatter.shared.protocol.ServerEvent.MessageDeleted;
import chatter.shared.protocol.ServerEvent.MessageEdited;
import chatter.shared.protocol.ServerEvent.MessagePinned;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import chatter.shared.protocol.ServerEvent.ReactionChanged;
import chatter.shared.protocol.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Turns rows into entries, for one reader and one snapshot. Columns are read by their places:
/// looking for a dozen names takes longer than reading what is there.
final class EntryRowStore {
  /// From messages `m` joined with accounts `u`. The first column says that it is a message.
  static final String MESSAGE =
      "1, m.conversation, m.seq, m.sender, u.name, u.avatar_hash, m.sent_at, m.body, m.reply_to,"
          + " m.command_id, m.edited_at, m.deleted_at, m.pinned_seq";

  /// As many, from changes `x` joined with accounts `u`, and with messages `m` for edits.
  static final String CHANGE =
      "0, x.conversation, x.seq, x.actor, u.name, u.avatar_hash, x.at,"
          + " CASE WHEN x.kind = 'edit' THEN m.body ELSE x.value END, x.message,"
          + " x.detail, x.kind, m.deleted_at, 0";

  /// The same of notices, which are about no message.
  static final String NOTICE =
      "0, x.conversation, x.seq, x.actor, u.name, u.avatar_hash, x.at, x.value, 0, NULL, x.kind,"
          + " NULL, 0";

  private static final String ACCOUNT =
      "SELECT name, avatar_hash FROM " + AccountSql.ACCOUNTS + " WHERE id = ?";

  private final Handle handle;
  private final long reader;
  private final Map<Long, AccountInfo> accounts = new HashMap<>();

  /// @param reader only this account sees the commandId of what it wrote itself
  EntryRowStore(Handle handle, long reader) {
    this.handle = handle;
    this.reader = reader;
  }

  /// @param row is `MESSAGE`, `CHANGE` or `NOTICE`
  Entry read(ResultSet row) throws SQLException {
    return row.getBoolean(1) ? message(row) : change(row);
  }

  private MessagePosted message(ResultSet row) throws SQLException {
    long sender = row.getLong(4);
    long replyTo = row.getLong(9);
    String edited = row.getString(11);
    boolean deleted = row.getString(12) != null;
    return new MessagePosted(
        row.getLong(2),
        row.getLong(3),
        account(sender, row.getString(5), row.getString(6)),
        deleted ? null : row.getString(8),
        Timestamps.parse(row.getString(7)),
        replyTo == 0 ? null : replyTo,
        sender == reader ? row.getString(10) : null,
        null,
        edited == null ? null : Timestamps.parse(edited),
        deleted ? true : null,
        null,
        row.getLong(13) == 0 ? null : true);
  }

  private Entry change(ResultSet row) throws SQLException {
    long conversation = row.getLong(2);
    long seq = row.getLong(3);
    AccountInfo actor = account(row.getLong(4), row.getString(5), row.getString(6));
    Instant at = Timestamps.parse(row.getString(7));
    String value = row.getString(8);
    long message = row.getLong(9);
    String detail = row.getString(10);
    return switch (Kind.of(row.getString(11))) {
      case EDIT -> {
        boolean deleted = row.getString(12) != null;
        yield new MessageEdited(
            conversation, seq, actor, at, message, deleted ? null : value, EntryStore.ids(detail));
      }
      case DELETE -> new MessageDeleted(conversation, seq, actor, at, message);
      case REACT ->
          new ReactionChanged(
              conversation, seq, actor, at, message, value, EntryStore.isOn(detail));
      case PIN -> new MessagePinned(conversation, seq, actor, at, message, EntryStore.isOn(detail));
      case MEMBERS -> {
        Members members = Members.of(value);
        yield new MembersChanged(
            conversation, seq, actor, at, accounts(members.joined()), accounts(members.left()));
      }
      case CHANGE -> {
        Changed changed = Changed.of(value);
        yield new ConversationChanged(
            conversation,
            seq,
            actor,
            at,
            changed.title(),
            changed.topic(),
            changed.visibility(),
            changed.archived());
      }
    };
  }

  private List<AccountInfo> accounts(List<Long> ids) {
    return ids.stream().map(this::account).flatMap(Optional::stream).toList();
  }

  private Optional<AccountInfo> account(long id) {
    AccountInfo known = accounts.get(id);
    if (known != null) {
      return Optional.of(known);
    }
    return Jdbc.first(handle, ACCOUNT, row -> account(id, row.getString(1), row.getString(2)), id);
  }

  private AccountInfo account(long id, String name, String avatarHash) {
    return accounts.computeIfAbsent(id, account -> info(account, name, avatarHash));
  }

  static AccountInfo info(long id, String name, String avatarHash) {
    return new AccountInfo(id, name, null, AvatarUrl.of(avatarHash));
  }
}
