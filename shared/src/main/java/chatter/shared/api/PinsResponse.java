package chatter.shared.api;

import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.util.List;

/// Answer to `GET /api/conversations/{id}/pins`.
///
/// @param rows the pinned messages as they stand now, the one pinned last first
public record PinsResponse(List<MessagePosted> rows) {
  public PinsResponse {
    rows = List.copyOf(rows);
  }
}
