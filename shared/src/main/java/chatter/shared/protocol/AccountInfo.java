package chatter.shared.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;

/// An account as others see it, and, with `email`, as its owner sees it.
///
/// @param id the account's number, never reused
/// @param name the display name
/// @param email only in answers to the account's owner; otherwise null and absent from the JSON
/// @param avatarUrl path of the profile picture on the same server, or null (and then written as
///   null)
public record AccountInfo(
    long id,
    String name,
    @JsonInclude(JsonInclude.Include.NON_NULL) String email,
    @JsonInclude(JsonInclude.Include.ALWAYS) String avatarUrl) {
  public AccountInfo {
    Objects.requireNonNull(name, "name is missing");
  }

  /// The same account without what only its owner may see.
  public AccountInfo publicView() {
    return email == null ? this : new AccountInfo(id, name, null, avatarUrl);
  }
}
