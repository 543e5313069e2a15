package chatter.server.conversation;

import chatter.server.store.Jdbc;
import chatter.shared.api.ApiJson;
import chatter.shared.protocol.Timestamps;
import chatter.shared.protocol.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;

/// The SQL of a conversation's log: the one place where its counter moves. Messages are entries and
/// stand in a table of their own; all others are changes.
final class EntryStore {
  private static final String NEWEST = "SELECT last_seq FROM conversations WHERE id = ?";

  private static final String COUNT =
      "UPDATE conversations SET last_seq = ?, last_sent_at = ? WHERE id = ?";

  private static final String INSERT =
      "INSERT INTO changes (conversation, seq, changed, kind, actor, at, message, value, detail,"
          + " command_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private EntryStore() {}

  /// Moves the counter to the entry that the caller stores in the same transaction.
  static void count(Handle handle, long conversation, long seq, String at) {
    Jdbc.execute(handle, COUNT, seq, at, conversation);
  }

  /// Appends that people came or went.
  ///
  /// @return its `seq`
  static long membersChanged(
      Handle handle,
      long conversation,
      long actor,
      Instant at,
      List<Long> joined,
      List<Long> left) {
    return append(handle, conversation, Kind.MEMBERS, actor, at, new Members(joined, left).json());
  }

  /// Appends that a room changed; what did not change is null.
  ///
  /// @return its `seq`
  static long conversationChanged(
      Handle handle, long conversation, long actor, Instant at, Changed changed) {
    return append(handle, conversation, Kind.CHANGE, actor, at, changed.json());
  }

  private static long append(
      Handle handle, long conversation, Kind kind, long actor, Instant at, String value) {
    long seq = Jdbc.first(handle, NEWEST, row -> row.getLong(1), conversation).orElseThrow() + 1;
    String time = Timestamps.text(at);
    count(handle, conversation, seq, time);
    Jdbc.execute(
        handle, INSERT, conversation, seq, 1, kind.text(), actor, time, null, value, null, null);
    return seq;
  }

  /// Stores the answer to a command, and the entry if it makes one, whose number the caller has
  /// counted.
  ///
  /// @param value as the schema says for the kind, or null
  /// @param detail the same
  static void answered(
      Handle handle,
      Place place,
      boolean changed,
      Kind kind,
      long actor,
      long message,
      String value,
      String detail,
      String commandId) {
    Jdbc.execute(
        handle,
        INSERT,
        place.conversation,
        place.seq,
        changed ? 1 : 0,
        kind.text(),
        actor,
        Timestamps.text(place.at),
        message,
        value,
        detail,
        commandId);
  }

  /// Accounts as they are stored with a change.
  static String ids(Collection<Long> accounts) {
    return ApiJson.MAPPER.writeValueAsString(accounts);
  }

  /// The accounts that `ids` wrote; null is none.
  static List<Long> ids(String json) {
    return json == null ? List.of() : List.of(ApiJson.MAPPER.readValue(json, Long[].class));
  }

  /// Whether a reaction or a pin came or went, as it is stored with the change.
  static String flag(boolean on) {
    return on ? "1" : "0";
  }

  /// What `flag` wrote.
  static boolean isOn(String flag) {
    return flag.equals("1");
  }

  /// Where and when something stands in a log.
  record Place(long conversation, long seq, Instant at) {}

  /// What a change is about, as it is stored.
  enum Kind {
    EDIT,
    DELETE,
    REACT,
    PIN,
    MEMBERS,
    CHANGE;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Kind of(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT));
    }
  }

  /// The value of a change of members.
  record Members(List<Long> joined, List<Long> left) {
    Members {
      joined = joined == null ? List.of() : List.copyOf(joined);
      left = left == null ? List.of() : List.copyOf(left);
    }

    static Members of(String json) {
      return ApiJson.MAPPER.readValue(json, Members.class);
    }

    private String json() {
      return ApiJson.MAPPER.writeValueAsString(this);
    }
  }

  /// The value of a change of a room; what did not change is null.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Changed(String title, String topic, Visibility visibility, Boolean archived) {
    static final Changed NOTHING = new Changed(null, null, null, null);

    static Changed of(String json) {
      return ApiJson.MAPPER.readValue(json, Changed.class);
    }

    private String json() {
      return ApiJson.MAPPER.writeValueAsString(this);
    }
  }
}
