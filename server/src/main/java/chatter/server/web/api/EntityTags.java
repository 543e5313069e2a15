package chatter.server.web.api;

import java.util.Arrays;

/// `If-None-Match`, as far as this server needs it.
public final class EntityTags {
  private EntityTags() {}

  /// Whether what the client has is one of these.
  ///
  /// @param header as sent, or null
  public static boolean matches(String header, String... current) {
    if (header == null) {
      return false;
    }
    return Arrays.stream(header.split(","))
        .map(String::strip)
        .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
        .anyMatch(tag -> tag.equals("*") || Arrays.asList(current).contains(tag));
  }
}
