package chatter.shared.search;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;

/// A place in a text, in UTF-16 units. On the wire it is `[start, end]`.
///
/// @param end behind its last unit
public record Mark(int start, int end) {
  public Mark {
    if (start < 0 || end <= start) {
      throw new IllegalArgumentException(
          "a mark is [start, end], not [" + start + ", " + end + "]");
    }
  }

  /// Reads it from the wire.
  ///
  /// @throws IllegalArgumentException if it is no place
  @JsonCreator
  public static Mark of(List<Integer> places) {
    if (places == null || places.size() != 2) {
      throw new IllegalArgumentException("a mark is [start, end]");
    }
    return new Mark(places.getFirst(), places.getLast());
  }

  /// As it is on the wire.
  @JsonValue
  public List<Integer> places() {
    return List.of(start, end);
  }
}
