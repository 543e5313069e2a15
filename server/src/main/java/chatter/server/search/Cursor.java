package chatter.server.search;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;

/// Where a page of results ends, for whoever asks for the next: nothing to be read by others.
///
/// @param below results are older than this message, by its place among all
record Cursor(long below) {
  private static final byte KIND = 1;
  private static final int BYTES = 1 + Long.BYTES;

  /// As it is on the wire.
  String text() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(ByteBuffer.allocate(BYTES).put(KIND).putLong(below).array());
  }

  /// Reads it from the wire; empty if it is none.
  static Optional<Cursor> of(String text) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
      if (bytes.remaining() != BYTES || bytes.get() != KIND) {
        return Optional.empty();
      }
      long below = bytes.getLong();
      return below > 0 ? Optional.of(new Cursor(below)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
