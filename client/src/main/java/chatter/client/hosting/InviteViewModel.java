package chatter.client.hosting;

import chatter.client.ui.Answers;
import chatter.client.ui.InviteCard;
import chatter.server.Chat;
import chatter.shared.api.InviteOffer;
import java.time.Duration;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes invites to the hosted chat. An invite shows until the chat stops or starts again, because
/// nobody can ask for its code a second time. JavaFX application thread only.
public final class InviteViewModel {
  private static final Logger LOG = LoggerFactory.getLogger(InviteViewModel.class);
  private static final Duration GOOD_FOR = Duration.ofDays(7);

  private final Around around;
  private final ReadOnlyObjectWrapper<Optional<InviteOffer>> offer =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Status> status = new ReadOnlyObjectWrapper<>(Status.NONE);

  /// One without an invite.
  public InviteViewModel(Around around, HostingViewModel hosting) {
    this.around = around;
    hosting
        .runningProperty()
        .subscribe(now -> {
          offer.set(Optional.empty());
          status.set(Status.NONE);
        });
  }

  /// Makes an invite for any number of people, good for a week.
  public void make() {
    Answers.deliver(
        around.server().ask(chat -> chat.invite(null, GOOD_FOR)),
        around.ui(),
        (made, failure) -> {
          if (failure == null) {
            offer.set(Optional.of(made));
            status.set(Status.NONE);
          } else {
            failed(failure);
          }
        });
  }

  /// Ends every invite that was ever made.
  public void endAll() {
    Answers.deliver(
        around.server().ask(InviteViewModel::reset),
        around.ui(),
        (done, failure) -> {
          if (failure == null) {
            offer.set(Optional.empty());
            status.set(Status.good(around.say("hosting.invite.ended")));
          } else {
            failed(failure);
          }
        });
  }

  private static boolean reset(Chat chat) {
    chat.resetInvites();
    return true;
  }

  private void failed(Throwable failure) {
    LOG.warn("The invites could not be changed", failure);
    status.set(Status.problem(around.say("error.unknown")));
  }

  /// What to show of an invite.
  static InviteCard.Content content(InviteOffer offer) {
    return new InviteCard.Content(
        offer.qr().size(), offer.qr().path(), offer.link(), offer.invite().code());
  }

  /// The invite made last; empty if there is none to show.
  public ReadOnlyObjectProperty<Optional<InviteOffer>> offerProperty() {
    return offer.getReadOnlyProperty();
  }

  /// How it went.
  ReadOnlyObjectProperty<Status> statusProperty() {
    return status.getReadOnlyProperty();
  }
}
