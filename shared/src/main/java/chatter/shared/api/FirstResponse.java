package chatter.shared.api;

/// Answer to `GET /api/conversations/{id}/first?since=…`.
///
/// @param message the number of the first message sent at that moment or later; null if there is
///   none
public record FirstResponse(Long message) {}
