package chatter.client.chat;

import chatter.client.net.ChatSession;
import chatter.client.ui.Futures;
import chatter.shared.api.PeopleResponse;
import chatter.shared.protocol.AccountInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;

/// What to write for people who are mentioned. Of whom nothing was heard is asked for, several with
/// one call, and goes by a word that fits anybody until the answer is there; so does for ever who
/// is not in this chat. JavaFX application thread only.
final class MentionNames {
  /// Most that are asked for, and most that are known not to be there.
  private static final int MOST = 1_000;

  private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);

  private final KnownPeople people;
  private final ChatSession session;
  private final Executor ui;
  private final String unknown;
  private final Runnable onLearned;
  private final NavigableSet<Long> wanted = new TreeSet<>();
  private final Set<Long> nobody = new HashSet<>();
  private boolean asking;
  private boolean failed;

  /// When to ask again after a failure; null while that is not settled.
  private Instant again;

  /// @param unknown what to call whom nobody knows
  /// @param onLearned told when names are known that were not
  MentionNames(
      KnownPeople people, ChatSession session, Executor ui, String unknown, Runnable onLearned) {
    this.people = people;
    this.session = session;
    this.ui = ui;
    this.unknown = unknown;
    this.onLearned = onLearned;
  }

  /// What to call somebody; never null.
  String of(long account) {
    String name = people.nameOf(account);
    if (name != null) {
      return name;
    }
    if (wanted.size() < MOST && nobody.size() < MOST && !nobody.contains(account)) {
      wanted.add(account);
    }
    return unknown;
  }

  /// Connected again: whoever was not there may have come since.
  void connected() {
    nobody.clear();
    failed = false;
    again = null;
  }

  /// Time passes: whoever is wanted by now is asked for, one call at a time.
  void tick(Instant now) {
    if (failed && again == null) {
      again = now.plus(AFTER_FAILURE);
    }
    if (wanted.removeIf(account -> people.nameOf(account) != null)) {
      // They were told of meanwhile.
      onLearned.run();
    }
    if (asking || wanted.isEmpty() || (failed && now.isBefore(again))) {
      return;
    }
    asking = true;
    // The page that begins with the first of them.
    Futures.deliver(
        session.people("", wanted.first() - 1),
        ui,
        (page, failure) -> {
          asking = false;
          failed = failure != null;
          again = null;
          if (failure == null) {
            settle(page);
          }
        });
  }

  private void settle(PeopleResponse page) {
    List<AccountInfo> found = page.people();
    Set<Long> answered = page.next() == null ? wanted : wanted.headSet(found.getLast().id(), true);
    Set<Long> missing = new HashSet<>(answered);
    answered.clear();
    boolean any = people.learn(found);
    missing.removeIf(account -> people.nameOf(account) != null);
    nobody.addAll(missing);
    if (any) {
      onLearned.run();
    }
  }
}
