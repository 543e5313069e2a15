package chatter.shared.api;

/// Body of `POST /api/invites`.
///
/// @param uses how many accounts may be made with it, 1 to 1,000; null for any number
/// @param hours how long it can be used, 1 to 8,760; null for a week
public record InviteRequest(Integer uses, Integer hours) {}
