package chatter.shared.api;

import chatter.shared.protocol.Role;
import java.time.Instant;

/// An account as those see it who administer the server.
///
/// @param avatarUrl path of the profile picture on the same server, or null
/// @param disabled whether it may not sign in any more; its messages and its name stay
/// @param lastSeen when it was last connected, or null if it never was
/// @param sessions on how many devices it is signed in
public record ManagedAccount(
    long id,
    String name,
    String email,
    String avatarUrl,
    Role role,
    boolean disabled,
    Instant createdAt,
    Instant lastSeen,
    int sessions) {}
