package chatter.shared.api;

import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.util.List;

/// Answer to `GET /api/conversations/{id}/messages`: messages in ascending `seq`, read in one
/// snapshot.
///
/// @param first `seq` of the first message here; 0 if there is none
/// @param last `seq` of the last message here; 0 if there is none
/// @param upto the newest `seq` of the conversation in the same snapshot
/// @param more whether there is more in the direction of paging: newer with `after`, otherwise
///   older
public record HistoryPage(
    List<MessagePosted> messages, long first, long last, long upto, boolean more) {
  public HistoryPage {
    messages = List.copyOf(messages);
  }
}
