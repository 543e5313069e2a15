package chatter.server.realtime;

import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.time.Instant;

/// The message that the hot spots are measured with: 100 characters, as in the rest of the
/// benchmark.
final class Samples {
  static final long ROOM = 1;
  static final String CLIENT_MESSAGE_ID = "8f14e45f-ceea-467f-a0e6-1d4f0a8c2b3e";
  static final String BODY = "The quick brown fox jumps over it. ".repeat(3).substring(0, 100);
  static final Instant AT = Instant.parse("2026-11-23T09:00:00.123Z");

  private Samples() {}

  static MessagePosted posted(long seq) {
    return new MessagePosted(
        ROOM,
        seq,
        new AccountInfo(42, "Ada Lovelace", null, "/api/avatars/0f343b0931126a20f133d67c2b018a3b"),
        BODY,
        AT.plusMillis(seq),
        null,
        CLIENT_MESSAGE_ID);
  }
}
