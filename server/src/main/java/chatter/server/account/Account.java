package chatter.server.account;

import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.AvatarUrl;
import chatter.shared.protocol.Role;
import java.util.Objects;

/// Who may sign in.
///
/// @param id the account's number, never reused
/// @param name the display name
/// @param email as its owner wrote it, without surrounding blanks
/// @param avatarHash SHA-256 of the stored picture in hex, or null
/// @param disabled whether it may not sign in any more
/// @param role what it may do besides chatting
public record Account(
    long id, String name, String email, String avatarHash, boolean disabled, Role role) {
  public Account {
    Objects.requireNonNull(name, "name is missing");
    Objects.requireNonNull(email, "email is missing");
    Objects.requireNonNull(role, "role is missing");
  }

  /// The account as its owner sees it, with the email address and the role.
  public AccountInfo ownView() {
    return new AccountInfo(id, name, email, AvatarUrl.of(avatarHash), role);
  }

  /// The account as everybody else sees it.
  public AccountInfo publicView() {
    return new AccountInfo(id, name, null, AvatarUrl.of(avatarHash));
  }
}
