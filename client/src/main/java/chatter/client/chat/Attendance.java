package chatter.client.chat;

import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.ServerEvent;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongPredicate;

/// Who belongs to a conversation, for counting who of them is here. Somebody who asks the server
/// puts the answers in, and the log keeps it true from there on. JavaFX application thread only.
final class Attendance {
  /// Of conversations of more people the server does not tell who is here.
  private static final int MOST = 200;

  private final Set<Long> belonging = new HashSet<>();
  private boolean known;

  /// Counts what made earlier questions pointless.
  private int turn;

  /// How many of those in a conversation are here; 0 where that is not known. The page does the
  /// same, by `online.json`.
  ///
  /// @param belonging the numbers of all of them; null if that is not known
  /// @param here whether somebody is known to be here
  /// @param everybody how many of the whole chat are here, which the Lobby is
  static int online(
      boolean lobby, int members, Set<Long> belonging, LongPredicate here, int everybody) {
    if (lobby) {
      return everybody;
    }
    return belonging == null || members > MOST
        ? 0
        : (int) belonging.stream().filter(here::test).count();
  }

  /// Whether it is worth asking for all who belong to a conversation.
  static boolean matters(ConversationInfo info) {
    return info.id() != ConversationInfo.LOBBY && info.people() == null && info.members() <= MOST;
  }

  /// The numbers of all who belong to it; null as long as that is not known.
  Set<Long> belonging() {
    return known ? Collections.unmodifiableSet(belonging) : null;
  }

  /// The server is asked from the beginning: what it answered before means nothing.
  ///
  /// @return what to hand in with the answers
  int ask() {
    known = false;
    belonging.clear();
    return ++turn;
  }

  /// Some more of them.
  ///
  /// @param asked what `ask` has said
  /// @param all whether there are no more
  /// @return whether the answer is to a question that still counts
  boolean answered(int asked, Collection<AccountInfo> some, boolean all) {
    if (asked != turn) {
      return false;
    }
    some.forEach(one -> belonging.add(one.id()));
    known = all;
    return true;
  }

  /// The next entry of the log about it.
  ///
  /// @return whether the server is to be asked again, since its answer on the way may be from
  ///   before
  boolean came(ServerEvent.MembersChanged change) {
    if (known) {
      change.joined().forEach(one -> belonging.add(one.id()));
      change.left().forEach(one -> belonging.remove(one.id()));
    }
    return !known;
  }
}
