package chatter.client.invite;

import chatter.client.net.http.AccountApi;
import chatter.client.net.http.ApiException;
import chatter.client.net.http.ErrorMessage;
import chatter.client.ui.Texts;
import chatter.shared.api.InviteInfo;
import chatter.shared.api.InviteOffer;
import chatter.shared.api.Registration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// Inviting through a login on the chat's server.
///
/// @param name what the person is called now
/// @param place what the chat is called now
public record AccountInvites(AccountApi api, Supplier<String> name, Supplier<String> place)
    implements Invites {
  @Override
  public CompletableFuture<InviteOffer> make(Integer uses, int hours) {
    return api.admin().invite(uses, hours);
  }

  @Override
  public CompletableFuture<List<InviteInfo>> list() {
    return api.admin().invites();
  }

  @Override
  public CompletableFuture<Void> end(long id) {
    return api.admin().endInvite(id);
  }

  @Override
  public CompletableFuture<Void> endAll() {
    return api.admin().endInvites();
  }

  @Override
  public CompletableFuture<Boolean> closed() {
    return api.admin().server().thenApply(now -> now.registration() == Registration.CLOSED);
  }

  @Override
  public Optional<String> inviter() {
    return Optional.of(name.get());
  }

  @Override
  public String chat() {
    return place.get();
  }

  @Override
  public String words(Throwable failure) {
    return ErrorMessage.of(ApiException.of(failure)).say(Texts.shared()::say);
  }
}
