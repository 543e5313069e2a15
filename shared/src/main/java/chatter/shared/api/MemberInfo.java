package chatter.shared.api;

import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.Role;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Objects;

/// Somebody in a conversation.
///
/// @param host whether it is one of the room's hosts
/// @param role what it may do on the server
/// @param online whether it is here
/// @param lastSeen when it was here last; null while it is, or if it never was
public record MemberInfo(
    AccountInfo account,
    boolean host,
    Role role,
    boolean online,
    @JsonInclude(JsonInclude.Include.ALWAYS) Instant lastSeen) {
  public MemberInfo {
    Objects.requireNonNull(account, "account is missing");
    role = role == null ? Role.MEMBER : role;
  }
}
