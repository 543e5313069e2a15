package chatter.server.conversation;

import chatter.server.store.Database;
import chatter.server.store.SwitchHook;
import chatter.server.store.TransactionStep;
import chatter.shared.limits.Limits;
import chatter.shared.limits.Names;
import chatter.shared.limits.WordStarts;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.Level;
import chatter.shared.protocol.Role;
import chatter.shared.protocol.ServerEvent.MineChanged;
import chatter.shared.protocol.Visibility;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/// Which conversations there are, who belongs to them and who looks after them. Every call blocks
/// for a short time, and what is done is on the disk when it returns; those who are connected hear
/// of it in commit order. What must not be done ends with a `RoomRefusedException`. Safe for any
/// thread.
///
/// Every change takes a `permission`, which runs first in its transaction; what it throws comes
/// from here.
public final class Rooms {
  private final RoomStore rooms;
  private final MembershipStore memberships;
  private final DirectStore directs;

  /// @param publisher gets everything that happens, on the writer's thread
  public Rooms(Database database, EventPublisher publisher, Clock clock, Bounds bounds) {
    OutcomeStore outcomes = new OutcomeStore(database, publisher);
    this.rooms = new RoomStore(database, outcomes, clock, bounds);
    this.memberships = new MembershipStore(database, outcomes, clock, bounds);
    this.directs = new DirectStore(outcomes, clock);
  }

  /// The room that everybody is in and nobody leaves.
  public long lobby() {
    return memberships.lobby();
  }

  /// Tells every conversation with every account that belongs to it.
  public void eachMembership(BiConsumer<Long, Long> membership) {
    memberships.each(membership);
  }

  /// What follows in the same transaction when an account may not sign in any more, or may again:
  /// rooms count those who may, and one that has members has a host among them.
  public SwitchHook signInSwitched() {
    return memberships::signInSwitched;
  }

  /// Makes a room; its maker is its host.
  public ConversationInfo make(
      long maker, NewRoom wanted, List<Long> members, TransactionStep permission) {
    SortedSet<Long> others = some(members, "members");
    others.remove(maker);
    return rooms.make(maker, wanted, others, permission);
  }

  /// The one direct conversation of the caller with others; alone it is for notes.
  public Direct direct(long caller, List<Long> others, TransactionStep permission) {
    SortedSet<Long> people = some(others, "accounts");
    people.add(caller);
    if (people.size() > Limits.DIRECT_PEOPLE) {
      throw RoomRefusedException.invalid(
          "accounts", "At most " + Limits.DIRECT_PEOPLE + " people talk directly. Make a room.");
    }
    return directs.open(caller, people, permission);
  }

  /// Changes a room.
  public ConversationInfo change(
      long caller, long id, RoomChange wanted, TransactionStep permission) {
    return rooms.change(caller, id, wanted, permission);
  }

  /// Joins, or lets others in. Who is in it already stays so.
  public ConversationInfo add(
      long caller, long id, List<Long> accounts, TransactionStep permission) {
    SortedSet<Long> wanted = some(accounts, "accounts");
    if (wanted.isEmpty()) {
      throw RoomRefusedException.invalid("accounts", "Say who is to come in.");
    }
    return memberships.add(caller, id, wanted, permission);
  }

  /// Leaves, or puts somebody out.
  public void remove(long caller, long id, long account, TransactionStep permission) {
    memberships.remove(caller, id, account, permission);
  }

  /// Says whether a member is a host. A room always keeps one.
  public void setHost(
      long caller, long id, long account, boolean host, TransactionStep permission) {
    memberships.setHost(caller, id, account, host, permission);
  }

  /// Changes what is the caller's own about a conversation.
  public MineChanged setMine(long caller, long id, MineChange wanted, TransactionStep permission) {
    return memberships.setMine(caller, id, wanted, permission);
  }

  /// A conversation as a member sees it.
  public Optional<ConversationInfo> find(long account, long id) {
    return rooms.find(account, id);
  }

  /// Members of a conversation by their numbers, for one of them.
  ///
  /// @param after only those with a higher number
  /// @param most so many
  public List<Member> members(long caller, long id, WordStarts called, long after, int most) {
    return memberships.members(caller, id, called, after, most);
  }

  /// Rooms that an account may know of, by title.
  ///
  /// @param after the last one that was found before; null for the first
  /// @param most so many
  public List<Found> search(long account, WordStarts called, Place after, int most) {
    return rooms.search(
        account, called, after == null ? "" : after.title(), after == null ? 0 : after.id(), most);
  }

  private static SortedSet<Long> some(List<Long> ids, String field) {
    if (ids == null) {
      return new TreeSet<>();
    }
    if (ids.stream().anyMatch(Objects::isNull)) {
      throw RoomRefusedException.invalid(field, "These are numbers of accounts.");
    }
    return new TreeSet<>(ids);
  }

  /// How much there may be.
  ///
  /// @param rooms on the server
  /// @param membersPerRoom in one room
  public record Bounds(int rooms, int membersPerRoom) {}

  /// A room to be made.
  ///
  /// @param title as `FieldRule.checkTitle` lets it pass
  public record NewRoom(String title, String topic, Visibility visibility) {
    public NewRoom {
      title = Names.canonical(title);
      topic = keptTopic(topic);
      Objects.requireNonNull(visibility, "visibility is missing");
    }
  }

  /// What is to change about a room; null stays as it is.
  ///
  /// @param title as `FieldRule.checkTitle` lets it pass
  /// @param confirmed whether it is known that everybody can read what was said in private
  public record RoomChange(
      String title, String topic, Visibility visibility, Boolean archived, boolean confirmed) {
    public RoomChange {
      title = title == null ? null : Names.canonical(title);
      topic = topic == null ? null : keptTopic(topic);
    }
  }

  private static String keptTopic(String text) {
    String topic = text == null ? "" : text.strip();
    if (topic.codePoints().anyMatch(Rooms::hides)) {
      throw RoomRefusedException.invalid(
          "topic", "A topic has no line breaks or invisible characters.");
    }
    String kept = Names.canonical(topic);
    if (Limits.codePoints(kept) > Limits.TOPIC_CODE_POINTS) {
      throw RoomRefusedException.invalid(
          "topic", "A topic has at most " + Limits.TOPIC_CODE_POINTS + " characters.");
    }
    return kept;
  }

  private static final Set<Integer> HIDING =
      Set.of(
          (int) Character.CONTROL,
          (int) Character.LINE_SEPARATOR,
          (int) Character.PARAGRAPH_SEPARATOR,
          (int) Character.SURROGATE);

  private static boolean hides(int c) {
    boolean turnsText = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    return turnsText || HIDING.contains(Character.getType(c));
  }

  /// What is to change of what is one's own; null stays as it is.
  ///
  /// @param unreadFrom the first message that is to be unread again
  public record MineChange(Boolean starred, Level level, Long unreadFrom) {}

  /// A direct conversation.
  ///
  /// @param made whether there was none before
  public record Direct(ConversationInfo conversation, boolean made) {}

  /// Somebody in a conversation.
  public record Member(AccountInfo account, Role role, boolean host) {}

  /// A room that was found.
  ///
  /// @param lastAt when something happened there last; null if never
  /// @param place where it stands among the others
  public record Found(
      long id,
      String title,
      String topic,
      Visibility visibility,
      boolean archived,
      int members,
      Instant lastAt,
      boolean joined,
      String place) {}

  /// Where a room stands among the others.
  public record Place(String title, long id) {}
}
