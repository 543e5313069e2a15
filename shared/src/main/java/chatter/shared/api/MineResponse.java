package chatter.shared.api;

import chatter.shared.protocol.Level;
import java.util.Objects;

/// Answer to `PUT /api/conversations/{id}/mine`.
///
/// @param mine what is the caller's own about the conversation now, as `mineChanged` tells it
public record MineResponse(Mine mine) {
  public MineResponse {
    Objects.requireNonNull(mine, "mine is missing");
  }

  /// What is an account's own about a conversation.
  public record Mine(
      long conversation,
      boolean starred,
      Level level,
      long readSeq,
      int unread,
      int mentions,
      boolean host) {
    public Mine {
      level = level == null ? Level.AUTO : level;
    }
  }
}
