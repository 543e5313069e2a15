package chatter.client.settings;

import chatter.client.net.http.AdminApi;
import chatter.client.ui.Status;
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
    RESTORE,
    /// Makes them the owner, and oneself an admin.
    HAND_OVER;

    /// Whether it takes something from somebody, so that it is asked about first.
    public boolean takes() {
      return this == END_SESSIONS || this == REMOVE || this == HAND_OVER;
    }
  }

  private final AccountCalls calls;
  private final Dialogs dialogs;
  private final long me;
  private final Supplier<Role> myRole;
  private final Comparator<ManagedAccount> order;
  private final PagedSearch<ManagedAccount> search;
  private final ReadOnlyObjectWrapper<Status> status = new ReadOnlyObjectWrapper<>(Status.NONE);
  private final ReadOnlyObjectWrapper<Reset> reset = new ReadOnlyObjectWrapper<>();

  /// @param dialogs asks before something is taken from somebody
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

  /// What one may do with an account, in the order in which it is shown.
  public List<Deed> deeds(ManagedAccount person) {
    return deeds(person, me, myRole.get());
  }

  /// What somebody of a role may do with an account: an owner with everybody else, an admin with
  /// members. The page offers the same, held to the same examples.
  static List<Deed> deeds(ManagedAccount person, long me, Role mine) {
    if (person.id() == me || !mine.manages(person.role())) {
      return List.of();
    }
    if (person.disabled()) {
      return List.of(Deed.RESTORE);
    }
    return mine == Role.OWNER
        ? List.of(
            person.role() == Role.ADMIN ? Deed.MAKE_MEMBER : Deed.MAKE_ADMIN,
            Deed.RESET,
            Deed.END_SESSIONS,
            Deed.REMOVE,
            Deed.HAND_OVER)
        : List.of(Deed.RESET, Deed.END_SESSIONS, Deed.REMOVE);
  }

  /// Does it, after a question where it takes something from somebody.
  public void act(ManagedAccount person, Deed deed) {
    reset.set(null);
    if (deed.takes()) {
      String about = "settings.people.ask." + deed;
      dialogs.ask(
          new Dialogs.Question(
              calls.texts().say(about + ".title", person.name()),
              calls.texts().say(about + ".text", person.name()),
              calls.texts().say(about + ".yes"),
              calls.texts().say("question.no")),
          yes -> {
            if (yes) {
              run(person, deed);
            }
          });
    } else {
      run(person, deed);
    }
  }

  private void run(ManagedAccount person, Deed deed) {
    switch (deed) {
      case MAKE_ADMIN -> change(person, deed, api -> api.setRole(person.id(), Role.ADMIN));
      case MAKE_MEMBER -> change(person, deed, api -> api.setRole(person.id(), Role.MEMBER));
      case RESTORE -> change(person, deed, api -> api.setDisabled(person.id(), false));
      case END_SESSIONS -> change(person, deed, api -> api.endSessions(person.id()));
      case REMOVE -> change(person, deed, api -> api.setDisabled(person.id(), true));
      case HAND_OVER -> change(person, deed, api -> api.handOver(person.id()));
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
