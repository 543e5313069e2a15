package chatter.server.conversation;

import chatter.server.account.AccountSql;
import chatter.server.store.Dialect;
import chatter.server.store.Jdbc;
import chatter.shared.api.SharedItem;
import chatter.shared.api.SharedKind;
import chatter.shared.api.SharedLink;
import chatter.shared.api.SharedResponse;
import chatter.shared.limits.Limits;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.FileInfo;
import chatter.shared.protocol.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;

/// The SQL of what was shared in a conversation: the files and links of its messages, the newest
/// first. Links are in no index, and files of one kind may lie far behind many of the other; so
/// only so much is looked through for one page, and the next goes on from there.
final class SharedStore {
  /// How many files are looked at for one page, those of the other kind too.
  private static final int FILES = 2_000;

  /// How many messages are looked through for one page.
  private static final int MESSAGES = 5_000;

  /// How many of them at a time.
  private static final int MESSAGES_AT_ONCE = 200;

  /// How many bytes of text.
  private static final long TEXT_BYTES = 4L * 1024 * 1024;

  /// How many bytes of text that may have a link are read as it is drawn.
  private static final long READ_BYTES = 128 * 1024;

  /// What reading a text takes beside its bytes, and what a link or an item takes beside its texts.
  private static final int EACH_BYTES = 256;

  private static final String MESSAGE = "m.sender, u.name, u.avatar_hash, m.sent_at";

  // Read as far as it is needed, along the key of the first table, which stays the first: to begin
  // with the messages of a conversation would be to read them all.
  static final Dialect.Statement FILE = Dialect.statement(SharedStore::file);

  private static String file(Dialect dialect) {
    String then = dialect.joinInThisOrder();
    return "SELECT x.message,"
        + MessageFileStore.INFO
        + ", (c.media_type LIKE 'image/%' AND c.width > 0 AND c.height > 0), "
        + MESSAGE
        + " FROM message_files x"
        + then
        + "file_contents c ON c.file = x.file"
        + then
        + "files f ON f.id = x.file"
        + then
        + "message_rows m ON m.conversation = x.conversation AND m.seq = x.message"
        + AccountSql.join("u", "m.sender")
        + "WHERE x.conversation = ? AND x.message < ? ORDER BY x.message DESC, x.position DESC"
        // PostgreSQL would prepare for all of them, and sort them. No page looks at more.
        + (dialect == Dialect.POSTGRES ? " LIMIT " + (FILES + Limits.FILES_PER_MESSAGE) : "");
  }

  static final String SOME =
      "SELECT count(*), min(seq), coalesce(sum(bytes), 0) FROM (SELECT r.seq, coalesce(CASE WHEN r.edited = 1"
          + " THEN (SELECT octet_length(e.body) FROM edits e WHERE e.message = r.id"
          + " ORDER BY e.number DESC LIMIT 1) END, octet_length(r.body)) AS bytes"
          + " FROM message_rows r WHERE r.conversation = ? AND r.seq < ? ORDER BY r.seq DESC LIMIT "
          + MESSAGES_AT_ONCE
          + ") AS some_of_them";

  // Whatever `Links` takes for one has one of these in it. Mentions have a sign of their own.
  static final Dialect.Statement TEXT = Dialect.statement(SharedStore::text);

  private static String text(Dialect dialect) {
    return "SELECT m.seq, m.body, "
        + MESSAGE
        + " FROM messages m"
        + AccountSql.join("u", "m.sender")
        + "WHERE m.conversation = ? AND m.seq >= ? AND m.seq < ? AND ("
        + dialect.contains("m.body", "'://'")
        + " OR m.body"
        + dialect.likeInAnyCase()
        + "'%www.%' OR "
        + dialect.contains("replace(m.body, '<@', '')", "'@'")
        + ") ORDER BY m.seq DESC";
  }

  private SharedStore() {}

  /// One page of what was shared; empty if the account is no member.
  ///
  /// @param before what is from this message on is not among it; empty for the newest
  /// @param limit how many messages at most
  static Optional<SharedResponse> page(
      Handle handle,
      long account,
      long conversation,
      SharedKind kind,
      OptionalLong before,
      int limit) {
    OptionalLong lastSeq = HistoryStore.lastSeq(handle, account, conversation);
    if (lastSeq.isEmpty()) {
      return Optional.empty();
    }
    long end = lastSeq.getAsLong() + 1;
    long from = Math.min(before.orElse(end), end);
    Page page = new Page(limit);
    if (kind == SharedKind.LINKS) {
      addLinks(page, handle, conversation, from);
    } else {
      addFiles(page, handle, conversation, from, kind == SharedKind.PICTURES);
    }
    return Optional.of(new SharedResponse(page.items, page.next));
  }

  private static void addFiles(
      Page page, Handle handle, long conversation, long before, boolean pictures) {
    FileReader reader = new FileReader(page, pictures);
    Jdbc.whilst(handle, FILE.on(handle), reader::read, conversation, before);
    reader.settle();
  }

  private static void addLinks(Page page, Handle handle, long conversation, long before) {
    TextReader reader = new TextReader(page, new MessageLinks(SummaryStore.names(handle)));
    long from = before;
    long looked = 0;
    long bytes = 0;
    while (page.next == null) {
      Some some = Jdbc.first(handle, SOME, Some::of, conversation, from).orElseThrow();
      if (some.count == 0) {
        return;
      }
      if (looked >= MESSAGES || bytes >= TEXT_BYTES) {
        page.next = from;
        return;
      }
      Jdbc.whilst(handle, TEXT.on(handle), reader::read, conversation, some.first, from);
      looked += some.count;
      bytes += some.bytes;
      from = some.first;
    }
  }

  /// What a page gets.
  private static final class Page {
    private final List<SharedItem> items = new ArrayList<>();
    private final int limit;
    private long bytes;
    private Long next;

    Page(int limit) {
      this.limit = limit;
    }

    boolean isFull() {
      return items.size() == limit || bytes >= Limits.HISTORY_BYTES;
    }

    /// Ends it before a message that is the first of the next page.
    ///
    /// @return that no more is read
    boolean endsBefore(long message) {
      next = message + 1;
      return false;
    }
  }

  /// Gathers the files of each message.
  private static final class FileReader {
    private final Page page;
    private final boolean pictures;
    private final List<FileInfo> files = new ArrayList<>();
    private AccountInfo sender;
    private Instant sentAt;
    private long message;
    private int looked;

    FileReader(Page page, boolean pictures) {
      this.page = page;
      this.pictures = pictures;
    }

    /// @return whether to go on
    boolean read(ResultSet row) throws SQLException {
      long of = row.getLong(1);
      if (of != message) {
        settle();
        if (looked >= FILES) {
          return page.endsBefore(of);
        }
        message = of;
      }
      looked++;
      if (row.getBoolean(9) == pictures) {
        if (page.isFull()) {
          return page.endsBefore(of);
        }
        if (files.isEmpty()) {
          sender = EntryRowStore.info(row.getLong(10), row.getString(11), row.getString(12));
          sentAt = Timestamps.parse(row.getString(13));
        }
        files.add(MessageFileStore.info(row));
      }
      return true;
    }

    /// Puts what was gathered onto the page.
    void settle() {
      if (!files.isEmpty()) {
        page.items.add(new SharedItem(message, sender, sentAt, files.reversed(), null));
        page.bytes += EACH_BYTES + files.stream().mapToLong(HistoryStore::bytes).sum();
        files.clear();
      }
    }
  }

  /// Reads the texts that may have links.
  private static final class TextReader {
    private final Page page;
    private final MessageLinks links;
    private long bytes;

    TextReader(Page page, MessageLinks links) {
      this.page = page;
      this.links = links;
    }

    /// @return whether to go on
    boolean read(ResultSet row) throws SQLException {
      long message = row.getLong(1);
      if (bytes >= READ_BYTES) {
        return page.endsBefore(message);
      }
      String body = row.getString(2);
      bytes += EACH_BYTES + Limits.utf8Bytes(body);
      List<SharedLink> found = links.in(body);
      if (found.isEmpty()) {
        return true;
      }
      if (page.isFull()) {
        return page.endsBefore(message);
      }
      page.items.add(
          new SharedItem(
              message,
              EntryRowStore.info(row.getLong(3), row.getString(4), row.getString(5)),
              Timestamps.parse(row.getString(6)),
              null,
              found));
      page.bytes += EACH_BYTES + found.stream().mapToLong(SharedStore::bytes).sum();
      return true;
    }
  }

  private static long bytes(SharedLink link) {
    return (long) EACH_BYTES
        + link.url().length()
        + (link.text() == null ? 0 : Limits.utf8Bytes(link.text()));
  }

  /// The next messages to be looked through.
  ///
  /// @param first the oldest of them
  /// @param bytes about what their texts have
  private record Some(int count, long first, long bytes) {
    private static Some of(ResultSet row) throws SQLException {
      return new Some(row.getInt(1), row.getLong(2), row.getLong(3));
    }
  }
}
