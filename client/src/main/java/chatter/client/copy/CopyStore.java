package chatter.client.copy;

import static java.util.stream.Collectors.joining;

import chatter.client.copy.Spans.Span;
import chatter.client.net.PictureCache;
import chatter.shared.api.ApiJson;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.FileInfo;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import chatter.shared.search.SearchScope;
import chatter.shared.search.SearchedMessage.SearchedFile;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;

/// What is in a copy's file, as SQL. On the copy's thread only; what was changed is there for the
/// next start after `commit`.
final class CopyStore implements AutoCloseable {
  private static final ObjectReader ROWS = ApiJson.MAPPER.readerFor(ServerEvent.class);
  private static final ObjectWriter ROW = ApiJson.MAPPER.writerFor(ServerEvent.class);

  private static final ObjectReader FILES = ApiJson.MAPPER.readerFor(FileInfo[].class);

  // Only the index is gone through; a row is read if it may be meant.
  static final String NEWEST_FIRST =
      """
      SELECT s.at, s.conversation, s.seq, r.row ->> '$.sender.id', r.row ->> '$.body',
        r.row -> '$.files'
      FROM rows s INDEXED BY rows_by_time
        CROSS JOIN rows r ON r.conversation = s.conversation AND r.seq = s.seq
      WHERE (s.at, s.conversation, s.seq) < (?1, ?2, ?3)
        AND (s.at, s.conversation, s.seq) >= (?10, ?11, ?12) AND s.at >= ?4
        AND s.sign0 & ?5 = ?5 AND s.sign1 & ?6 = ?6 AND s.sign2 & ?7 = ?7 AND s.sign3 & ?8 = ?8
        AND +s.conversation IN (SELECT value FROM json_each(?9))
      ORDER BY s.at DESC, s.conversation DESC, s.seq DESC
      """;

  /// A log that is longer than that is emptied with the next `commit`.
  private static final long LOG_BYTES = 4_000_000;

  private final Connection connection;

  /// Null in memory.
  private final UnusedBytes unused;

  private final Map<String, PreparedStatement> statements = new HashMap<>();

  /// Those in the copy by their newest names and pictures, which rows of before do not have.
  private final Map<Long, AccountInfo> people = new HashMap<>();

  /// Whether something private was taken out since the last `commit`.
  private boolean scrub;

  /// Pictures that were used since that was written down, the last of them last.
  private final Set<Long> used = new LinkedHashSet<>();

  /// Whether there may be pictures of what is not kept any more.
  private boolean unowned;

  /// A conversation in the file.
  record Stored(ConversationInfo info, long cursor) {}

  /// @param unused of the database's file; null for one in memory. Closed with it
  CopyStore(Connection connection, UnusedBytes unused) throws SQLException {
    this.connection = connection;
    this.unused = unused;
    try (ResultSet found = query("SELECT id, name, avatar FROM people")) {
      while (found.next()) {
        AccountInfo one =
            new AccountInfo(found.getLong(1), found.getString(2), null, found.getString(3));
        people.put(one.id(), one);
      }
    }
  }

  private PreparedStatement prepared(String sql, Object... values) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }

  private ResultSet query(String sql, Object... values) throws SQLException {
    return prepared(sql, values).executeQuery();
  }

  private int update(String sql, Object... values) throws SQLException {
    return prepared(sql, values).executeUpdate();
  }

  /// What was noted under a name.
  Optional<String> meta(String key) throws SQLException {
    try (ResultSet found = query("SELECT value FROM meta WHERE key = ?", key)) {
      return found.next() ? Optional.of(found.getString(1)) : Optional.empty();
    }
  }

  void setMeta(String key, String value) throws SQLException {
    update("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", key, value);
  }

  void removeMeta(String key) throws SQLException {
    update("DELETE FROM meta WHERE key = ?", key);
  }

  Map<Long, Stored> conversations() throws SQLException {
    Map<Long, Stored> all = new LinkedHashMap<>();
    try (ResultSet found = query("SELECT id, info, cursor FROM conversations ORDER BY id")) {
      while (found.next()) {
        all.put(
            found.getLong(1),
            new Stored(
                ApiJson.MAPPER.readValue(found.getString(2), ConversationInfo.class),
                found.getLong(3)));
      }
    }
    return all;
  }

  void putConversation(ConversationInfo info, long cursor) throws SQLException {
    update(
        "INSERT OR REPLACE INTO conversations (id, info, cursor) VALUES (?, ?, ?)",
        info.id(),
        ApiJson.MAPPER.writeValueAsString(info),
        cursor);
  }

  void setInfo(ConversationInfo info) throws SQLException {
    update(
        "UPDATE conversations SET info = ? WHERE id = ?",
        ApiJson.MAPPER.writeValueAsString(info),
        info.id());
  }

  void setCursor(long conversation, long cursor) throws SQLException {
    update("UPDATE conversations SET cursor = ? WHERE id = ?", cursor, conversation);
  }

  /// Takes a conversation out, with all that was said in it.
  void remove(long conversation) throws SQLException {
    removeRows(conversation);
    // The last that was said there is in that row, too.
    scrub |= update("DELETE FROM conversations WHERE id = ?", conversation) > 0;
  }

  void removeRows(long conversation) throws SQLException {
    update("DELETE FROM spans WHERE conversation = ?", conversation);
    removeFiles(conversation, 0, Long.MAX_VALUE);
    scrub |= update("DELETE FROM rows WHERE conversation = ?", conversation) > 0;
  }

  Spans spans(long conversation) throws SQLException {
    List<Span> all = new ArrayList<>();
    try (ResultSet found =
        query("SELECT first, last, current FROM spans WHERE conversation = ?", conversation)) {
      while (found.next()) {
        all.add(new Span(found.getLong(1), found.getLong(2), found.getBoolean(3)));
      }
    }
    return new Spans(all);
  }

  void putSpans(long conversation, Spans spans) throws SQLException {
    update("DELETE FROM spans WHERE conversation = ?", conversation);
    for (Span one : spans.all()) {
      update(
          "INSERT INTO spans (conversation, first, last, current) VALUES (?, ?, ?, ?)",
          conversation,
          one.first(),
          one.last(),
          one.current());
    }
  }

  /// The usual case of a new entry: the newest span grows.
  ///
  /// @return whether there is one that ends there
  boolean grow(long conversation, long from, long to) throws SQLException {
    return update(
            "UPDATE spans SET last = ? WHERE conversation = ? AND last = ? AND current = 1",
            to,
            conversation,
            from)
        > 0;
  }

  void putRow(ServerEvent.Row row) throws SQLException {
    Optional<TextSignature> signature = signature(row);
    update(
        """
        INSERT OR REPLACE INTO rows (conversation, seq, at, row, sign0, sign1, sign2, sign3)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        row.conversation(),
        row.seq(),
        row.at().toEpochMilli(),
        ROW.writeValueAsString(row),
        signature.map(one -> one.word(0)).orElse(null),
        signature.map(one -> one.word(1)).orElse(null),
        signature.map(one -> one.word(2)).orElse(null),
        signature.map(one -> one.word(3)).orElse(null));
    putFiles(row);
  }

  /// Notes which files a row has, so that their pictures may be kept.
  private void putFiles(ServerEvent.Row row) throws SQLException {
    if (row instanceof MessagePosted message
        && !message.wasDeleted()
        && message.files() != null
        && !message.files().isEmpty()) {
      for (FileInfo file : message.files()) {
        update(
            "INSERT OR IGNORE INTO files (conversation, seq, id) VALUES (?, ?, ?)",
            row.conversation(),
            row.seq(),
            file.id());
      }
    } else {
      removeFiles(row.conversation(), row.seq(), row.seq());
    }
  }

  private void removeFiles(long conversation, long first, long last) throws SQLException {
    unowned |=
        update(
                "DELETE FROM files WHERE conversation = ? AND seq BETWEEN ? AND ?",
                conversation,
                first,
                last)
            > 0;
  }

  /// Nothing for what is not searched.
  private static Optional<TextSignature> signature(ServerEvent.Row row) {
    return row instanceof MessagePosted message && !message.wasDeleted()
        ? Optional.of(
            TextSignature.of(
                message.sender().id(),
                message.body(),
                message.files() == null
                    ? List.of()
                    : message.files().stream().map(SearchedRow::searched).toList()))
        : Optional.empty();
  }

  /// What was overwritten since the last `commit` is to be nowhere any more after the next one.
  void scrub() {
    scrub = true;
  }

  void removeRows(long conversation, long first, long last) throws SQLException {
    removeFiles(conversation, first, last);
    update(
        "DELETE FROM rows WHERE conversation = ? AND seq BETWEEN ? AND ?",
        conversation,
        first,
        last);
  }

  Optional<ServerEvent.Row> row(long conversation, long seq) throws SQLException {
    try (ResultSet found =
        query("SELECT row FROM rows WHERE conversation = ? AND seq = ?", conversation, seq)) {
      return found.next() ? Optional.of(read(found.getString(1))) : Optional.empty();
    }
  }

  /// How much of the file is in use, in bytes.
  long bytes() throws SQLException {
    return pages("page_count - freelist_count");
  }

  /// How long the file is, in bytes; what is not in use is there for what comes.
  long fileBytes() throws SQLException {
    return pages("page_count");
  }

  private long pages(String which) throws SQLException {
    try (ResultSet found =
        query(
            """
            SELECT (%s) * page_size
            FROM pragma_page_count(), pragma_freelist_count(), pragma_page_size()
            """
                .formatted(which))) {
      return found.getLong(1);
    }
  }

  /// Gives back to the disk what is not in use, at most so many pages; the file is shorter after
  /// `commit`.
  ///
  /// @return whether there was something
  boolean shorten(int pages) throws SQLException {
    long before = fileBytes();
    try (Statement statement = connection.createStatement()) {
      for (int i = 0; i < pages; i++) {
        // One at a time, as the driver runs a statement only as far as its first result.
        statement.execute("PRAGMA incremental_vacuum(1)");
      }
    }
    scrub = true;
    return fileBytes() < before;
  }

  /// Whether a range holds so many rows.
  boolean holds(long conversation, long first, long last, int count) throws SQLException {
    try (ResultSet found =
        query(
            "SELECT 1 FROM rows WHERE conversation = ? AND seq BETWEEN ? AND ? LIMIT 1 OFFSET ?",
            conversation,
            first,
            last,
            count - 1)) {
      return found.next();
    }
  }

  /// When the first of a conversation's rows here was sent, in milliseconds since 1970.
  OptionalLong oldest(long conversation) throws SQLException {
    try (ResultSet found =
        query("SELECT at FROM rows WHERE conversation = ? ORDER BY seq LIMIT 1", conversation)) {
      return found.next() ? OptionalLong.of(found.getLong(1)) : OptionalLong.empty();
    }
  }

  /// When the last of the rows here up to a `seq` was sent, in milliseconds since 1970.
  OptionalLong newest(long conversation, long upto) throws SQLException {
    try (ResultSet found =
        query(
            "SELECT at FROM rows WHERE conversation = ? AND seq <= ? ORDER BY seq DESC LIMIT 1",
            conversation,
            upto)) {
      return found.next() ? OptionalLong.of(found.getLong(1)) : OptionalLong.empty();
    }
  }

  /// Takes out what is not sure any more.
  void dropStale(long conversation) throws SQLException {
    Spans spans = spans(conversation);
    for (Span one : spans.all()) {
      if (!one.current()) {
        removeRows(conversation, one.first(), one.last());
        scrub = true;
      }
    }
    spans.forgetStale();
    putSpans(conversation, spans);
  }

  /// Takes out the first rows of a conversation.
  void dropFirst(long conversation, int count) throws SQLException {
    long keep;
    try (ResultSet found =
        query(
            "SELECT seq FROM rows WHERE conversation = ? ORDER BY seq LIMIT 1 OFFSET ?",
            conversation,
            count)) {
      if (!found.next()) {
        removeRows(conversation);
        return;
      }
      keep = found.getLong(1);
    }
    removeRows(conversation, 0, keep - 1);
    Spans spans = spans(conversation);
    spans.forgetBefore(keep);
    putSpans(conversation, spans);
  }

  /// The rows before a `seq`, the nearest at most so many, ascending.
  ///
  /// @param from none before this one
  List<ServerEvent.Row> older(long conversation, long from, long before, int limit)
      throws SQLException {
    return rows(
            """
            SELECT row FROM rows WHERE conversation = ? AND seq >= ? AND seq < ?
            ORDER BY seq DESC LIMIT ?
            """,
            conversation,
            from,
            before,
            limit)
        .reversed();
  }

  /// The rows after a `seq`, the nearest at most so many, ascending.
  ///
  /// @param to none after this one
  List<ServerEvent.Row> newer(long conversation, long after, long to, int limit)
      throws SQLException {
    return rows(
        """
        SELECT row FROM rows WHERE conversation = ? AND seq > ? AND seq <= ?
        ORDER BY seq LIMIT ?
        """,
        conversation,
        after,
        to,
        limit);
  }

  /// Messages in some conversations, the newest first, one by one as long as more are wanted; none
  /// that was deleted.
  ///
  /// @param conversations their ids
  /// @param below only what is older than this place
  /// @param end nothing that is older than this place
  /// @param from not before that, in milliseconds since 1970
  /// @param signature what they have at least
  ///
  /// @return whether the reader took all there is
  boolean newestFirst(
      Collection<Long> conversations,
      Place below,
      Place end,
      long from,
      TextSignature signature,
      Predicate<SearchedRow> reader)
      throws SQLException {
    String ids = conversations.stream().map(String::valueOf).collect(joining(",", "[", "]"));
    try (ResultSet found =
        query(
            NEWEST_FIRST,
            below.at(),
            below.conversation(),
            below.seq(),
            from,
            signature.word(0),
            signature.word(1),
            signature.word(2),
            signature.word(3),
            ids,
            end.at(),
            end.conversation(),
            end.seq())) {
      while (found.next()) {
        if (!reader.test(SearchedRow.of(found))) {
          return false;
        }
      }
    }
    return true;
  }

  /// The last of so many rows that are older than a place, the newest first; empty if there are
  /// fewer.
  Optional<Place> place(Place below, int rows) throws SQLException {
    try (ResultSet found =
        query(
            """
            SELECT at, conversation, seq FROM rows INDEXED BY rows_by_time
            WHERE (at, conversation, seq) < (?, ?, ?)
            ORDER BY at DESC, conversation DESC, seq DESC LIMIT 1 OFFSET ?
            """,
            below.at(),
            below.conversation(),
            below.seq(),
            rows - 1)) {
      return found.next()
          ? Optional.of(new Place(found.getLong(1), found.getLong(2), found.getLong(3)))
          : Optional.empty();
    }
  }

  /// A place among all messages, by when they were sent.
  ///
  /// @param at in milliseconds since 1970
  record Place(long at, long conversation, long seq) {}

  /// What is searched of a message.
  ///
  /// @param infos its files
  record SearchedRow(Place place, long sender, String body, List<FileInfo> infos)
      implements SearchScope.Candidate {
    private static SearchedRow of(ResultSet row) throws SQLException {
      String files = row.getString(6);
      return new SearchedRow(
          new Place(row.getLong(1), row.getLong(2), row.getLong(3)),
          row.getLong(4),
          row.getString(5),
          files == null ? List.of() : List.of(FILES.<FileInfo[]>readValue(files)));
    }

    @Override
    public long conversation() {
      return place.conversation();
    }

    @Override
    public Instant at() {
      return Instant.ofEpochMilli(place.at());
    }

    @Override
    public List<SearchedFile> files() {
      return infos.stream().map(SearchedRow::searched).toList();
    }

    List<String> names() {
      return infos.stream().map(FileInfo::name).toList();
    }

    /// As the server says what a picture is.
    private static SearchedFile searched(FileInfo file) {
      return new SearchedFile(
          file.name(),
          file.mediaType().startsWith("image/") && file.width() != null && file.height() != null);
    }
  }

  private List<ServerEvent.Row> rows(String sql, Object... values) throws SQLException {
    List<ServerEvent.Row> all = new ArrayList<>();
    try (ResultSet found = query(sql, values)) {
      while (found.next()) {
        all.add(read(found.getString(1)));
      }
    }
    return all;
  }

  /// A row by whom its sender is called now.
  private ServerEvent.Row read(String json) {
    ServerEvent.Row row = ROWS.readValue(json);
    if (row instanceof MessagePosted message) {
      AccountInfo sender = people.get(message.sender().id());
      if (sender != null && !sender.equals(message.sender())) {
        return new MessagePosted(
            message.conversation(),
            message.seq(),
            sender,
            message.body(),
            message.sentAt(),
            message.replyTo(),
            message.commandId(),
            message.mentions(),
            message.editedAt(),
            message.deleted(),
            message.reactions(),
            message.pinned(),
            message.files());
      }
    }
    return row;
  }

  /// What those are called of whom there is something.
  Map<Long, String> names() {
    Map<Long, String> names = new HashMap<>();
    people.forEach((id, one) -> names.put(id, one.name()));
    return names;
  }

  /// What somebody is called; null if that is not known.
  String name(long account) {
    AccountInfo one = people.get(account);
    return one == null ? null : one.name();
  }

  /// Somebody is called so now.
  void learn(AccountInfo account) throws SQLException {
    AccountInfo shown = account.publicView();
    AccountInfo before = people.put(shown.id(), shown);
    if (!shown.equals(before)) {
      unowned |= before != null && !Objects.equals(before.avatarUrl(), shown.avatarUrl());
      update(
          "INSERT OR REPLACE INTO people (id, name, avatar) VALUES (?, ?, ?)",
          shown.id(),
          shown.name(),
          shown.avatarUrl());
    }
  }

  /// Whether there is a message with this file.
  boolean hasFile(String id) throws SQLException {
    try (ResultSet found = query("SELECT 1 FROM files WHERE id = ?", id)) {
      return found.next();
    }
  }

  /// Whether there is somebody with this picture.
  boolean hasAvatar(String avatarUrl) {
    return people.values().stream().anyMatch(one -> avatarUrl.equals(one.avatarUrl()));
  }

  /// A picture, which is then the one used last.
  Optional<byte[]> picture(PictureCache.Key key) throws SQLException {
    long id;
    byte[] bytes;
    try (ResultSet found =
        query(
            """
            SELECT id, bytes FROM pictures JOIN picture_bytes USING (id) WHERE owner = ? AND kind = ?
            """,
            key.owner(),
            key.kind().name())) {
      if (!found.next()) {
        return Optional.empty();
      }
      id = found.getLong(1);
      bytes = found.getBytes(2);
    }
    // It is written down when pictures are written anyway: a disk that is full can still be read.
    used.remove(id);
    used.add(id);
    return Optional.of(bytes);
  }

  private void noteUses() throws SQLException {
    for (long id : used) {
      update("UPDATE pictures SET used = (SELECT max(used) FROM pictures) + 1 WHERE id = ?", id);
    }
    used.clear();
  }

  /// Puts in a picture that is not here, as the one used last.
  void putPicture(PictureCache.Key key, byte[] bytes) throws SQLException {
    noteUses();
    int added =
        update(
            """
            INSERT OR IGNORE INTO pictures (owner, kind, length, used)
            VALUES (?, ?, ?, (SELECT coalesce(max(used), 0) FROM pictures) + 1)
            """,
            key.owner(),
            key.kind().name(),
            bytes.length);
    if (added > 0) {
      update("INSERT INTO picture_bytes (id, bytes) VALUES (last_insert_rowid(), ?)", bytes);
    }
  }

  /// How much the pictures are, in bytes.
  long pictureBytes() throws SQLException {
    try (ResultSet found = query("SELECT coalesce(sum(length), 0) FROM pictures")) {
      return found.getLong(1);
    }
  }

  /// Takes out those pictures that were not used for longest.
  ///
  /// @param bytes how much is to go, about
  /// @param most so many at most
  /// @return whether something went
  boolean dropPictures(long bytes, int most) throws SQLException {
    noteUses();
    List<Long> going = new ArrayList<>();
    long gone = 0;
    try (ResultSet found = query("SELECT id, length FROM pictures ORDER BY used LIMIT ?", most)) {
      while (gone < bytes && found.next()) {
        going.add(found.getLong(1));
        gone += found.getLong(2);
      }
    }
    for (long id : going) {
      update("DELETE FROM pictures WHERE id = ?", id);
    }
    // If it is deleted later, nobody here knows any more that it was here.
    scrub |= !going.isEmpty();
    return !going.isEmpty();
  }

  private void dropUnowned() throws SQLException {
    if (unowned) {
      unowned = false;
      scrub |=
          update(
                  """
                  DELETE FROM pictures
                  WHERE owner NOT IN (SELECT id FROM files)
                    AND owner NOT IN (SELECT avatar FROM people WHERE avatar IS NOT NULL)
                  """)
              > 0;
    }
  }

  /// Takes everything out.
  void clear() throws SQLException {
    for (String table :
        List.of("meta", "conversations", "rows", "spans", "people", "files", "pictures")) {
      update("DELETE FROM " + table);
    }
    people.clear();
    scrub = true;
  }

  /// What was changed is there for the next start. What was taken out is in no file any more, also
  /// not in the log beside the database.
  void commit() throws SQLException, IOException {
    dropUnowned();
    connection.commit();
    if (unused != null && (scrub || unused.logBytes() > LOG_BYTES)) {
      scrub = false;
      emptyLog();
      connection.setAutoCommit(false);
    }
  }

  private void emptyLog() throws SQLException, IOException {
    unused.note();
    connection.setAutoCommit(true);
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA wal_checkpoint(FULL)");
      // As long as the log is there it tells the next program which pages these are.
      unused.overwrite();
      statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
      // What is in memory has those bytes still, and would be written with the next change.
      statement.execute("PRAGMA shrink_memory");
    }
  }

  /// What was not committed is lost. The log is emptied.
  @Override
  public void close() throws SQLException, IOException {
    for (PreparedStatement statement : statements.values()) {
      statement.close();
    }
    if (unused == null) {
      connection.close();
      return;
    }
    try (unused;
        connection) {
      if (!connection.getAutoCommit()) {
        connection.rollback();
      }
      emptyLog();
    }
  }
}
