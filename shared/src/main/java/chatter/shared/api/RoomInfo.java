package chatter.shared.api;

import chatter.shared.protocol.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Objects;

/// A room in a list of those that somebody may know of.
///
/// @param archived whether it can only be read
/// @param members how many there are
/// @param lastAt when something happened there last; null if nothing has
/// @param joined whether the caller belongs to it
public record RoomInfo(
    long id,
    String title,
    String topic,
    Visibility visibility,
    boolean archived,
    int members,
    @JsonInclude(JsonInclude.Include.ALWAYS) Instant lastAt,
    boolean joined) {
  public RoomInfo {
    Objects.requireNonNull(title, "title is missing");
    Objects.requireNonNull(visibility, "visibility is missing");
    topic = topic == null ? "" : topic;
  }
}
