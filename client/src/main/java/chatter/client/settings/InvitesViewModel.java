package chatter.client.settings;

import chatter.client.ui.Dialogs;
import chatter.shared.api.InviteInfo;
import chatter.shared.api.InviteOffer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// Inviting people: the invite made last, which can be shown, and those that are still good. JavaFX
/// application thread only.
public final class InvitesViewModel {
  /// How long an invite is good if nobody says so: a week.
  public static final int USUAL_HOURS = 7 * 24;

  private final AccountCalls calls;
  private final LatestList list;
  private final Dialogs dialogs;
  private final ObservableList<InviteInfo> invites = FXCollections.observableArrayList();
  private final ReadOnlyObjectWrapper<InviteOffer> offer = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<Status> status = new ReadOnlyObjectWrapper<>(Status.NONE);
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();

  /// @param dialogs asks before every invite ends
  public InvitesViewModel(AccountCalls calls, Dialogs dialogs) {
    this.calls = calls;
    this.list = new LatestList(calls);
    this.dialogs = dialogs;
  }

  /// Fetches those that are good.
  public void begin() {
    status.set(Status.NONE);
    fetch(Status.NONE);
  }

  private void fetch(Status said) {
    list.fetch(
        api -> api.admin().invites(),
        good -> {
          invites.setAll(good);
          InviteOffer shown = offer.get();
          if (shown != null
              && good.stream().noneMatch(invite -> invite.id() == shown.invite().id())) {
            offer.set(null);
          }
          status.set(said);
        },
        failure -> status.set(Status.problem(calls.words(failure))));
  }

  /// Makes one and shows it.
  ///
  /// @param uses how many people may use it; null for any number
  /// @param hours how long it is good
  public void make(Integer uses, int hours) {
    if (busy.get()) {
      return;
    }
    busy.set(true);
    calls.call(
        api -> api.admin().invite(uses, hours),
        made -> {
          busy.set(false);
          offer.set(made);
          fetch(Status.NONE);
        },
        failure -> {
          busy.set(false);
          status.set(Status.problem(calls.words(failure)));
        });
  }

  /// Ends one; who has it cannot join with it any more.
  public void end(InviteInfo invite) {
    calls.call(
        api -> api.admin().endInvite(invite.id()),
        done -> fetch(Status.good(calls.texts().say("settings.invite.ended"))),
        failure -> status.set(Status.problem(calls.words(failure))));
  }

  /// Ends all of them, if the person is sure.
  public void endAll() {
    dialogs.ask(
        new Dialogs.Question(
            calls.texts().say("settings.invite.endAll.title"),
            calls.texts().say("settings.invite.endAll.text"),
            calls.texts().say("settings.invite.endAll.yes"),
            calls.texts().say("settings.invite.endAll.no")),
        yes -> {
          if (yes) {
            calls.call(
                api -> api.admin().endInvites(),
                done -> fetch(Status.good(calls.texts().say("settings.invite.endedAll"))),
                failure -> status.set(Status.problem(calls.words(failure))));
          }
        });
  }

  /// The invite to show; null if none was made, or it has ended.
  public ReadOnlyObjectProperty<InviteOffer> offerProperty() {
    return offer.getReadOnlyProperty();
  }

  /// Those that are still good.
  public ObservableList<InviteInfo> invites() {
    return invites;
  }

  /// How it went.
  public ReadOnlyObjectProperty<Status> statusProperty() {
    return status.getReadOnlyProperty();
  }

  /// Whether one is being made.
  public ReadOnlyBooleanProperty busyProperty() {
    return busy.getReadOnlyProperty();
  }
}
