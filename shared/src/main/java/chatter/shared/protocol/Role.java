package chatter.shared.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What an account may do on its server, besides chatting.
public enum Role {
  /// Whose server it is: everything. There is one.
  @JsonProperty("owner")
  OWNER,
  /// Invites, says who may join, and looks after members.
  @JsonProperty("admin")
  ADMIN,
  /// Chats.
  @JsonProperty("member")
  MEMBER;

  /// Whether it may invite, say who may join, and see everybody's email address.
  public boolean administers() {
    return this != MEMBER;
  }

  /// Whether it may look after accounts of another role: disable them, end their sessions, give out
  /// codes for another password.
  public boolean manages(Role other) {
    return switch (this) {
      case OWNER -> other != OWNER;
      case ADMIN -> other == MEMBER;
      case MEMBER -> false;
    };
  }
}
