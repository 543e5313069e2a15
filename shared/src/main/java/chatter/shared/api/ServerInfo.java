package chatter.shared.api;

/// Answer to `GET /api/server`: what a stranger may know of a server.
///
/// @param id a UUID that stays the same for ever, also when the server moves to another address
/// @param name what its people call it
/// @param registration who may make an account
/// @param empty whether there is no account yet; the first becomes the owner
/// @param online how many people are online
/// @param version the program's
/// @param roomsBy who makes rooms
public record ServerInfo(
    String id,
    String name,
    Registration registration,
    boolean empty,
    int online,
    String version,
    RoomsBy roomsBy) {
  public ServerInfo {
    roomsBy = roomsBy == null ? RoomsBy.ALL : roomsBy;
  }
}
