package chatter.client.invite;

import chatter.shared.api.InviteInfo;
import chatter.shared.api.InviteOffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// What the invite panel asks of a chat: through a login on its server, or of the server itself
/// where it is hosted here. The futures complete on any thread.
public interface Invites {
  /// Makes an invite; only this answer holds its code.
  ///
  /// @param uses how many people may use it; null for any number
  /// @param hours how long it is good
  CompletableFuture<InviteOffer> make(Integer uses, int hours);

  /// Those that are still good, the newest first, without their codes.
  CompletableFuture<List<InviteInfo>> list();

  /// Ends one.
  CompletableFuture<?> end(long id);

  /// Ends all of them.
  CompletableFuture<?> endAll();

  /// Whether nobody new can join, not even with an invite.
  CompletableFuture<Boolean> closed();

  /// Who invites; empty if that is nobody with an account.
  Optional<String> inviter();

  /// What the chat is called.
  String chat();

  /// What to tell a person about a failure.
  String words(Throwable failure);
}
