package chatter.client.chat;

import chatter.client.chat.composer.Drafts;
import chatter.client.chat.message.UnreadCount;
import chatter.client.chat.sidebar.ConversationSummary;
import chatter.client.chat.sidebar.ConversationSummary.Badge;
import chatter.client.chat.sidebar.ConversationSummary.Section;
import chatter.client.chat.sidebar.RosterViewModel;
import chatter.client.net.outbox.OutboxEntry;
import chatter.client.ui.Texts;
import chatter.client.ui.TimeLabels;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.LastRow;
import chatter.shared.protocol.Level;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.protocol.Visibility;
import chatter.shared.text.Direction;
import chatter.shared.text.Graphemes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/// All conversations one belongs to, in short, open or not, and how each is listed. JavaFX
/// application thread only.
public final class Conversations {
  /// Titles of directs name so many.
  private static final int NAMED = 3;

  private static final Comparator<ConversationState> NEWEST_FIRST =
      Comparator.comparing(Conversations::lastAt)
          .reversed()
          .thenComparingLong(ConversationState::id);

  private final Texts texts;
  private final TimeLabels labels;
  private final KnownPeople people;
  private final RosterViewModel roster;
  private final Drafts drafts;
  private final Map<Long, ConversationState> all = new LinkedHashMap<>();
  private final Map<Long, ConversationSummary> summaries = new HashMap<>();
  private Set<Long> unsent = Set.of();
  private AccountInfo me;

  Conversations(
      Texts texts, TimeLabels labels, KnownPeople people, RosterViewModel roster, Drafts drafts) {
    this.texts = texts;
    this.labels = labels;
    this.people = people;
    this.roster = roster;
    this.drafts = drafts;
  }

  private static Instant lastAt(ConversationState state) {
    LastRow last = state.info().last();
    return last == null ? Instant.MIN : last.at();
  }

  /// The server says which there are.
  ///
  /// @return those that are no more
  List<Long> welcomed(AccountInfo account, List<ConversationInfo> infos) {
    me = account;
    Set<Long> now = infos.stream().map(ConversationInfo::id).collect(Collectors.toSet());
    List<Long> gone = all.keySet().stream().filter(id -> !now.contains(id)).toList();
    gone.forEach(this::remove);
    for (ConversationInfo info : infos) {
      people.learn(info.people() == null ? List.of() : info.people());
      ConversationState state = all.get(info.id());
      if (state == null) {
        all.put(info.id(), new ConversationState(info, me.id()));
      } else {
        // What was read here and not told yet is read.
        long read = state.count().readSeq();
        state.told(info);
        state.count().advance(Math.min(read, info.lastSeq()), UnreadCount.Shown.NOTHING);
      }
    }
    changedAll();
    return gone;
  }

  /// One more, or what is known of one anew.
  ConversationState add(AccountInfo account, ConversationInfo info) {
    me = account;
    people.learn(info.people() == null ? List.of() : info.people());
    ConversationState state = all.get(info.id());
    if (state == null) {
      state = new ConversationState(info, me.id());
      all.put(info.id(), state);
    } else {
      state.told(info);
    }
    changed(info.id());
    return state;
  }

  /// Nothing of what was known of them counts any more.
  void clear() {
    all.clear();
    summaries.clear();
  }

  void remove(long id) {
    all.remove(id);
    summaries.remove(id);
  }

  /// Its numbers mean other entries than before.
  void restarted(long id) {
    ConversationState state = all.get(id);
    if (state != null) {
      state.restarted();
      changed(id);
    }
  }

  /// A conversation; null if one does not belong to it.
  ConversationState get(long id) {
    return all.get(id);
  }

  Collection<ConversationState> all() {
    return all.values();
  }

  /// When something happened in one last, in milliseconds since 1970; 0 if nothing has.
  long lastMoved(long id) {
    ConversationState state = all.get(id);
    LastRow last = state == null ? null : state.info().last();
    return last == null ? 0 : last.at().toEpochMilli();
  }

  /// The next entry of a conversation's log.
  ///
  /// @param mentioned what to write for somebody who is mentioned
  void take(ServerEvent.Entry entry, UnreadCount.Shown shown, LongFunction<String> mentioned) {
    ConversationState state = all.get(entry.conversation());
    if (state != null) {
      state.take(entry, shown, mentioned);
      changed(entry.conversation());
    }
  }

  /// Names have become known, or are others.
  void namesChanged(LongFunction<String> mentioned) {
    all.values().forEach(state -> state.name(mentioned));
    changedAll();
  }

  void accountChanged(AccountInfo account, String before) {
    me = me != null && account.id() == me.id() ? account : me;
    all.values().forEach(state -> state.accountChanged(account, before));
    changedAll();
  }

  /// What waits to be sent.
  void outbox(List<OutboxEntry> entries) {
    Set<Long> now = new HashSet<>();
    entries.stream()
        .filter(entry -> entry.state() == OutboxEntry.State.FAILED)
        .forEach(entry -> now.add(entry.conversation()));
    Set<Long> touched = new HashSet<>(now);
    touched.addAll(unsent);
    unsent = now;
    touched.forEach(this::changed);
  }

  /// The summary of one may be another.
  void changed(long id) {
    summaries.remove(id);
  }

  void changedAll() {
    summaries.clear();
  }

  /// All of them as they are listed: what is starred, rooms, directs, in each the newest first.
  ///
  /// @param open the one being shown; 0 for none
  /// @param arriving how many of its unread messages are about to be read
  List<ConversationSummary> list(long open, int arriving) {
    List<ConversationState> sorted = new ArrayList<>(all.values());
    sorted.sort(Comparator.comparing(Conversations::section).thenComparing(NEWEST_FIRST));
    return sorted.stream().map(state -> summary(state, open, arriving)).toList();
  }

  private static Section section(ConversationState state) {
    return state.info().starred()
        ? Section.STARRED
        : state.isRoom() ? Section.ROOMS : Section.DIRECT;
  }

  private ConversationSummary summary(ConversationState state, long open, int arriving) {
    boolean isOpen = state.id() == open;
    ConversationSummary known = summaries.get(state.id());
    if (known != null && !isOpen && !known.open()) {
      return known;
    }
    ConversationSummary made = make(state, isOpen, isOpen ? arriving : 0);
    summaries.put(state.id(), made);
    return made;
  }

  private ConversationSummary make(ConversationState state, boolean open, int arriving) {
    ConversationInfo info = state.info();
    int unread = Math.max(0, state.count().unread() - arriving);
    int mentions = Math.min(unread, state.count().mentions());
    String draft = open ? "" : drafts.load(state.id());
    LastRow last = info.last();
    List<AccountInfo> others = state.others();
    return new ConversationSummary(
        state.id(),
        info.kind(),
        section(state),
        title(state),
        state.isRoom() && info.visibility() == Visibility.PRIVATE,
        info.archived(),
        info.host(),
        state.id() == ConversationInfo.LOBBY,
        draft.isBlank() ? preview(state, last) : texts.say("sidebar.draft", oneLine(draft)),
        last == null ? "" : labels.brief(last.at()),
        unread,
        mentions,
        badge(state, unread, mentions),
        info.level() == Level.NOTHING,
        info.starred(),
        info.level(),
        !draft.isBlank(),
        unsent.contains(state.id()),
        others,
        others.size() == 1
            ? roster.person(others.getFirst()).here()
            : RosterViewModel.Here.NOT_TOLD,
        open);
  }

  private static String oneLine(String text) {
    return Graphemes.preview(text);
  }

  private static Badge badge(ConversationState state, int unread, int mentions) {
    if (unread == 0) {
      return Badge.NONE;
    }
    if (state.info().level() == Level.NOTHING) {
      return Badge.PALE;
    }
    if (mentions > 0) {
      return Badge.MENTIONS;
    }
    return state.countsAll() ? Badge.COUNT : Badge.DOT;
  }

  private String preview(ConversationState state, LastRow last) {
    if (last == null) {
      return texts.say("sidebar.empty");
    }
    boolean own = me != null && last.name().equals(me.name());
    String name = own ? texts.say("sidebar.you") : TypingTracker.firstName(last.name());
    return switch (last.kind()) {
      case MESSAGE -> {
        boolean alone = !state.isRoom() && !own && state.others().size() == 1;
        yield alone
            ? last.text()
            : Direction.runningLike(last.text(), texts.say("sidebar.preview", name, last.text()));
      }
      case DELETED -> texts.say("sidebar.deleted");
      case MEMBERS -> texts.say("sidebar.members", name);
      case CHANGE -> texts.say("sidebar.change", name);
    };
  }

  /// What a conversation is called: a direct by the others in it.
  String title(ConversationState state) {
    if (state.isRoom()) {
      return state.info().title();
    }
    if (state.isNotes()) {
      return texts.say("sidebar.notes");
    }
    List<AccountInfo> others = state.others();
    String names =
        others.stream().limit(NAMED).map(people::nameOf).collect(Collectors.joining(", "));
    return others.size() > NAMED ? texts.say("sidebar.more", others.size() - NAMED, names) : names;
  }

  /// What is unread in all of them and counts.
  int toTell(long open, int arriving) {
    int sum = 0;
    for (ConversationState state : all.values()) {
      int unread = state.count().unread() - (state.id() == open ? arriving : 0);
      sum +=
          switch (badge(state, Math.max(0, unread), state.count().mentions())) {
            case COUNT -> unread;
            case MENTIONS -> state.countsAll() ? unread : state.count().mentions();
            case NONE, DOT, PALE -> 0;
          };
    }
    return sum;
  }
}
