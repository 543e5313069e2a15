package chatter.client.login;

import chatter.shared.api.Registration;
import java.util.Optional;

/// How a chat is joined.
///
/// @param registration who may create an account; nothing if the server was not reached yet
/// @param first whether there is no account yet, so that the one to be made owns the chat
/// @param code the invite that came with the link, which is good; or empty
/// @param invitedBy who made that invite
public record JoinOptions(
    Optional<Registration> registration, boolean first, String code, Optional<String> invitedBy) {
  /// Before the server was reached.
  static final JoinOptions UNKNOWN = new JoinOptions(Optional.empty(), false, "", Optional.empty());

  static JoinOptions of(ServerSearch.Result result) {
    return new JoinOptions(
        Optional.of(result.found().server().registration()),
        result.found().server().empty(),
        result.invitation().isPresent() ? result.code() : "",
        result.invitation().map(invitation -> invitation.invitedBy()));
  }

  JoinOptions withoutCode() {
    return new JoinOptions(Optional.of(Registration.INVITE), first, "", Optional.empty());
  }

  /// Whether the form has to ask for an invite.
  public boolean asksForInvite() {
    return !first && code.isEmpty() && registration.filter(Registration.INVITE::equals).isPresent();
  }

  /// Whether nobody can create an account.
  public boolean closed() {
    return !first && code.isEmpty() && registration.filter(Registration.CLOSED::equals).isPresent();
  }
}
