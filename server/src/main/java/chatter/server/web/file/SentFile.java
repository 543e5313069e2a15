package chatter.server.web.file;

import chatter.server.conversation.SharedFile;
import chatter.server.file.MediaType;
import chatter.server.file.PreviewSize;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/// How a file is told to a browser: nothing in it ever runs as a part of the page, and what is not
/// a picture, sound, video or PDF by its contents is only saved.
///
/// @param name as its sender calls it
/// @param etag of what is sent
/// @param inline whether it may be shown
record SentFile(String name, String mediaType, String etag, boolean inline) {
  private static final String NOTHING_RUNS =
      "sandbox; default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'";

  /// Enough of a picture to see of what kind it is.
  private static final int HEAD_BYTES = 16;

  /// @param save whether it is to be saved whatever it is
  static SentFile whole(SharedFile file, boolean save) {
    return new SentFile(
        file.name(), file.mediaType(), '"' + file.hash() + '"', !save && inline(file.mediaType()));
  }

  private static boolean inline(String mediaType) {
    return Arrays.stream(MediaType.values())
        .anyMatch(type -> type.inline() && type.value().equals(mediaType));
  }

  /// @param channel the preview; stands at its beginning, also afterwards
  static SentFile preview(SharedFile file, PreviewSize size, SeekableByteChannel channel)
      throws IOException {
    ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES);
    while (head.hasRemaining() && channel.read(head) > 0) {
      // Until there is enough.
    }
    channel.position(0);
    return new SentFile(
        file.name(),
        head.get(0) == (byte) 0x89 ? "image/png" : "image/jpeg",
        '"' + file.hash() + '.' + size.text() + '"',
        true);
  }

  void describe(HttpFields.Mutable headers) {
    headers.put(HttpHeader.CONTENT_TYPE, mediaType);
    headers.put(HttpHeader.ETAG, etag);
    headers.put("Content-Disposition", (inline ? "inline" : "attachment") + names());
    headers.put("Content-Security-Policy", NOTHING_RUNS);
    // Whether one may still read it is asked each time.
    headers.put(HttpHeader.CACHE_CONTROL, "private, no-cache");
  }

  /// The name twice, as RFC 6266 has it: for those who read ASCII alone, and in full.
  private String names() {
    StringBuilder plain = new StringBuilder();
    name.codePoints()
        .forEach(c ->
            plain.appendCodePoint(
                c < ' ' || c > '~' || c == '"' || c == '\\' || c == '%' ? '_' : c));
    StringBuilder full = new StringBuilder();
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean itself =
          (c >= '0' && c <= '9')
              || (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || "-._~".indexOf(c) >= 0;
      if (itself) {
        full.append(c);
      } else {
        full.append('%').append(String.format("%02X", (int) c));
      }
    }
    return "; filename=\"" + plain + "\"; filename*=UTF-8\'\'" + full;
  }
}
