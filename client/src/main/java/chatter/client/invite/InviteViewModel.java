package chatter.client.invite;

import chatter.client.ui.Futures;
import chatter.client.ui.Texts;
import chatter.client.ui.TimeLabels;
import chatter.client.ui.dialog.Dialogs;
import chatter.shared.api.InviteInfo;
import chatter.shared.api.InviteOffer;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// Inviting people. The server tells a code once, when it makes it, so the invite at hand is kept
/// and shown again while it is good; another choice makes another, and ends the one before if
/// nobody can have it yet. The same as the page's panel. JavaFX application thread only.
public final class InviteViewModel {
  /// For how many people an invite is.
  public enum Uses {
    /// For any number.
    EVERYBODY,
    /// For one.
    PERSON
  }

  /// How long invites can be good, in hours: a day, a week, thirty days.
  static final List<Integer> HOURS = List.of(24, 168, 720);

  private static final int USUAL_HOURS = 168;

  private final Invites inviting;
  private final Texts texts;
  private final Executor ui;
  private final Dialogs dialogs;
  private final TimeLabels when;
  private final InstantSource clock;
  private final ReadOnlyObjectWrapper<Optional<InviteOffer>> offer =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>();
  private final ObservableList<InviteInfo> others = FXCollections.observableArrayList();
  private Uses uses = Uses.EVERYBODY;
  private int hours = USUAL_HOURS;
  private boolean given;
  private boolean shut;
  private boolean busy;
  private String problem = "";
  private String done = "";

  /// Counts what was wished for: what an older wish brings is not shown.
  private int turn;

  /// What the line below the invite says.
  ///
  /// @param problem whether it went wrong, so that trying again makes sense
  /// @param busy whether the server is asked, so that what is shown may change
  record State(String text, boolean problem, boolean busy) {}

  /// @param ui the way onto the JavaFX application thread
  /// @param dialogs asks before every invite ends
  /// @param when says until when an invite is good
  public InviteViewModel(
      Invites inviting,
      Texts texts,
      Executor ui,
      Dialogs dialogs,
      TimeLabels when,
      InstantSource clock) {
    this.inviting = inviting;
    this.texts = texts;
    this.ui = ui;
    this.dialogs = dialogs;
    this.when = when;
    this.clock = clock;
    say();
  }

  /// The panel shows: the invite at hand if it is still good, or a new one.
  public void open() {
    if (!busy) {
      done = "";
      begin();
      int mine = turn;
      Futures.deliver(
          inviting.closed(),
          ui,
          (closed, failure) -> {
            shut = failure == null && closed;
            look(mine);
          });
    }
  }

  private void look(int mine) {
    if (mine != turn) {
      return;
    }
    if (offer.get().isEmpty()) {
      make(mine);
      return;
    }
    run(
        mine,
        inviting.list(),
        good -> {
          boolean still = good.stream().anyMatch(invite -> isShown(invite) && hasUses(invite));
          if (still && offer.get().orElseThrow().invite().expiresAt().isAfter(clock.instant())) {
            // What is to be known about it may have changed: who can join.
            offer.set(offer.get());
            show(good);
            finish();
          } else {
            offer.set(Optional.empty());
            make(mine);
          }
        });
  }

  private static boolean hasUses(InviteInfo invite) {
    return invite.usesLeft() == null || invite.usesLeft() > 0;
  }

  /// The panel is not seen any more. Somebody may have the invite that it showed.
  public void close() {
    given();
  }

  /// Somebody may have the invite now, because it was copied.
  void given() {
    given = offer.get().isPresent();
  }

  /// Chooses for how many people invites are.
  void chooseUses(Uses wanted) {
    uses = wanted;
    another();
  }

  /// Chooses how long invites are good.
  void chooseHours(int wanted) {
    hours = wanted;
    another();
  }

  /// Tries again after a failure.
  void again() {
    another();
  }

  private void another() {
    done = "";
    begin();
    make(turn);
  }

  /// The chat is another one now, or runs anew: what was shown may lead nowhere.
  public void forget() {
    turn++;
    busy = false;
    problem = "";
    done = "";
    given = false;
    others.clear();
    offer.set(Optional.empty());
    say();
  }

  private void begin() {
    turn++;
    busy = true;
    problem = "";
    say();
  }

  private void finish() {
    busy = false;
    say();
  }

  private void make(int mine) {
    Futures.deliver(
        inviting.make(uses == Uses.PERSON ? 1 : null, hours),
        ui,
        (made, failure) -> {
          if (failure != null) {
            fail(mine, failure);
          } else if (mine == turn) {
            took(mine, made);
          } else {
            // The choice changed meanwhile: nobody has seen this one.
            drop(made);
          }
        });
  }

  private void took(int mine, InviteOffer made) {
    offer.get().filter(before -> !given).ifPresent(this::drop);
    given = false;
    offer.set(Optional.of(made));
    // The invite is there; the others are only an addition to it.
    Futures.deliver(
        inviting.list(),
        ui,
        (good, failure) -> {
          if (mine == turn) {
            show(failure == null ? good : List.of());
            finish();
          }
        });
  }

  /// It is only tidying: if it fails, the invite ends by itself in its time, and is listed until
  /// then.
  private void drop(InviteOffer unseen) {
    var _ = inviting.end(unseen.invite().id());
  }

  private void show(List<InviteInfo> good) {
    List<InviteInfo> rest = new ArrayList<>(good);
    rest.removeIf(this::isShown);
    others.setAll(rest);
  }

  private boolean isShown(InviteInfo invite) {
    return offer.get().filter(shown -> shown.invite().id() == invite.id()).isPresent();
  }

  /// Ends one of the others; who has it cannot join with it any more.
  void end(InviteInfo invite) {
    begin();
    int mine = turn;
    run(
        mine,
        inviting.end(invite.id()),
        ended -> {
          done = texts.say("invite.others.ended", when.exact(invite.createdAt()));
          others.remove(invite);
          finish();
        });
  }

  /// Ends all of them, if the person is sure, and makes a new one.
  void endAll() {
    dialogs.ask(
        new Dialogs.Question(
            texts.say("invite.reset.title"),
            texts.say("invite.reset.text"),
            texts.say("invite.reset.yes"),
            texts.say("question.no")),
        yes -> {
          if (yes) {
            begin();
            int mine = turn;
            run(
                mine,
                inviting.endAll(),
                ended -> {
                  offer.set(Optional.empty());
                  others.clear();
                  done = texts.say("invite.reset.done");
                  make(mine);
                });
          }
        });
  }

  private <T> void run(int mine, CompletableFuture<T> call, java.util.function.Consumer<T> good) {
    Futures.deliver(
        call,
        ui,
        (answer, failure) -> {
          if (failure != null) {
            fail(mine, failure);
          } else if (mine == turn) {
            good.accept(answer);
          }
        });
  }

  private void fail(int mine, Throwable failure) {
    if (mine == turn) {
      problem = inviting.words(failure);
      finish();
    }
  }

  private void say() {
    state.set(
        problem.isEmpty() ? new State(status(), false, busy) : new State(problem, true, false));
  }

  private String status() {
    if (busy || offer.get().isEmpty()) {
      return busy ? texts.say("invite.making") : "";
    }
    InviteInfo invite = offer.get().get().invite();
    String until =
        texts.say(
            invite.usesLeft() == null ? "invite.goodUntil" : "invite.goodOnceUntil",
            when.exact(invite.expiresAt()));
    return done.isEmpty() ? until : texts.say("invite.doneUntil", done, until);
  }

  /// What whoever invites should know before others open the link.
  List<String> notes(InviteOffer shown) {
    List<String> notes = new ArrayList<>();
    if (shut) {
      notes.add(texts.say("invite.note.closed"));
    }
    if (isLoopback(shown.link())) {
      notes.add(texts.say("invite.note.here"));
    } else if (!isEncrypted(shown)) {
      notes.add(texts.say("invite.note.plain"));
    } else if (shown.fingerprint() != null) {
      notes.add(texts.say("invite.note.ownKey"));
    }
    return notes;
  }

  /// The invite as something to send, with what the browser will say where it says something.
  String message(InviteOffer shown) {
    List<String> lines = new ArrayList<>();
    lines.add(
        inviting
            .inviter()
            .map(name -> texts.say("invite.copyText.invite", name, inviting.chat(), shown.link()))
            .orElseGet(
                () -> texts.say("invite.copyText.inviteByNobody", inviting.chat(), shown.link())));
    if (shown.fingerprint() != null && isEncrypted(shown) && !isLoopback(shown.link())) {
      lines.add(texts.say("invite.copyText.ownKey"));
    }
    lines.add(texts.say("invite.copyText.code", shown.invite().code()));
    return String.join("\n", lines);
  }

  private static boolean isEncrypted(InviteOffer shown) {
    return shown.link().startsWith("https:");
  }

  private static boolean isLoopback(String link) {
    String host = Optional.ofNullable(URI.create(link).getHost()).orElse("");
    return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
  }

  /// When something happened, for a row of the list.
  String exact(java.time.Instant instant) {
    return when.exact(instant);
  }

  /// The invite to show; empty if there is none.
  public ReadOnlyObjectProperty<Optional<InviteOffer>> offerProperty() {
    return offer.getReadOnlyProperty();
  }

  /// Those that are good besides the one shown, the newest first.
  ObservableList<InviteInfo> others() {
    return others;
  }

  /// What the line below the invite says.
  ReadOnlyObjectProperty<State> stateProperty() {
    return state.getReadOnlyProperty();
  }
}
