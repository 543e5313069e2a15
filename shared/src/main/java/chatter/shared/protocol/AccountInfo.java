package chatter.shared.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;

/// An account as others see it, and, with `email` and `role`, as its owner sees it.
///
/// @param id the account's number, never reused
/// @param name the display name
/// @param email only in answers to the account's owner; otherwise null and absent from the JSON
/// @param avatarUrl path of the profile picture on the same server, or null (and then written as
///   null)
/// @param role only in answers to the account's owner; otherwise null and absent from the JSON
public record AccountInfo(
    long id,
    String name,
    @JsonInclude(JsonInclude.Include.NON_NULL) String email,
    @JsonInclude(JsonInclude.Include.ALWAYS) String avatarUrl,
    @JsonInclude(JsonInclude.Include.NON_NULL) Role role) {
  public AccountInfo {
    Objects.requireNonNull(name, "name is missing");
  }

  /// An account whose role is not told.
  public AccountInfo(long id, String name, String email, String avatarUrl) {
    this(id, name, email, avatarUrl, null);
  }

  /// Whether its role is told, and it may help to run the server.
  public boolean administers() {
    return role != null && role.administers();
  }

  /// The same account without what only its owner may see.
  public AccountInfo publicView() {
    return email == null && role == null ? this : new AccountInfo(id, name, null, avatarUrl);
  }

  /// What is known of one's own account after hearing of it again: what only its owner sees stays
  /// if it is not told.
  public AccountInfo updated(AccountInfo newer) {
    return new AccountInfo(
        id,
        newer.name,
        newer.email == null ? email : newer.email,
        newer.avatarUrl,
        newer.role == null ? role : newer.role);
  }
}
