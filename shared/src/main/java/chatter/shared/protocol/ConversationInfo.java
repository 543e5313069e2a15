package chatter.shared.protocol;

import java.util.Objects;

/// A conversation as one of its members sees it when a connection is welcomed.
///
/// @param id the conversation's number
/// @param kind room or direct
/// @param title what to show above it
/// @param lastSeq the newest `seq` stored; 0 in an empty conversation
/// @param readSeq how far this member has read
/// @param members how many accounts belong to it
public record ConversationInfo(
    long id, ConversationKind kind, String title, long lastSeq, long readSeq, int members) {
  public ConversationInfo {
    Objects.requireNonNull(kind, "kind is missing");
    Objects.requireNonNull(title, "title is missing");
  }
}
