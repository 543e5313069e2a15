package chatter.client.settings;

import chatter.client.net.http.AdminApi;
import chatter.client.ui.dialog.Dialogs;
import chatter.client.ui.search.PagedSearch;
import chatter.shared.api.AccountsResponse;
import chatter.shared.api.ManagedAccount;
import chatter.shared.api.PasswordResetOffer;
import chatter.shared.protocol.Role;
import java.text.Collator;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

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
  private final Supplier<Role> myRole;
  private final Comparator<ManagedAccount> order;
  private final PagedSearch<ManagedAccount> search;
  private final ReadOnlyObjectWrapper<Status> status = new ReadOnlyObjectWrapper<>(Status.NONE);
  private final ReadOnlyObjectWrapper<Reset> reset = new ReadOnlyObjectWrapper<>();

  /// @param dialogs asks before somebody is removed
  /// @param me the number of one's own account
  /// @param myRole what one may do now
  /// @param locale the reader's language, for the order of names
  public PeopleViewModel(
      AccountCalls calls, Dialogs dialogs, long me, Supplier<Role> myRole, Locale locale) {
    this.calls = calls;
    this.dialogs = dialogs;
    this.me = me;
    this.myRole = myRole;
    order =
        Comparator.comparing(ManagedAccount::disabled)
            .thenComparing(ManagedAccount::role)
            .thenComparing(ManagedAccount::name, Collator.getInstance(locale)::compare);
    search =
        new PagedSearch<>((query, after, good, failed) ->
            calls.call(
                api -> api.admin().accounts(query, after),
                answer -> good.accept(page(answer)),
                failure -> failed.accept(calls.words(failure))));
  }

  /// Each page for itself, so that nobody moves when the next one comes.
  private PagedSearch.Page<ManagedAccount> page(AccountsResponse answer) {
    return new PagedSearch.Page<>(answer.accounts().stream().sorted(order).toList(), answer.next());
  }

  /// Fetches the list; what was sought stays sought.
  public void begin() {
    reset.set(null);
    status.set(Status.NONE);
    search.again(() -> {});
  }

  /// What one may do with an account: an owner with everybody else, an admin with members.
  public List<Deed> deeds(ManagedAccount person) {
    Role mine = myRole.get();
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
        done ->
            search.again(() ->
                status.set(
                    Status.good(calls.texts().say("settings.people.done." + deed, person.name())))),
        failure -> status.set(Status.problem(calls.words(failure))));
  }

  /// The number of one's own account.
  long me() {
    return me;
  }

  /// Everybody, or those who are sought.
  public PagedSearch<ManagedAccount> search() {
    return search;
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
