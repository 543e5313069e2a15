package chatter.server.web.file;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// Times as headers have them.
final class HttpDates {
  private HttpDates() {}

  /// As RFC 9110 writes them.
  static String text(Instant time) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC));
  }
}
