package chatter.client.hosting;

import chatter.client.invite.Invites;
import chatter.server.HostControl;
import chatter.shared.api.InviteInfo;
import chatter.shared.api.InviteOffer;
import chatter.shared.api.Registration;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Inviting to the chat hosted here, which takes no login: whoever sits here has its data anyway.
record HostedInvites(HostingContext context, HostingViewModel hosting) implements Invites {
  private static final Logger LOG = LoggerFactory.getLogger(HostedInvites.class);

  @Override
  public CompletableFuture<InviteOffer> make(Integer uses, int hours) {
    return context.server().ask(chat -> chat.invite(uses, Duration.ofHours(hours)));
  }

  @Override
  public CompletableFuture<List<InviteInfo>> list() {
    return context.server().ask(HostControl::invites);
  }

  @Override
  public CompletableFuture<Boolean> end(long id) {
    return context.server().ask(chat -> chat.endInvite(id));
  }

  @Override
  public CompletableFuture<Boolean> endAll() {
    return context
        .server()
        .ask(chat -> {
          chat.resetInvites();
          return true;
        });
  }

  @Override
  public CompletableFuture<Boolean> closed() {
    return context.server().ask(chat -> chat.registration() == Registration.CLOSED);
  }

  @Override
  public Optional<String> inviter() {
    return Optional.empty();
  }

  @Override
  public String chat() {
    return hosting.runningProperty().get().map(HostedServer.Running::name).orElse("");
  }

  @Override
  public String words(Throwable failure) {
    LOG.warn("The invites could not be changed", failure);
    return context.say("error.unknown");
  }
}
