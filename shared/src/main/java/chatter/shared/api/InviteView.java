package chatter.shared.api;

import java.time.Instant;

/// Answer to `GET /api/invites/{code}`: what whoever has the code may know before joining.
///
/// @param invitedBy the name of whoever made the invite
public record InviteView(ServerInfo server, String invitedBy, Instant expiresAt) {}
