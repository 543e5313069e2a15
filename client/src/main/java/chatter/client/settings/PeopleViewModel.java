package chatter.client.settings;

import chatter.client.net.AdminApi;
import chatter.client.ui.Dialogs;
import chatter.shared.api.ManagedAccount;
import chatter.shared.api.PasswordResetOffer;
import chatter.shared.protocol.Role;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The accounts of the chat, and what whoever runs it may do with them. JavaFX application thread
/// only.
public final class PeopleViewModel {
  /// A link for a new password.
  ///
  /// @param name whose it is
  public record Reset(String name, PasswordResetOffer offer) {}

  /// What may be done with an account.
  public enum Deed {
    /// Lets them help running the chat.
    MAKE_ADMIN,
    /// Lets them not.
    MAKE_MEMBER,
    /// Makes a link for a new password.
    RESET,
    /// Signs them out everywhere.
    END_SESSIONS,
    /// Takes them out of the chat.
    REMOVE,
    /// Lets them in again.
    RESTORE
  }

  private final AccountCalls calls;
  private final Dialogs dialogs;
  private final long me;
  private final LatestList list;
  private final ObservableList<ManagedAccount> people = FXCollections.observableArrayList();
  private final ReadOnlyObjectWrapper<Status> status = new ReadOnlyObjectWrapper<>(Status.NONE);
  private final ReadOnlyObjectWrapper<Reset> reset = new ReadOnlyObjectWrapper<>();

  /// @param dialogs asks before somebody is removed
  /// @param me the number of one's own account
  public PeopleViewModel(AccountCalls calls, Dialogs dialogs, long me) {
    this.calls = calls;
    this.list = new LatestList(calls);
    this.dialogs = dialogs;
    this.me = me;
  }

  /// Fetches the list.
  public void begin() {
    people.clear();
    reset.set(null);
    status.set(Status.good(calls.texts().say("settings.people.loading")));
    fetch("");
  }

  private void fetch(String said) {
    list.fetch(
        api -> api.admin().accounts(),
        all -> {
          people.setAll(all);
          status.set(Status.good(said));
        },
        failure -> status.set(Status.problem(calls.words(failure))));
  }

  /// What one may do with an account: an owner with everybody else, an admin with members.
  public List<Deed> deeds(ManagedAccount person) {
    Role mine =
        people.stream()
            .filter(one -> one.id() == me)
            .map(ManagedAccount::role)
            .findFirst()
            .orElse(Role.MEMBER);
    boolean mayRule =
        person.id() != me
            && person.role() != Role.OWNER
            && (mine == Role.OWNER || (mine == Role.ADMIN && person.role() == Role.MEMBER));
    if (!mayRule) {
      return List.of();
    }
    if (person.disabled()) {
      return List.of(Deed.RESTORE);
    }
    Optional<Deed> promotion =
        mine == Role.OWNER
            ? Optional.of(person.role() == Role.ADMIN ? Deed.MAKE_MEMBER : Deed.MAKE_ADMIN)
            : Optional.empty();
    return java.util.stream.Stream.concat(
            promotion.stream(),
            java.util.stream.Stream.of(Deed.RESET, Deed.END_SESSIONS, Deed.REMOVE))
        .toList();
  }

  /// Does it, after a question where it takes something from somebody.
  public void act(ManagedAccount person, Deed deed) {
    reset.set(null);
    switch (deed) {
      case MAKE_ADMIN -> change(person, deed, api -> api.setRole(person.id(), Role.ADMIN));
      case MAKE_MEMBER -> change(person, deed, api -> api.setRole(person.id(), Role.MEMBER));
      case RESTORE -> change(person, deed, api -> api.setDisabled(person.id(), false));
      case END_SESSIONS -> change(person, deed, api -> api.endSessions(person.id()));
      case REMOVE ->
          dialogs.ask(
              new Dialogs.Question(
                  calls.texts().say("settings.people.remove.title", person.name()),
                  calls.texts().say("settings.people.remove.text", person.name()),
                  calls.texts().say("settings.people.remove.yes"),
                  calls.texts().say("settings.people.remove.no")),
              yes -> {
                if (yes) {
                  change(person, deed, api -> api.setDisabled(person.id(), true));
                }
              });
      case RESET ->
          calls.call(
              api -> api.admin().passwordReset(person.id()),
              offer -> {
                reset.set(new Reset(person.name(), Objects.requireNonNull(offer)));
                status.set(Status.NONE);
              },
              failure -> status.set(Status.problem(calls.words(failure))));
    }
  }

  private void change(
      ManagedAccount person, Deed deed, Function<AdminApi, CompletableFuture<?>> call) {
    calls.call(
        api -> call.apply(api.admin()).thenApply(answer -> true),
        done -> fetch(calls.texts().say("settings.people.done." + deed, person.name())),
        failure -> status.set(Status.problem(calls.words(failure))));
  }

  /// The number of one's own account.
  long me() {
    return me;
  }

  /// Everybody.
  public ObservableList<ManagedAccount> people() {
    return people;
  }

  /// How it went.
  public ReadOnlyObjectProperty<Status> statusProperty() {
    return status.getReadOnlyProperty();
  }

  /// The link to hand to somebody who forgot the password; null if none was made.
  public ReadOnlyObjectProperty<Reset> resetProperty() {
    return reset.getReadOnlyProperty();
  }
}
