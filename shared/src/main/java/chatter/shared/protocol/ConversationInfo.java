package chatter.shared.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Objects;

/// A conversation as one of its members sees it.
///
/// @param id the conversation's number
/// @param kind room or direct
/// @param title what to show above it; empty for a direct, which is shown by its people
/// @param topic what a room is about; may be empty
/// @param visibility who can find it; `PRIVATE` for a direct
/// @param archived whether it can only be read
/// @param host whether this member is one of its hosts
/// @param lastSeq the newest `seq` stored; 0 in an empty conversation
/// @param readSeq how far this member has read
/// @param unread messages after `readSeq` by others that were not deleted, exact up to 1,000
/// @param mentions those of them that mention this member
/// @param members how many accounts belong to it
/// @param starred whether this member starred it
/// @param level what of it this member wants to notice
/// @param people a direct's members, this one included; null for a room
/// @param last the newest row of its history; null if there is none
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ConversationInfo(
    long id,
    ConversationKind kind,
    String title,
    String topic,
    Visibility visibility,
    boolean archived,
    boolean host,
    long lastSeq,
    long readSeq,
    int unread,
    int mentions,
    int members,
    boolean starred,
    Level level,
    List<AccountInfo> people,
    LastRow last) {
  /// The number of the first room, to which everybody belongs.
  public static final long LOBBY = 1;

  public ConversationInfo {
    Objects.requireNonNull(kind, "kind is missing");
    Objects.requireNonNull(title, "title is missing");
    topic = topic == null ? "" : topic;
    visibility = visibility == null ? Visibility.PRIVATE : visibility;
    level = level == null ? Level.AUTO : level;
    people = people == null ? null : List.copyOf(people);
  }

  /// An open room of which nothing is known but how far it is and has been read.
  public ConversationInfo(
      long id, ConversationKind kind, String title, long lastSeq, long readSeq, int members) {
    this(
        id,
        kind,
        title,
        "",
        Visibility.OPEN,
        false,
        false,
        lastSeq,
        readSeq,
        0,
        0,
        members,
        false,
        Level.AUTO,
        null,
        null);
  }

  /// The same with another newest row.
  public ConversationInfo withLast(LastRow row) {
    return new ConversationInfo(
        id,
        kind,
        title,
        topic,
        visibility,
        archived,
        host,
        lastSeq,
        readSeq,
        unread,
        mentions,
        members,
        starred,
        level,
        people,
        row);
  }
}
