package chatter.client.chat.switcher;

import chatter.client.chat.switcher.SwitcherRanking.Found;
import chatter.client.net.http.ApiException;
import chatter.client.net.http.ErrorMessage;
import chatter.client.ui.Futures;
import chatter.client.ui.Texts;
import chatter.shared.api.RoomInfo;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ConversationKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// All that one can go to: conversations, people, and rooms to join. What is known here is found at
/// once; what the server knows beside comes later. JavaFX application thread only.
public final class SwitcherViewModel {
  /// More than anybody reads before typing another letter.
  static final int MOST = 40;

  /// What the switcher asks of the chat.
  public interface Source {
    /// The reader's conversations.
    List<SwitcherEntry.Conversation> conversations();

    /// Everybody of whom something was heard.
    Collection<AccountInfo> known();

    /// Conversations that were on the screen, the one that is there now first.
    List<Long> recents();

    /// The account of who is signed in; 0 before that is known.
    long reader();

    /// Asks the server for people by what they are called.
    CompletableFuture<List<AccountInfo>> people(String query);

    /// Asks the server for rooms by what they are called.
    CompletableFuture<List<RoomInfo>> rooms(String query);

    /// The server has told of people.
    void heardOf(List<AccountInfo> people);
  }

  /// Runs a task after a moment, unless another one is given before.
  public interface Pause {
    /// @param task what to do then
    void then(Runnable task);
  }

  /// What there is to show.
  ///
  /// @param typed what is looked for
  /// @param found what goes by that, the best first; at most `MOST`
  /// @param chosen which of them one would go to; 0 also if there are none
  /// @param asking whether the server is still being asked
  /// @param problem why it did not answer, in words; empty if it did
  record State(String typed, List<Found> found, int chosen, boolean asking, String problem) {
    Optional<SwitcherEntry> target() {
      return chosen < found.size() ? Optional.of(found.get(chosen).entry()) : Optional.empty();
    }
  }

  private final Source source;
  private final Executor ui;
  private final Texts texts;
  private final Pause pause;
  private final SwitcherRanking ranking = new SwitcherRanking();
  private final Map<Long, RoomInfo> rooms = new LinkedHashMap<>();
  private final ReadOnlyObjectWrapper<State> state =
      new ReadOnlyObjectWrapper<>(new State("", List.of(), 0, false, ""));

  /// Which question the server was asked last: answers to earlier ones add to what is known, and
  /// say nothing of how it goes with this one.
  private int question;

  /// How many answers to it are still to come.
  private int answersDue;

  /// Whether one was chosen by hand: it stays chosen when more are found.
  private boolean moved;

  /// @param ui runs what follows from the server's answers
  /// @param pause after the last letter, before the server is asked
  public SwitcherViewModel(Source source, Executor ui, Texts texts, Pause pause) {
    this.source = source;
    this.ui = ui;
    this.texts = texts;
    this.pause = pause;
  }

  /// What there is to show.
  ReadOnlyObjectProperty<State> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /// Begins anew, with nothing typed.
  void begin() {
    rooms.clear();
    question++;
    answersDue = 0;
    moved = false;
    state.set(new State("", find(""), 0, false, ""));
  }

  /// Finds what goes by a text, here at once and on the server after a pause.
  void type(String text) {
    if (text.equals(state.get().typed())) {
      return;
    }
    moved = false;
    question++;
    answersDue = 0;
    String query = query(text);
    int mine = question;
    state.set(new State(text, find(text), 0, !query.isEmpty(), ""));
    pause.then(() -> {
      if (mine == question && !query.isEmpty()) {
        ask(query);
      }
    });
  }

  /// What the server is asked: it knows nothing of the signs for rooms and people.
  private static String query(String typed) {
    String text = typed.strip();
    return text.startsWith("#") || text.startsWith("@") ? text.substring(1).strip() : text;
  }

  private void ask(String query) {
    int mine = question;
    answersDue = 2;
    Futures.deliver(
        source.people(query),
        ui,
        (people, failure) -> {
          if (failure == null) {
            source.heardOf(people);
          }
          answered(mine, failure);
        });
    Futures.deliver(
        source.rooms(query),
        ui,
        (found, failure) -> {
          if (failure == null) {
            found.forEach(room -> rooms.put(room.id(), room));
          }
          answered(mine, failure);
        });
  }

  private void answered(int asked, Throwable failure) {
    if (asked != question) {
      return;
    }
    answersDue--;
    State now = state.get();
    List<Found> found = find(now.typed());
    state.set(
        new State(
            now.typed(),
            found,
            moved ? placeOf(now.target(), found) : 0,
            answersDue > 0,
            failure == null
                ? now.problem()
                : ErrorMessage.of(ApiException.of(failure)).say(texts::say)));
  }

  private static int placeOf(Optional<SwitcherEntry> entry, List<Found> found) {
    return IntStream.range(0, found.size())
        .filter(i -> entry.filter(one -> same(one, found.get(i).entry())).isPresent())
        .findFirst()
        .orElse(0);
  }

  private static boolean same(SwitcherEntry one, SwitcherEntry other) {
    return one.id() == other.id() && Objects.equals(one.getClass(), other.getClass());
  }

  /// Chooses another of those found, so many further down; beyond an end it goes on at the other.
  void step(int by) {
    State now = state.get();
    if (!now.found().isEmpty()) {
      choose(Math.floorMod(now.chosen() + by, now.found().size()));
    }
  }

  /// The same as far as there are any.
  void leap(int by) {
    State now = state.get();
    if (!now.found().isEmpty()) {
      choose(Math.clamp((long) now.chosen() + by, 0, now.found().size() - 1));
    }
  }

  /// Chooses one of those found.
  void choose(int place) {
    State now = state.get();
    moved = true;
    state.set(new State(now.typed(), now.found(), place, now.asking(), now.problem()));
  }

  private List<Found> find(String typed) {
    return ranking.find(entries(typed), typed, source.recents(), MOST);
  }

  private List<SwitcherEntry> entries(String typed) {
    List<SwitcherEntry.Conversation> own = source.conversations();
    List<SwitcherEntry> entries = new ArrayList<>(own);
    if (query(typed).isEmpty()) {
      return entries;
    }
    Set<Long> ids = new HashSet<>();
    Set<Long> written = new HashSet<>(List.of(source.reader()));
    for (SwitcherEntry.Conversation one : own) {
      ids.add(one.id());
      if (one.summary().kind() == ConversationKind.DIRECT && one.summary().people().size() == 1) {
        // That conversation leads to them.
        written.add(one.summary().people().getFirst().id());
      }
    }
    for (AccountInfo person : source.known()) {
      if (!written.contains(person.id())) {
        entries.add(new SwitcherEntry.Person(person));
      }
    }
    for (RoomInfo room : rooms.values()) {
      if (!room.joined() && !ids.contains(room.id())) {
        entries.add(new SwitcherEntry.OpenRoom(room));
      }
    }
    return entries;
  }
}
