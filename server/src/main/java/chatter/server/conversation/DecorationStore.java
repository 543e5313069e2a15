package chatter.server.conversation;

import chatter.server.store.Jdbc;
import chatter.shared.limits.Limits;
import chatter.shared.protocol.FileInfo;
import chatter.shared.protocol.ServerEvent.Entry;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import chatter.shared.protocol.ServerEvent.Reaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/// The SQL of what stands on messages beside their text: whom they mention, their files, and
/// reactions. Read for all messages of a page at once.
final class DecorationStore {
  private static final String MENTIONS =
      "SELECT message, account FROM mentions WHERE conversation = ? AND message BETWEEN ? AND ?"
          + " ORDER BY message, account";

  private static final String KINDS =
      "SELECT message, emoji, count(*), count(CASE WHEN account = ? THEN 1 END), min(kind_seq)"
          + " FROM reactions WHERE conversation = ? AND message BETWEEN ? AND ?"
          + " GROUP BY message, emoji ORDER BY 1, 5";

  private static final String NAMES =
      "SELECT message, emoji, account FROM (SELECT message, emoji, account, row_number()"
          + " OVER (PARTITION BY message, emoji ORDER BY seq) AS place"
          + " FROM reactions WHERE conversation = ? AND message BETWEEN ? AND ?) AS placed WHERE place <= "
          + Limits.REACTION_NAMES
          + " ORDER BY message, emoji, place";

  private DecorationStore() {}

  /// The same rows, the messages among them with what stands on them.
  ///
  /// @param rows of one conversation, in order or the other way round, with no message missing
  ///   between
  static List<Entry> onRows(Handle handle, long reader, List<Entry> rows) {
    return on(handle, reader, rows, true);
  }

  /// The same entries, the messages among them with whom they mention and their files. What was
  /// reacted follows as entries of its own, and none of it is told twice: a message names 20 who
  /// reacted, and of others nobody could tell whether they had been counted.
  static List<Entry> onEntries(Handle handle, long reader, List<Entry> entries) {
    return on(handle, reader, entries, false);
  }

  private static List<Entry> on(Handle handle, long reader, List<Entry> entries, boolean reacted) {
    long first = Long.MAX_VALUE;
    long last = 0;
    long conversation = 0;
    for (Entry entry : entries) {
      if (entry instanceof MessagePosted message) {
        first = Math.min(first, message.seq());
        last = Math.max(last, message.seq());
        conversation = message.conversation();
      }
    }
    if (last == 0) {
      return entries;
    }
    Map<Long, List<Long>> mentions = mentions(handle, conversation, first, last);
    Map<Long, List<Reaction>> reactions =
        reacted ? reactions(handle, reader, conversation, first, last) : Map.of();
    Map<Long, List<FileInfo>> files = MessageFileStore.of(handle, conversation, first, last);
    if (mentions.isEmpty() && reactions.isEmpty() && files.isEmpty()) {
      return entries;
    }
    List<Entry> whole = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      whole.add(
          entry instanceof MessagePosted message
              ? with(
                  message,
                  mentions.get(message.seq()),
                  reactions.get(message.seq()),
                  files.get(message.seq()))
              : entry);
    }
    return whole;
  }

  private static MessagePosted with(
      MessagePosted bare, List<Long> mentions, List<Reaction> reactions, List<FileInfo> files) {
    return mentions == null && reactions == null && files == null
        ? bare
        : new MessagePosted(
            bare.conversation(),
            bare.seq(),
            bare.sender(),
            bare.body(),
            bare.sentAt(),
            bare.replyTo(),
            bare.commandId(),
            mentions,
            bare.editedAt(),
            bare.deleted(),
            reactions,
            bare.pinned(),
            files);
  }

  private static Map<Long, List<Long>> mentions(
      Handle handle, long conversation, long first, long last) {
    Map<Long, List<Long>> mentions = new HashMap<>();
    var _ =
        Jdbc.all(
            handle,
            MENTIONS,
            row ->
                mentions
                    .computeIfAbsent(row.getLong(1), message -> new ArrayList<>())
                    .add(row.getLong(2)),
            conversation,
            first,
            last);
    return mentions;
  }

  private static Map<Long, List<Reaction>> reactions(
      Handle handle, long reader, long conversation, long first, long last) {
    List<Kind> kinds =
        Jdbc.all(
            handle,
            KINDS,
            row ->
                new Kind(
                    new On(row.getLong(1), row.getString(2)), row.getInt(3), row.getBoolean(4)),
            reader,
            conversation,
            first,
            last);
    if (kinds.isEmpty()) {
      return Map.of();
    }
    Map<On, List<Long>> names = new HashMap<>();
    var _ =
        Jdbc.all(
            handle,
            NAMES,
            row ->
                names
                    .computeIfAbsent(
                        new On(row.getLong(1), row.getString(2)), on -> new ArrayList<>())
                    .add(row.getLong(3)),
            conversation,
            first,
            last);
    Map<Long, List<Reaction>> reactions = new LinkedHashMap<>();
    for (Kind kind : kinds) {
      reactions
          .computeIfAbsent(kind.on.message, message -> new ArrayList<>())
          .add(
              new Reaction(
                  kind.on.emoji, kind.count, kind.mine, names.getOrDefault(kind.on, List.of())));
    }
    return reactions;
  }

  /// One kind of reaction on one message.
  private record On(long message, String emoji) {}

  private record Kind(On on, int count, boolean mine) {}
}
