package chatter.shared.api;

import com.fasterxml.jackson.annotation.JsonInclude;

/// Body of `PATCH /api/server`. What is null stays as it is.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ChangeServerRequest(String name, Registration registration, RoomsBy roomsBy) {
  /// One that leaves who makes rooms.
  public ChangeServerRequest(String name, Registration registration) {
    this(name, registration, null);
  }
}
