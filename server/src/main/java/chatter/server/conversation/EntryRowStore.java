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

/// Turns rows into entries, for one reader and one snapshot. Columns are read by their places, and
/// only those that are needed: each takes a way through JNI, and a page has hundreds.
final class EntryRowStore {
  private static final int EDITED = 2;
  private static final int DELETED = 4;
  private static final int PINNED = 8;

  /// From messages `m` joined with accounts `u`. The first column says that it is a message, and
  /// what became of it; it is 0 for whatever is none.
  static final String MESSAGE =
      "1 + m.edited * "
          + EDITED
          + " + CASE WHEN m.deleted_at IS NULL THEN 0 ELSE "
          + DELETED
          + " END + m.pinned * "
          + PINNED
          + ", m.conversation, m.seq, m.sender, u.name, u.avatar_hash, m.sent_at, m.body, m.reply_to,"
          + " m.command_id, m.edited_at, NULL";

  /// As many, from changes `x` joined with accounts `u`, and with messages `m` for edits.
  static final String CHANGE =
      "0, x.conversation, x.seq, x.actor, u.name, u.avatar_hash, x.at,"
          + " CASE WHEN x.kind = 'edit' THEN m.body ELSE x.value END, x.message,"
          + " x.detail, x.kind, m.deleted_at";

  /// The same of notices, which are about no message.
  static final String NOTICE =
      "0, x.conversation, x.seq, x.actor, u.name, u.avatar_hash, x.at, x.value, 0, NULL, x.kind,"
          + " NULL";

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
    int marks = row.getInt(1);
    return marks == 0 ? change(row) : message(row, marks);
  }

  private MessagePosted message(ResultSet row, int marks) throws SQLException {
    AccountInfo sender = account(row);
    long replyTo = row.getLong(9);
    boolean deleted = (marks & DELETED) != 0;
    return new MessagePosted(
        row.getLong(2),
        row.getLong(3),
        sender,
        deleted ? null : row.getString(8),
        Timestamps.parse(row.getString(7)),
        replyTo == 0 ? null : replyTo,
        sender.id() == reader ? row.getString(10) : null,
        null,
        (marks & EDITED) == 0 ? null : Timestamps.parse(row.getString(11)),
        deleted ? true : null,
        null,
        (marks & PINNED) == 0 ? null : true);
  }

  private Entry change(ResultSet row) throws SQLException {
    long conversation = row.getLong(2);
    long seq = row.getLong(3);
    AccountInfo actor = account(row);
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
    Optional<AccountInfo> found =
        Jdbc.first(handle, ACCOUNT, row -> info(id, row.getString(1), row.getString(2)), id);
    found.ifPresent(account -> accounts.put(id, account));
    return found;
  }

  /// Whose entry it is. A page is from few people.
  private AccountInfo account(ResultSet row) throws SQLException {
    long id = row.getLong(4);
    AccountInfo known = accounts.get(id);
    if (known == null) {
      known = info(id, row.getString(5), row.getString(6));
      accounts.put(id, known);
    }
    return known;
  }

  static AccountInfo info(long id, String name, String avatarHash) {
    return new AccountInfo(id, name, null, AvatarUrl.of(avatarHash));
  }
}
