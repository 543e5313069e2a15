package chatter.shared.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/// Answer to `GET /api/rooms`: a page of the rooms that the caller may know of, by title.
///
/// @param next what to ask for as `after` to see more; null if there is no more
public record RoomsResponse(
    List<RoomInfo> rooms, @JsonInclude(JsonInclude.Include.ALWAYS) String next) {
  public RoomsResponse {
    rooms = List.copyOf(rooms);
  }
}
