package chatter.server.model;

import chatter.shared.protocol.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the server is to do, in plain maps: who may do what, what comes of it, and how it looks to
/// each of four people afterwards. Person 0 administers the server. What happens in the Lobby is
/// not followed, since others are in it; only what nobody may do there.
final class Model {
  static final int PEOPLE = 4;
  static final int ADMIN = 0;
  static final int LOBBY = 0;

  private static final Pattern MENTION = Pattern.compile("<@(all|[0-9]+)>");
  private static final String OK = "ok";
  private static final String INVALID = "invalid";
  private static final String NOT_FOUND = "not_found";
  private static final String FORBIDDEN = "forbidden";
  private static final String NOT_MEMBER = "not_member";

  private final String name;
  private final List<Long> accounts;
  private final List<Room> rooms = new ArrayList<>();
  private final Map<UUID, String> answers = new HashMap<>();

  /// Who may not sign in.
  private final Set<Integer> disabled = new HashSet<>();

  private boolean anyDisabledYet;

  /// @param name begins the title of each room, and of no other on the server
  /// @param accounts of the people
  Model(String name, List<Long> accounts) {
    this.name = name;
    this.accounts = accounts;
    rooms.add(new Room(true, "Lobby", true, disabled));
    for (int person = 0; person < PEOPLE; person++) {
      rooms.getFirst().members.put(person, new Mine(0, 0));
    }
  }

  String name() {
    return name;
  }

  long account(int person) {
    return accounts.get(person);
  }

  int person(long account) {
    return accounts.indexOf(account);
  }

  int conversations() {
    return rooms.size();
  }

  Room room(int index) {
    return rooms.get(index);
  }

  /// Whether somebody may not sign in.
  boolean disabled(int person) {
    return disabled.contains(person);
  }

  /// Whether anybody ever was not allowed to.
  boolean anyDisabledYet() {
    return anyDisabledYet;
  }

  long entries(int in) {
    return rooms.get(in).last;
  }

  long base(int in) {
    return in == LOBBY ? 1_000_000_000 : 0;
  }

  /// Does something, and says what is to come of it: `ok`, for what may or may not change something
  /// `changed` or `same` with the `seq`, or the code of the refusal.
  String apply(Act act) {
    return switch (act) {
      case Act.MakeRoom a -> make(a);
      case Act.OpenDirect a -> direct(a);
      case Act.Add a -> add(a);
      case Act.Remove a -> remove(a);
      case Act.SetHost a -> setHost(a);
      case Act.ChangeRoom a -> change(a);
      case Act.SetMine a -> setMine(a);
      case Act.MarkRead a -> markRead(a);
      case Act.Disable a -> disable(a);
      case Act.Again a -> answers.get(a.command().id());
      case Act.Durable a -> {
        String answer = durable(a);
        // What was refused is looked at anew.
        if (answer.startsWith("changed") || answer.startsWith("same")) {
          answers.put(a.id(), answer);
        }
        yield answer;
      }
    };
  }

  /// Whether an earlier command has an answer that it gets again.
  boolean answered(Act.Durable command) {
    return answers.containsKey(command.id());
  }

  private String disable(Act.Disable a) {
    anyDisabledYet |= a.disabled();
    if (a.disabled() ? disabled.add(a.who()) : disabled.remove(a.who())) {
      rooms.stream()
          .filter(room -> room.room && room != rooms.get(LOBBY))
          .filter(room -> room.members.containsKey(a.who()))
          .forEach(Room::keepAHost);
    }
    return OK;
  }

  private boolean anyDisabled(Collection<Integer> people) {
    return people.stream().anyMatch(disabled::contains);
  }

  private String make(Act.MakeRoom a) {
    if (anyDisabled(a.with())) {
      return INVALID;
    }
    if (a.open() && taken(a.title(), null)) {
      return "title_taken";
    }
    Room room = new Room(true, a.title(), a.open(), disabled);
    rooms.add(room);
    room.next();
    room.members.put(a.by(), new Mine(1, 1));
    room.members.get(a.by()).host = true;
    a.with().forEach(person -> room.members.putIfAbsent(person, new Mine(1, 1)));
    room.notices.put(1L, "members +" + new TreeSet<>(room.members.keySet()));
    room.actors.put(1L, a.by());
    return OK;
  }

  private boolean taken(String title, Room but) {
    return rooms.stream()
        .anyMatch(r ->
            r != but
                && r.room
                && r.open
                && r.title.toLowerCase(Locale.ROOT).equals(title.toLowerCase(Locale.ROOT)));
  }

  private String direct(Act.OpenDirect a) {
    Set<Integer> people = new TreeSet<>(a.with());
    people.add(a.by());
    for (Room room : rooms) {
      if (!room.room && room.people.equals(people)) {
        room.members.putIfAbsent(a.by(), new Mine(0, 0));
        return OK;
      }
    }
    if (anyDisabled(people)) {
      return INVALID;
    }
    Room room = new Room(false, "", false, disabled);
    room.people = people;
    room.members.put(a.by(), new Mine(0, 0));
    rooms.add(room);
    return OK;
  }

  private String add(Act.Add a) {
    Room room = rooms.get(a.in());
    Set<Integer> who = new TreeSet<>(a.who());
    boolean oneself = who.equals(Set.of(a.by()));
    boolean member = room.members.containsKey(a.by());
    if (!member && !(room.isOpen() && oneself)) {
      return NOT_FOUND;
    }
    if (!room.room || !(oneself || room.open || room.members.get(a.by()).host)) {
      return FORBIDDEN;
    }
    if (anyDisabled(who)) {
      return INVALID;
    }
    who.removeAll(room.members.keySet());
    if (!who.isEmpty()) {
      boolean empty = room.count() == 0;
      long seq = room.next();
      for (int person : who) {
        room.members.put(person, new Mine(seq, seq));
        // Whoever comes into a room that all have left looks after it.
        room.members.get(person).host = empty;
      }
      room.notices.put(seq, "members +" + who);
      room.actors.put(seq, a.by());
    }
    return OK;
  }

  private String remove(Act.Remove a) {
    Room room = rooms.get(a.in());
    boolean member = room.members.containsKey(a.by());
    if (a.who() != a.by() || !member || !room.room) {
      String refusal = mustLead(room, a.by());
      if (refusal != null) {
        return refusal;
      }
    }
    if (a.in() == LOBBY) {
      return "lobby_stays";
    }
    if (room.members.remove(a.who()) == null) {
      return NOT_FOUND;
    }
    long seq = room.next();
    room.notices.put(seq, "members -" + a.who());
    room.actors.put(seq, a.by());
    room.keepAHost();
    return OK;
  }

  /// Null if somebody may change a room.
  private static String mustLead(Room room, int person) {
    boolean administers = room.isOpen() && person == ADMIN;
    Mine mine = room.members.get(person);
    if (mine == null && !administers) {
      return NOT_FOUND;
    }
    return room.room && (administers || mine.host) ? null : FORBIDDEN;
  }

  private String setHost(Act.SetHost a) {
    Room room = rooms.get(a.in());
    Mine mine = room.members.get(a.by());
    if (mine == null) {
      return NOT_FOUND;
    }
    if (!mine.host) {
      return FORBIDDEN;
    }
    Mine theirs = room.members.get(a.who());
    if (theirs == null) {
      return NOT_FOUND;
    }
    theirs.host = a.on();
    room.keepAHostInsteadOf(a.who());
    return OK;
  }

  private String change(Act.ChangeRoom a) {
    Room room = rooms.get(a.in());
    String refusal = mustLead(room, a.by());
    if (refusal != null) {
      return refusal;
    }
    if (a.in() == LOBBY) {
      // What the admin may do to it is left alone: everybody on the server would see it.
      return Boolean.FALSE.equals(a.open()) || Boolean.TRUE.equals(a.archived())
          ? "lobby_stays"
          : OK;
    }
    boolean opens = a.open() != null && a.open() && !room.open;
    if (opens && !a.confirm()) {
      return "confirm_needed";
    }
    String title = a.title() == null ? room.title : a.title();
    boolean open = a.open() == null ? room.open : a.open();
    List<String> changed = new ArrayList<>();
    if (!title.equals(room.title)) {
      changed.add("title " + title);
    }
    if (a.topic() != null && !a.topic().equals(room.topic)) {
      changed.add("topic " + a.topic());
    }
    if (open != room.open) {
      changed.add("open " + open);
    }
    if (a.archived() != null && a.archived() != room.archived) {
      changed.add("archived " + a.archived());
    }
    if (changed.isEmpty()) {
      return OK;
    }
    if (open && taken(title, room)) {
      return "title_taken";
    }
    room.title = title;
    room.open = open;
    room.topic = a.topic() == null ? room.topic : a.topic();
    room.archived = a.archived() == null ? room.archived : a.archived();
    long seq = room.next();
    room.notices.put(seq, String.join(", ", changed));
    room.actors.put(seq, a.by());
    return OK;
  }

  private String setMine(Act.SetMine a) {
    Mine mine = rooms.get(a.in()).members.get(a.by());
    if (mine == null) {
      return NOT_FOUND;
    }
    if (a.in() != LOBBY) {
      mine.starred = a.starred() == null ? mine.starred : a.starred();
      mine.level = a.level() == null ? mine.level : a.level();
      if (a.unreadFrom() != null) {
        mine.read = Math.min(mine.read, a.unreadFrom() - 1);
      }
    }
    return OK;
  }

  private String markRead(Act.MarkRead a) {
    Room room = rooms.get(a.in());
    Mine mine = room.members.get(a.by());
    if (mine == null) {
      return NOT_MEMBER;
    }
    if (a.in() == LOBBY) {
      return OK;
    }
    mine.read = Math.max(mine.read, Math.min(a.seq(), room.last));
    return OK;
  }

  private String durable(Act.Durable act) {
    Room room = rooms.get(act.in());
    Mine mine = room.members.get(act.by());
    if (mine == null) {
      return NOT_MEMBER;
    }
    if (act.in() == LOBBY) {
      // Its messages are others' too; one that is not there is asked for.
      return act instanceof Act.Send s && s.replyTo() == null
          ? mentionsNobodyThere(s.body()) ? NOT_FOUND : OK
          : NOT_FOUND;
    }
    if (room.archived) {
      return FORBIDDEN;
    }
    if (act instanceof Act.Send s) {
      return send(room, s);
    }
    long seq =
        switch (act) {
          case Act.Edit a -> a.message();
          case Act.Delete a -> a.message();
          case Act.React a -> a.message();
          case Act.Pin a -> a.message();
          case Act.Send a -> throw new IllegalStateException();
        };
    Message message = room.messages.get(seq);
    if (message == null || (message.body == null && !(act instanceof Act.Delete))) {
      return NOT_FOUND;
    }
    return switch (act) {
      case Act.Edit a -> edit(room, message, a);
      case Act.Delete a -> delete(room, message, a);
      case Act.React a -> room.entry(message.react(a.emoji().equals("❤") ? "❤️" : a.emoji(), a));
      case Act.Pin a -> {
        boolean changes = message.pinned != a.on();
        message.pinned = a.on();
        yield room.entry(changes);
      }
      case Act.Send a -> throw new IllegalStateException();
    };
  }

  private boolean mentionsNobodyThere(String body) {
    return mentions(body).stream().anyMatch(account -> account != 0 && person(account) < 0);
  }

  private String send(Room room, Act.Send a) {
    if (mentionsNobodyThere(a.body())) {
      return NOT_FOUND;
    }
    Message answered = a.replyTo() == null ? null : room.messages.get(a.replyTo());
    if (a.replyTo() != null && answered == null) {
      return NOT_FOUND;
    }
    if (!room.room) {
      // With its first message a direct is there for all of its people.
      room.people.forEach(person -> room.members.putIfAbsent(person, new Mine(0, 0)));
    }
    long seq = room.next();
    Message message = new Message(seq, a.by(), a.body(), a.replyTo());
    message.mentions.addAll(mentions(a.body()));
    if (answered != null && answered.body != null) {
      message.mentions.add(account(answered.sender));
    }
    message.mentions.remove(account(a.by()));
    room.messages.put(seq, message);
    return "changed " + seq;
  }

  private String edit(Room room, Message message, Act.Edit a) {
    if (message.sender != a.by()) {
      return FORBIDDEN;
    }
    if (message.body.equals(a.body())) {
      return room.entry(false);
    }
    if (mentionsNobodyThere(a.body())) {
      return NOT_FOUND;
    }
    Set<Long> now = mentions(a.body());
    Message answered = message.replyTo == null ? null : room.messages.get(message.replyTo);
    if (answered != null
        && answered.body != null
        && message.mentions.contains(account(answered.sender))) {
      now.add(account(answered.sender));
    }
    now.remove(account(a.by()));
    message.mentions.clear();
    message.mentions.addAll(now);
    message.versions.add(message.body);
    message.body = a.body();
    message.edited = true;
    return room.entry(true);
  }

  private String delete(Room room, Message message, Act.Delete a) {
    boolean mayOthers = room.room && (room.members.get(a.by()).host || a.by() == ADMIN);
    if (message.sender != a.by() && !mayOthers) {
      return FORBIDDEN;
    }
    boolean changes = message.body != null;
    message.delete();
    return room.entry(changes);
  }

  private static Set<Long> mentions(String body) {
    Set<Long> mentioned = new TreeSet<>();
    Matcher matcher = MENTION.matcher(body);
    while (matcher.find()) {
      mentioned.add(matcher.group(1).equals("all") ? 0 : Long.parseLong(matcher.group(1)));
    }
    return mentioned;
  }

  /// A conversation.
  static final class Room {
    final boolean room;

    /// Who is in it.
    final Map<Integer, Mine> members = new TreeMap<>();

    final TreeMap<Long, Message> messages = new TreeMap<>();

    /// What its other rows say, by `seq`.
    final TreeMap<Long, String> notices = new TreeMap<>();

    /// Who did what the notices say.
    final Map<Long, Integer> actors = new HashMap<>();

    /// Of a direct.
    Set<Integer> people = Set.of();

    String title;
    String topic = "";
    boolean open;
    boolean archived;
    long last;

    private final Set<Integer> disabled;

    private Room(boolean room, String title, boolean open, Set<Integer> disabled) {
      this.disabled = disabled;
      this.room = room;
      this.title = title;
      this.open = open;
    }

    private boolean isOpen() {
      return room && open;
    }

    private long next() {
      return ++last;
    }

    /// An entry that is no row, if there is one.
    private String entry(boolean changes) {
      return changes ? "changed " + next() : "same " + last;
    }

    /// How many of its people may sign in.
    int count() {
      Set<Integer> counted = new HashSet<>(room ? members.keySet() : people);
      counted.removeAll(disabled);
      return counted.size();
    }

    private void keepAHost() {
      keepAHostInsteadOf(-1);
    }

    /// A room without a host gets the member who is in it longest, rather another than that one.
    private void keepAHostInsteadOf(int person) {
      if (members.entrySet().stream().filter(this::present).noneMatch(e -> e.getValue().host)) {
        members.entrySet().stream()
            .filter(this::present)
            .min(
                Comparator.comparing((Map.Entry<Integer, Mine> e) -> e.getKey() == person)
                    .thenComparingLong(e -> e.getValue().since)
                    .thenComparingInt(Map.Entry::getKey))
            .ifPresent(e -> e.getValue().host = true);
      }
    }

    private boolean present(Map.Entry<Integer, Mine> member) {
      return !disabled.contains(member.getKey());
    }

    /// What somebody has not read.
    List<Message> unread(int person) {
      long read = members.get(person).read;
      return messages.tailMap(read, false).values().stream()
          .filter(m -> m.sender != person && m.body != null)
          .toList();
    }
  }

  /// What is somebody's own about a conversation.
  static final class Mine {
    final long since;
    long read;
    boolean host;
    boolean starred;
    Level level = Level.AUTO;

    private Mine(long read, long since) {
      this.read = read;
      this.since = since;
    }
  }

  /// A message.
  static final class Message {
    final long seq;
    final int sender;
    final Long replyTo;
    final Map<String, Set<Integer>> reactions = new LinkedHashMap<>();
    final Set<Long> mentions = new TreeSet<>();
    final List<String> versions = new ArrayList<>();
    String body;
    boolean edited;
    boolean pinned;

    private Message(long seq, int sender, String body, Long replyTo) {
      this.seq = seq;
      this.sender = sender;
      this.body = body;
      this.replyTo = replyTo;
    }

    private boolean react(String emoji, Act.React a) {
      Set<Integer> who = reactions.computeIfAbsent(emoji, e -> new TreeSet<>());
      boolean changes = a.on() ? who.add(a.by()) : who.remove(a.by());
      if (who.isEmpty()) {
        reactions.remove(emoji);
      }
      return changes;
    }

    private void delete() {
      body = null;
      edited = false;
      pinned = false;
      reactions.clear();
      mentions.clear();
      versions.clear();
    }
  }
}
