package chatter.client.net;

import java.time.ZoneId;
import java.util.Objects;

/// A page of messages that is sought.
///
/// @param text what is sought, with its operators
/// @param here the conversation it is sought in; null for all of one's own
/// @param zone whose days are meant
/// @param cursor the `next` of the page before; null for the newest
public record SearchRequest(String text, Long here, ZoneId zone, String cursor) {
  public SearchRequest {
    Objects.requireNonNull(text, "text is missing");
    Objects.requireNonNull(zone, "zone is missing");
  }

  /// The same from another place on.
  SearchRequest from(String other) {
    return new SearchRequest(text, here, zone, other);
  }
}
