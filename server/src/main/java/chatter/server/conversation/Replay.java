package chatter.server.conversation;

import chatter.shared.protocol.ConversationInfo;
import java.util.List;
import java.util.Map;

/// What a client that comes back gets, all read in one snapshot.
///
/// @param conversations those it belongs to
/// @param ranges per conversation to replay: everything after the first number up to `lastSeq`
/// @param resets the conversations where too much was missed
public record Replay(
    List<ConversationInfo> conversations, Map<Long, Long> ranges, List<ConversationInfo> resets) {
  public Replay {
    conversations = List.copyOf(conversations);
    ranges = Map.copyOf(ranges);
    resets = List.copyOf(resets);
  }
}
