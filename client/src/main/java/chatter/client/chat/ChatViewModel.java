package chatter.client.chat;

import chatter.client.chat.composer.ComposerViewModel;
import chatter.client.chat.composer.Drafts;
import chatter.client.chat.composer.MentionCompletion;
import chatter.client.chat.file.FilesPanelViewModel;
import chatter.client.chat.message.ChangeRefusal;
import chatter.client.chat.message.ChatMessage;
import chatter.client.chat.message.Quote;
import chatter.client.chat.message.UnreadCount;
import chatter.client.chat.message.UploadProgress;
import chatter.client.chat.room.MembersViewModel;
import chatter.client.chat.room.RoomContext;
import chatter.client.chat.room.RoomsViewModel;
import chatter.client.chat.search.SearchPanelViewModel;
import chatter.client.chat.sidebar.ConversationSummary;
import chatter.client.chat.sidebar.RosterViewModel;
import chatter.client.chat.sidebar.SidebarViewModel;
import chatter.client.chat.switcher.SwitcherEntry;
import chatter.client.chat.switcher.SwitcherViewModel;
import chatter.client.chat.timeline.TimelineViewModel;
import chatter.client.net.ChatSession;
import chatter.client.net.ConnectionState;
import chatter.client.net.PictureCache;
import chatter.client.net.SearchPage;
import chatter.client.net.SearchRequest;
import chatter.client.net.SessionEvent;
import chatter.client.net.http.ApiException;
import chatter.client.net.http.ErrorMessage;
import chatter.client.net.http.FileCalls;
import chatter.client.net.outbox.OutboxEntry;
import chatter.client.net.outbox.OutboxException;
import chatter.client.net.outbox.OutboxFile;
import chatter.client.ui.Futures;
import chatter.client.ui.Texts;
import chatter.client.ui.TimeLabels;
import chatter.shared.api.ChangeMineRequest;
import chatter.shared.api.HistoryPage;
import chatter.shared.api.MemberInfo;
import chatter.shared.api.PeopleResponse;
import chatter.shared.api.RoomInfo;
import chatter.shared.api.RoomsResponse;
import chatter.shared.limits.Limits;
import chatter.shared.notification.NotificationSettings;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.Level;
import chatter.shared.protocol.RejectCode;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import chatter.shared.text.MessageText;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// The whole chat screen: takes the session's events, one at a time, and hands them to the parts
/// they are about. JavaFX application thread only.
public final class ChatViewModel {
  private static final Duration KEEP_EVERY = Duration.ofSeconds(5);

  /// So many timelines are held; of the others only the summary.
  private static final int MOST_HELD = 8;

  private final ChatSession session;
  private final ChatEnvironment environment;
  private final Texts texts;
  private final TimeLabels labels;
  private final ConnectionBar connection;
  private final SidebarViewModel sidebar;
  private final KnownPeople people = new KnownPeople();
  private final Conversations conversations;
  private final MentionNames mentionNames;
  private final RowTexts rowTexts;
  private final MessageCommands actions;
  private final Notifier notifier;
  private final RoomsViewModel rooms;
  private final ReadOnlyObjectWrapper<OpenConversation> open = new ReadOnlyObjectWrapper<>();

  /// The timelines that are held, the one shown longest ago first.
  private final Map<Long, OpenConversation> held = new LinkedHashMap<>(16, 0.75f, true);

  /// One that was made or joined here and is to be shown once the server tells of it; 0 for none.
  private long wanted;

  /// The one of the last time, to be shown after the first welcome; 0 if there was none.
  private long lastShown;

  private LocalDate labelled;
  private boolean listing;
  private final MemberCount headCount;
  private final ReadOnlyStringWrapper notice = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper unreadTitle = new ReadOnlyStringWrapper("");
  private final ReadOnlyIntegerWrapper unread = new ReadOnlyIntegerWrapper();

  private Instant keepAt = Instant.MIN;

  /// What was kept of the conversations last.
  private List<ConversationInfo> kept = List.of();

  private long keptShown;
  private Consumer<String> onArrival = _ -> {};
  private List<OutboxEntry> outbox = List.of();
  private final UploadProgress uploads = new UploadProgress();
  private AccountInfo me;
  private int bodyLimit;

  /// The largest file the server takes; null for any, and before that is known.
  private Long fileLimit;

  private boolean active = true;
  private boolean enterSends = true;

  /// What was being written before the first welcome where the reader is not any more, with the
  /// files chosen for it, until that is opened again. At most as many as are held.
  private final Map<Long, ComposerViewModel> carried = new HashMap<>();

  /// Whether all there is was known when the program ended, and the server has said nothing yet.
  private boolean remembered;

  private Instant noticeUntil = Instant.MIN;

  /// Whether everything that was missed since the last start has come.
  private boolean wasLive;

  /// Whether it is known which conversations are the reader's.
  private boolean known;

  /// Whether nothing that was missed is still to come.
  private boolean live;

  private Runnable onceKnown = () -> {};

  /// Made when messages are looked for first.
  private SearchPanelViewModel search;

  public ChatViewModel(ChatSession session, ChatEnvironment environment) {
    this.session = session;
    this.environment = environment;
    texts = environment.texts();
    labels = new TimeLabels(environment.clock(), environment.locale());
    connection = new ConnectionBar(texts, labels, now());
    headCount = new MemberCount(texts);
    sidebar = new SidebarViewModel(session, environment.ui(), texts, environment.locale());
    conversations =
        new Conversations(texts, labels, people, sidebar.roster(), environment.drafts());
    mentionNames =
        new MentionNames(
            people, session, environment.ui(), texts.say("message.somebody"), this::namesChanged);
    notifier = new Notifier(texts, environment.clock(), mentionNames::of);
    rowTexts = new RowTexts(texts, people, mentionNames);
    actions = new MessageCommands(this, session, environment);
    rooms = new RoomsViewModel(new Context());
    labelled = labels.today();
    sidebar.roster().onlineProperty().subscribe(_ -> countMembers());
    sidebar.roster().membersProperty().subscribe(_ -> countMembers());
    environment.drafts().setOnFailure(() -> say("chat.error.draft"));
    connection
        .awayProperty()
        .subscribe(away -> {
          if (away) {
            sidebar.roster().lost();
            if (remembered) {
              goWhereWanted();
            }
          }
        });
  }

  /// Takes the next event of the session.
  public void on(SessionEvent event) {
    switch (event) {
      case SessionEvent.ConnectionChanged changed -> {
        connection.changed(changed, now());
        live = changed.state() == ConnectionState.LIVE;
        if (live) {
          if (active && !wasLive) {
            // Whoever has just started the program sees in it what is unread.
            notifier.forgetMissed();
          }
          wasLive = true;
          notifier.caughtUp(conversations.all(), this::titleOf);
          if (search != null) {
            search.serverIsBack();
          }
        }
        held.values().forEach(one -> one.typing().clear());
      }
      case SessionEvent.Welcomed welcomed -> welcomed(welcomed);
      case SessionEvent.EntryApplied(ServerEvent.Entry entry, boolean live) -> came(entry, live);
      case SessionEvent.ConversationAdded(ConversationInfo info) -> {
        conversations.add(me, info);
        if (info.id() == wanted) {
          show(info.id());
        }
        describeRooms();
      }
      case SessionEvent.ConversationRemoved(long conversation) -> removed(conversation);
      case SessionEvent.MineChanged mine -> mineChanged(mine);
      case SessionEvent.ConversationReset(long conversation, long lastSeq, boolean restored) ->
          reset(conversation, restored);
      case SessionEvent.MessageSent(long conversation, String id, long seq, Instant sentAt) -> {
        OpenConversation one = peek(conversation);
        if (one != null) {
          one.timeline().sent(id, seq, sentAt);
          one.composer().stored(id, seq, sentAt);
        }
        describe(conversation);
      }
      case SessionEvent.ChangeSent(OutboxEntry change, long seq, Instant at) -> {
        OpenConversation one = peek(change.conversation());
        if (one != null) {
          one.timeline().changeSent(change, seq, at);
        }
      }
      case SessionEvent.ChangeRefused(_, RejectCode reason) ->
          notice(ChangeRefusal.say(texts, reason));
      case SessionEvent.OutboxChanged(List<OutboxEntry> entries) -> outboxChanged(entries);
      case SessionEvent.FileProgress(_, _, String file, long sent) -> uploads.told(file, sent);
      case SessionEvent.ReadMoved(long conversation, long account, long seq) -> {
        if (account == me.id()) {
          readMoved(conversation, seq);
        }
      }
      case SessionEvent.Typing(long conversation, long account, String name, boolean on) -> {
        OpenConversation one = peek(conversation);
        if (one != null) {
          one.typing().typing(account, name, on, now());
        }
      }
      case SessionEvent.Presence presence -> {
        presence
            .accounts()
            .forEach(
                one -> people.learn(new AccountInfo(one.id(), one.name(), null, one.avatarUrl())));
        sidebar.presence(presence);
        countMembers();
        conversations.changedAll();
        describeRooms();
      }
      case SessionEvent.AccountChanged(AccountInfo account) -> accountChanged(account);
      case SessionEvent.NotificationsChanged(NotificationSettings settings) ->
          notifier.setSettings(settings);
      case SessionEvent.ServerStopping _ -> connection.stopping(now());
      case SessionEvent.Ended(var reason) -> connection.ended(reason, now());
    }
  }

  /// One held, without counting as shown.
  private OpenConversation peek(long conversation) {
    return held.values().stream().filter(one -> one.id() == conversation).findFirst().orElse(null);
  }

  /// Shows, until the first welcome, what was known when the program ended.
  ///
  /// @param infos at least one
  /// @param shown the conversation that was shown; 0 if that is not known
  /// @param asOf when the server was heard last; null if that is not known
  public void remember(
      AccountInfo account, List<ConversationInfo> infos, long shown, Instant asOf) {
    me = account;
    people.learn(account);
    bodyLimit = Limits.BODY_CODE_POINTS;
    remembered = true;
    connection.remembered(asOf);
    sidebar.roster().setMe(account.id());
    conversations.welcomed(account, infos);
    open(conversations.get(shown) == null ? infos.getFirst().id() : shown);
    begin();
    describeRooms();
  }

  private void welcomed(SessionEvent.Welcomed welcomed) {
    me = welcomed.account();
    people.learn(me);
    mentionNames.connected();
    bodyLimit = welcomed.bodyCodePoints();
    fileLimit = welcomed.fileBytes();
    notifier.setSettings(welcomed.notifications());
    sidebar.roster().setMe(me.id());
    OpenConversation shown = open.get();
    HistoryPage newest = null;
    if (remembered) {
      // It was of before; what the server says now is whole, and numbers may mean other messages.
      newest = shown.timeline().newestPage().orElse(null);
      conversations.clear();
      for (OpenConversation one : held.values()) {
        if (one != shown) {
          carried.put(one.id(), one.composer());
          close(one);
        }
      }
      held.clear();
    }
    boolean first = !known;
    known = true;
    conversations.welcomed(me, welcomed.conversations()).forEach(this::drop);
    for (OpenConversation one : held.values()) {
      one.timeline().welcomed(me);
      one.composer().setLimit(bodyLimit);
      one.composer().setFileLimit(fileLimit);
      if (one.attendance().belonging() == null) {
        attendAgain(one);
      }
    }
    carried.keySet().removeIf(id -> conversations.get(id) == null);
    if (remembered || shown == null || conversations.get(shown.id()) == null) {
      first(welcomed.conversations(), shown, newest);
    }
    countMembers();
    describeRooms();
    if (first) {
      goWhereWanted();
    }
  }

  private void goWhereWanted() {
    Runnable task = onceKnown;
    onceKnown = () -> {};
    task.run();
  }

  /// Does something as soon as it is known which conversations are the reader's: with the first
  /// welcome, or by what is on this computer once the chat turns out to be away. What was to be
  /// done then before is not done any more.
  void onceKnown(Runnable task) {
    if (known || (remembered && connection.awayProperty().get())) {
      task.run();
    } else {
      onceKnown = task;
    }
  }

  /// Shows the conversation of the last time, or the first there is.
  ///
  /// @param newest what was shown before of that of the last time; null if nothing was
  private void first(List<ConversationInfo> infos, OpenConversation before, HistoryPage newest) {
    remembered = false;
    if (infos.isEmpty()) {
      open.set(null);
      close(before);
      return;
    }
    long id = conversations.get(lastShown) == null ? infos.getFirst().id() : lastShown;
    open(id);
    if (newest != null && conversationOf(newest) == id) {
      open.get().timeline().showRemembered(newest);
    }
    begin();
    open.get().composer().checkReply(environment.ui());
  }

  private static long conversationOf(HistoryPage page) {
    return page.rows().getFirst().conversation();
  }

  /// Goes to a conversation one belongs to: at once if it is held, otherwise to its first page.
  public void show(long conversation) {
    wanted = 0;
    if (conversations.get(conversation) == null) {
      wanted = conversation;
      return;
    }
    if (isOpen(conversation)) {
      return;
    }
    OpenConversation known = peek(conversation);
    if (known == null) {
      open(conversation);
      begin();
    } else {
      bringForward(held.get(conversation));
      known.timeline().visit();
    }
    describeRooms();
  }

  /// Loads what is to be seen first: what is unread, otherwise where the reader was.
  private void begin() {
    OpenConversation now = open.get();
    String kept = environment.drafts().loadPart(now.id(), Drafts.Part.POSITION);
    long seq = kept.matches("[0-9]{1,15}") ? Long.parseLong(kept) : 0;
    now.timeline().open(seq);
    meet(now);
  }

  private void meet(OpenConversation now) {
    if (now.info().people() == null && !remembered) {
      attend(now, null, now.attendance().ask());
    }
  }

  /// Goes to a message of a conversation one belongs to; back leads to the one on the screen.
  ///
  /// @param absent runs if there is no such message
  public void showMessage(long conversation, long seq, Runnable absent) {
    OpenConversation before = open.get();
    wanted = 0;
    if (!isOpen(conversation)) {
      if (peek(conversation) == null) {
        open(conversation);
        meet(open.get());
      } else {
        bringForward(held.get(conversation));
      }
      describeRooms();
    }
    long from = before == null ? conversation : before.id();
    open.get().timeline().arrive(seq, from == conversation ? null : () -> showAgain(from), absent);
  }

  private void showAgain(long conversation) {
    // Meanwhile the reader may belong to it no more.
    if (conversations.get(conversation) != null) {
      show(conversation);
    }
  }

  /// Whether the reader belongs to a conversation, as far as is known.
  boolean isMine(long conversation) {
    return conversations.get(conversation) != null;
  }

  /// Who belongs to it: some, so that mentions have names and can be offered; all, where it can be
  /// said how many of them are here.
  ///
  /// @param after where the page before ended; null for the first
  /// @param asked what the answers are to
  private void attend(OpenConversation one, Long after, int asked) {
    Futures.deliver(
        session.conversations().members(one.id(), "", after),
        environment.ui(),
        (page, failure) -> {
          if (failure != null) {
            // Without them the number is left out until the next welcome.
            countMembers();
            return;
          }
          List<AccountInfo> some = page.members().stream().map(MemberInfo::account).toList();
          one.know(some);
          if (people.learn(some)) {
            one.namesChanged();
          }
          if (one.attendance().answered(asked, some, page.next() == null)) {
            if (page.next() != null && Attendance.matters(one.info())) {
              attend(one, page.next(), asked);
            }
            countMembers();
          }
        });
  }

  /// The same once more, where it matters.
  private void attendAgain(OpenConversation one) {
    if (Attendance.matters(one.info())) {
      attend(one, null, one.attendance().ask());
    }
  }

  /// Some who belong to it, so that they can be offered.
  ///
  /// @param query what their names begin with
  /// @param then runs once the server has said it
  private void learnMembers(OpenConversation one, String query, Runnable then) {
    if (one.info().people() != null) {
      return;
    }
    Futures.deliver(
        session.conversations().members(one.id(), query, null),
        environment.ui(),
        (page, failure) -> {
          if (failure == null) {
            List<AccountInfo> belonging = page.members().stream().map(MemberInfo::account).toList();
            one.know(belonging);
            people.learn(belonging);
            then.run();
          }
        });
  }

  private void open(long conversation) {
    ConversationState state = conversations.get(conversation);
    TimelineViewModel timeline =
        new TimelineViewModel(
            session,
            environment.ui(),
            labels,
            me,
            conversation,
            state.count(),
            rowTexts,
            _ -> loadFailed());
    OpenConversation before = open.get();
    // What was typed before the first welcome stays.
    ComposerViewModel left = carried.remove(conversation);
    ComposerViewModel composer =
        isOpen(conversation) ? before.composer() : left == null ? composer(conversation) : left;
    composer.setLimit(bodyLimit);
    composer.setFileLimit(fileLimit);
    composer.setEnterSends(enterSends);
    timeline.outbox(outbox);
    OpenConversation made =
        new OpenConversation(
            state,
            () -> conversations.title(state),
            timeline,
            composer,
            new TypingTracker(texts),
            new Pins(session, environment.ui(), conversation),
            () -> describe(conversation));
    held.put(conversation, made);
    bringForward(made);
    if (left != null) {
      // The server may be one that was restored meanwhile.
      composer.checkReply(environment.ui());
    }
    if (before != null && peek(before.id()) != before) {
      close(before);
    }
  }

  /// A message that somebody wants to go to is not there, or not on this computer while the chat is
  /// away.
  public void sayAbsent() {
    if (connection.lastHeard() == null) {
      say("message.notThere");
    } else {
      notice(texts.say("message.notHere", connection.place()));
    }
  }

  private void loadFailed() {
    if (connection.awayProperty().get()) {
      notice(texts.say("timeline.loadAway", connection.place()));
    } else if (!remembered) {
      say("timeline.loadFailed");
    }
    // Otherwise it comes with the first welcome, most likely in a moment.
  }

  private void bringForward(OpenConversation next) {
    OpenConversation before = open.get();
    if (before != null && before != next) {
      before.timeline().setActive(false);
      before.composer().saveDraft();
    }
    open.set(next);
    if (before != null && before != next) {
      savePosition(before);
      conversations.changed(before.id());
    }
    // What is only remembered is not read by being looked at.
    next.timeline().setActive(active && !remembered);
    lastShown = next.id();
    seen();
    while (held.size() > MOST_HELD) {
      OpenConversation oldest = held.values().iterator().next();
      held.remove(oldest.id());
      close(oldest);
    }
    countMembers();
  }

  private void savePosition(OpenConversation one) {
    long seq = one.timeline().positionSeq();
    environment
        .drafts()
        .savePart(one.id(), Drafts.Part.POSITION, seq == 0 ? "" : Long.toString(seq));
  }

  private void close(OpenConversation one) {
    if (one != null) {
      one.close();
    }
  }

  private ComposerViewModel composer(long conversation) {
    return new ComposerViewModel(
        session,
        conversation,
        texts,
        environment.drafts(),
        new PeopleToMention(conversation),
        people::nameOf,
        () -> sending(conversation),
        _ -> say("chat.error.outbox"),
        () -> say("chat.composer.replyGone"),
        environment.ui());
  }

  /// Whom an `@` in a conversation may mean.
  private final class PeopleToMention implements MentionCompletion.Source {
    private final long conversation;

    PeopleToMention(long conversation) {
      this.conversation = conversation;
    }

    @Override
    public Collection<AccountInfo> members() {
      OpenConversation one = peek(conversation);
      return one == null ? List.of() : one.members();
    }

    @Override
    public Collection<AccountInfo> others() {
      return people.all();
    }

    @Override
    public boolean mayMentionAll() {
      ConversationState state = conversations.get(conversation);
      return state != null
          && state.isRoom()
          && (state.info().members() <= Limits.MENTION_ALL_PEOPLE || state.info().host());
    }

    @Override
    public List<AccountInfo> missing(Collection<Long> accounts) {
      OpenConversation one = peek(conversation);
      if (one == null || one.members().isEmpty() || !rooms.members(conversation).mayAdd()) {
        return List.of();
      }
      return accounts.stream()
          .filter(account -> account != me.id() && !one.belongs(account))
          .map(people::account)
          .filter(Objects::nonNull)
          .toList();
    }

    @Override
    public void add(List<AccountInfo> wanted) {
      MembersViewModel members = rooms.members(conversation);
      members
          .errorProperty()
          .subscribe(problem -> {
            if (!problem.isEmpty()) {
              ChatViewModel.this.notice(problem);
            }
          });
      members.add(wanted, () -> {});
    }

    @Override
    public void ask(String query, Runnable then) {
      OpenConversation one = peek(conversation);
      if (one == null || remembered) {
        return;
      }
      learnMembers(one, query, then);
      Futures.deliver(
          session.people(query, null),
          environment.ui(),
          (page, failure) -> {
            if (failure == null) {
              people.learn(page.people());
              then.run();
            }
          });
    }
  }

  private void sending(long conversation) {
    if (isOpen(conversation)) {
      open.get().timeline().sending();
    }
  }

  private void came(ServerEvent.Entry entry, boolean live) {
    if (search != null) {
      search.came(entry);
    }
    boolean names = people.learn(entry.actor());
    if (entry instanceof ServerEvent.MembersChanged change) {
      names |= people.learn(change.joined());
    }
    OpenConversation one = peek(entry.conversation());
    conversations.take(
        entry, one == null ? UnreadCount.Shown.NOTHING : one.timeline().shown(), mentionNames::of);
    ConversationState place = conversations.get(entry.conversation());
    if (place != null) {
      notifier.came(
          entry,
          live,
          place,
          conversations.title(place),
          me,
          active && !remembered && isOpen(entry.conversation()));
    }
    if (one != null) {
      one.came(entry, live);
      if (names) {
        one.timeline().namesChanged();
      }
      if (entry instanceof ServerEvent.MembersChanged change) {
        if (one.attendance().came(change)) {
          attendAgain(one);
        }
        countMembers();
      }
      if (isOpen(entry.conversation())
          && live
          && active
          && entry instanceof MessagePosted message
          && message.sender().id() != me.id()
          && !message.wasDeleted()) {
        onArrival.accept(
            ChatMessage.say(
                message.sender().name(),
                labels.time(message.sentAt()),
                rowTexts.words(message.body())));
      }
    }
    describe(entry.conversation());
  }

  private void namesChanged() {
    held.values().forEach(OpenConversation::namesChanged);
    conversations.namesChanged(mentionNames::of);
    describeRooms();
  }

  private void reset(long conversation, boolean restored) {
    if (restored) {
      conversations.restarted(conversation);
      notifier.clear(conversation);
    }
    OpenConversation one = peek(conversation);
    if (search != null) {
      search.outdate(conversation);
    }
    if (one != null) {
      one.reset();
      attendAgain(one);
      if (restored) {
        one.composer().checkReply(environment.ui());
      }
    }
    if (restored && isOpen(conversation)) {
      // What was said last may not be there any more.
      onArrival.accept("");
    }
    describe(conversation);
  }

  private void readMoved(long conversation, long seq) {
    OpenConversation one = peek(conversation);
    ConversationState state = conversations.get(conversation);
    if (one != null) {
      one.timeline().readMoved(seq);
    } else if (state != null) {
      state.count().advance(seq, UnreadCount.Shown.NOTHING);
    }
    describe(conversation);
  }

  private void mineChanged(SessionEvent.MineChanged mine) {
    ConversationState state = conversations.get(mine.conversation());
    if (state == null) {
      return;
    }
    boolean back = state.mine(mine);
    OpenConversation one = peek(mine.conversation());
    if (one != null) {
      one.timeline().counted(back);
    }
    describe(mine.conversation());
  }

  private void removed(long conversation) {
    ConversationState state = conversations.get(conversation);
    if (state == null) {
      return;
    }
    String title = conversations.title(state);
    conversations.remove(conversation);
    carried.remove(conversation);
    notifier.clear(conversation);
    boolean shown = isOpen(conversation);
    if (shown) {
      notice(texts.say("conversation.removed", title));
      conversations.all().stream().findFirst().ifPresent(other -> show(other.id()));
    }
    drop(conversation);
    describeRooms();
  }

  private void drop(long conversation) {
    if (search != null) {
      search.drop(conversation);
    }
    OpenConversation gone = held.remove(conversation);
    if (gone != null && gone != open.get()) {
      gone.close();
    }
  }

  private void outboxChanged(List<OutboxEntry> entries) {
    outbox = entries;
    uploads.outbox(entries);
    connection.waiting(
        (int) entries.stream().filter(e -> e.state() != OutboxEntry.State.FAILED).count(), now());
    held.values().forEach(one -> one.timeline().outbox(entries));
    conversations.outbox(entries);
    describeRooms();
  }

  private void accountChanged(AccountInfo account) {
    me = me != null && account.id() == me.id() ? account : me;
    String before = people.nameOf(account.id());
    boolean renamed = people.learn(account);
    sidebar.accountChanged(account);
    conversations.accountChanged(account, before);
    if (renamed) {
      conversations.namesChanged(mentionNames::of);
    }
    held.values().forEach(one -> one.accountChanged(account));
    if (search != null) {
      search.accountChanged(account);
    }
    describeRooms();
  }

  private boolean isOpen(long conversation) {
    return open.get() != null && open.get().id() == conversation;
  }

  private Instant now() {
    return environment.clock().instant();
  }

  /// The conversation being shown; null before the first welcome.
  public ReadOnlyObjectProperty<OpenConversation> openProperty() {
    return open.getReadOnlyProperty();
  }

  /// Goes to the next conversation of the list, or the one before.
  ///
  /// @param unreadOnly whether only those with something new count
  public void showNext(boolean back, boolean unreadOnly) {
    List<ConversationSummary> listed = sidebar.conversations();
    int size = listed.size();
    int at = 0;
    while (at < size && !listed.get(at).open()) {
      at++;
    }
    for (int i = 1; i < size; i++) {
      ConversationSummary next = listed.get(Math.floorMod(back ? at - i : at + i, size));
      if (!unreadOnly || next.unread() > 0) {
        show(next.id());
        return;
      }
    }
  }

  /// A starred conversation, by its place in the list.
  ///
  /// @param place 1 for the first
  OptionalLong starred(int place) {
    return sidebar.conversations().stream()
        .filter(ConversationSummary::starred)
        .skip(place - 1L)
        .mapToLong(ConversationSummary::id)
        .findFirst();
  }

  /// The calls about files.
  FileCalls files() {
    return session.files();
  }

  /// The small pictures of files that are on this computer.
  PictureCache keptPictures() {
    return session.pictures();
  }

  /// What was shared in the conversation being shown; only while there is one.
  FilesPanelViewModel shared() {
    OpenConversation now = open.get();
    return now.files(() ->
        new FilesPanelViewModel(
            (kind, before) -> session.conversations().shared(now.id(), kind, before),
            environment.ui(),
            texts));
  }

  /// Where the copy of a file is that waits, or is chosen.
  Path copyOf(OutboxFile file) {
    return session.copyOf(file);
  }

  /// How much of what waits has been sent.
  public UploadProgress uploads() {
    return uploads;
  }

  /// What can be done with messages.
  public MessageCommands actions() {
    return actions;
  }

  /// Making, finding and changing rooms, and directs.
  public RoomsViewModel rooms() {
    return rooms;
  }

  /// What somebody is called; null if that is not known.
  public String nameOf(long account) {
    return people.nameOf(account);
  }

  /// What to write for somebody who is mentioned; never null.
  String mentionOf(long account) {
    return mentionNames.of(account);
  }

  /// The server has told of people.
  void heardOf(List<AccountInfo> accounts) {
    if (people.learn(accounts)) {
      namesChanged();
    }
  }

  /// Somebody; null if nothing was heard of them.
  public AccountInfo accountOf(long account) {
    return people.account(account);
  }

  /// Who is signed in; null before that is known.
  public AccountInfo me() {
    return me;
  }

  /// A text with names for its mentions.
  public String named(String body) {
    return rowTexts.named(body);
  }

  ConversationState state(long conversation) {
    return conversations.get(conversation);
  }

  /// A conversation that a call has told of, perhaps before the event that does: goes there.
  private void enter(ConversationInfo info) {
    if (conversations.get(info.id()) == null) {
      conversations.add(me, info);
      describeRooms();
    }
    show(info.id());
  }

  /// What making and changing rooms needs of the chat.
  private final class Context implements RoomContext {
    @Override
    public ChatSession session() {
      return session;
    }

    @Override
    public Executor ui() {
      return environment.ui();
    }

    @Override
    public Texts texts() {
      return texts;
    }

    @Override
    public AccountInfo me() {
      return me;
    }

    @Override
    public ConversationInfo info(long conversation) {
      ConversationState state = conversations.get(conversation);
      return state == null ? null : state.info();
    }

    @Override
    public void enter(ConversationInfo conversation) {
      ChatViewModel.this.enter(conversation);
    }

    @Override
    public void enterOnceThere(long conversation) {
      show(conversation);
    }

    @Override
    public void notice(String words) {
      ChatViewModel.this.notice(words);
    }
  }

  /// All that one can go to, by a few letters of its name.
  ///
  /// @param pause after the last letter, before the server is asked
  public SwitcherViewModel switcher(SwitcherViewModel.Pause pause) {
    return new SwitcherViewModel(new Destinations(), environment.ui(), texts, pause);
  }

  /// What a switcher asks of the chat.
  private final class Destinations implements SwitcherViewModel.Source {
    @Override
    public List<SwitcherEntry.Conversation> conversations() {
      return sidebar.conversations().stream()
          .map(summary ->
              new SwitcherEntry.Conversation(summary, conversations.lastMoved(summary.id())))
          .toList();
    }

    @Override
    public Collection<AccountInfo> known() {
      return people.all();
    }

    @Override
    public List<Long> recents() {
      List<Long> ids = new ArrayList<>(held.keySet()).reversed();
      OpenConversation now = open.get();
      return now == null
          ? List.of()
          : Stream.concat(Stream.of(now.id()), ids.stream()).distinct().toList();
    }

    @Override
    public long reader() {
      return me == null ? 0 : me.id();
    }

    @Override
    public CompletableFuture<List<AccountInfo>> people(String query) {
      return session.people(query, null).thenApply(PeopleResponse::people);
    }

    @Override
    public CompletableFuture<List<RoomInfo>> rooms(String query) {
      return session.conversations().rooms(query, null).thenApply(RoomsResponse::rooms);
    }

    @Override
    public void heardOf(List<AccountInfo> accounts) {
      people.learn(accounts);
    }
  }

  /// Looking for messages; the same one each time, so that what was found is there again.
  ///
  /// @param pause after the last letter, before messages are asked for
  /// @param peoplePause the same for people
  public SearchPanelViewModel search(
      SwitcherViewModel.Pause pause, SwitcherViewModel.Pause peoplePause) {
    if (search == null) {
      search =
          new SearchPanelViewModel(
              new Searched(), environment.ui(), texts, labels, pause, peoplePause);
    }
    return search;
  }

  /// What looking for messages asks of the chat.
  private final class Searched implements SearchPanelViewModel.Source {
    @Override
    public AccountInfo me() {
      return me;
    }

    @Override
    public Collection<AccountInfo> known() {
      return people.all();
    }

    @Override
    public CompletableFuture<List<AccountInfo>> people(String query) {
      return session.people(query, null).thenApply(PeopleResponse::people);
    }

    @Override
    public void heardOf(List<AccountInfo> accounts) {
      ChatViewModel.this.heardOf(accounts);
    }

    @Override
    public List<ConversationSummary> conversations() {
      return List.copyOf(sidebar.conversations());
    }

    @Override
    public Optional<ConversationSummary> here() {
      OpenConversation now = open.get();
      return now == null
          ? Optional.empty()
          : sidebar.conversations().stream().filter(one -> one.id() == now.id()).findFirst();
    }

    @Override
    public CompletableFuture<SearchPage> messages(String text, Long here, String cursor) {
      return session.search(new SearchRequest(text, here, labels.zone(), cursor));
    }

    @Override
    public Instant lastHeard() {
      return connection.lastHeard();
    }
  }

  public void setStarred(long conversation, boolean starred) {
    mine(conversation, new ChangeMineRequest(starred, null, null));
  }

  public void setLevel(long conversation, Level level) {
    mine(conversation, new ChangeMineRequest(null, level, null));
  }

  /// All that is in a conversation counts as read.
  public void markRead(long conversation) {
    ConversationState state = conversations.get(conversation);
    if (state != null) {
      markRead(conversation, state.count().lastSeq());
    }
  }

  /// The newest message of a conversation counts as unread.
  public void markUnread(long conversation) {
    ConversationState state = conversations.get(conversation);
    if (state != null && state.info().last() != null) {
      markUnreadFrom(conversation, state.info().last().seq());
    }
  }

  void markUnreadFrom(long conversation, long seq) {
    mine(conversation, new ChangeMineRequest(null, null, seq));
  }

  private void mine(long conversation, ChangeMineRequest change) {
    Futures.deliver(
        session.conversations().mine(conversation, change),
        environment.ui(),
        (_, failure) -> {
          if (failure != null) {
            notice(ErrorMessage.of(ApiException.of(failure)).say(texts::say));
          }
        });
  }

  ConnectionBar connection() {
    return connection;
  }

  public SidebarViewModel sidebar() {
    return sidebar;
  }

  Texts texts() {
    return texts;
  }

  public TimeLabels labels() {
    return labels;
  }

  MemberCount headCount() {
    return headCount;
  }

  /// What went wrong, for a few seconds; otherwise empty.
  public ReadOnlyStringProperty noticeProperty() {
    return notice.getReadOnlyProperty();
  }

  /// How many messages somebody is told of by numbers, in all conversations.
  public ReadOnlyIntegerProperty unreadProperty() {
    return unread.getReadOnlyProperty();
  }

  /// What the window is called while something is unread; otherwise empty.
  public ReadOnlyStringProperty unreadTitleProperty() {
    return unreadTitle.getReadOnlyProperty();
  }

  /// What has just arrived in the open conversation, in words, for who cannot see it; empty when
  /// what was said last does not count any more.
  void setOnArrival(Consumer<String> listener) {
    onArrival = listener;
  }

  /// Takes back what is begun: an edit, an answer.
  ///
  /// @return whether anything was
  boolean takeBack() {
    return open.get() != null && open.get().composer().escape();
  }

  /// All of what is open is read, and on to its end.
  public void readAll() {
    OpenConversation now = open.get();
    if (now != null) {
      now.timeline().readAll();
      now.timeline().showNewest();
    }
  }

  /// A message in short, with names for its mentions.
  public Quote quote(ChatMessage message) {
    return Quote.of(message, rowTexts::beginning);
  }

  /// Answers the newest message of others, or the one before the message that is being answered.
  void replyToPrevious() {
    OpenConversation now = open.get();
    if (now != null) {
      Quote answered = now.composer().replyProperty().get();
      ChatMessage previous = now.timeline().previousOfOthers(answered == null ? 0 : answered.seq());
      if (previous != null) {
        now.composer().replyTo(quote(previous));
      }
    }
  }

  /// Whether the window is in front of somebody: only then messages count as read.
  public void setActive(boolean inFront) {
    active = inFront;
    if (open.get() != null) {
      // What is only remembered is not read by being looked at.
      open.get().timeline().setActive(inFront && !remembered);
    }
    if (inFront) {
      tick();
    }
    seen();
  }

  /// What a notification tells of the conversation is on the screen.
  private void seen() {
    if (active && open.get() != null) {
      notifier.clear(open.get().id());
    }
  }

  /// Says where notifications are shown.
  public void setDisplay(Notifier.Display display) {
    notifier.setDisplay(display);
  }

  /// Somebody opened a notification, or took it away.
  ///
  /// @param key that of its `Note`
  public void notificationDone(long key) {
    notifier.clear(key);
  }

  /// Sends what was written into a notification. What cannot be sent is not lost: it waits in the
  /// conversation's field, and a notice says so.
  ///
  /// @return whether it was sent
  public boolean reply(long conversation, String text) {
    String body = MessageText.of(text).strip();
    if (body.isEmpty()) {
      return false;
    }
    ConversationState state = conversations.get(conversation);
    if (state == null) {
      environment.drafts().save(conversation, body);
      say("message.notForYou");
      return false;
    }
    if (Limits.codePoints(body) > Math.min(bodyLimit, Limits.BODY_CODE_POINTS)) {
      keepReply(conversation, body);
      notice(texts.say("notification.replyTooLong", conversations.title(state)));
      return false;
    }
    try {
      var _ = session.send(conversation, body, null);
      return true;
    } catch (OutboxException e) {
      keepReply(conversation, body);
      notice(texts.say("notification.replyNotSaved", conversations.title(state)));
      return false;
    }
  }

  private void keepReply(long conversation, String body) {
    OpenConversation one = peek(conversation);
    if (one != null) {
      one.composer().add(body);
    } else {
      Drafts drafts = environment.drafts();
      drafts.save(conversation, ComposerViewModel.below(drafts.load(conversation), body));
    }
    describe(conversation);
  }

  /// All up to a message counts as read.
  public void markRead(long conversation, long seq) {
    readMoved(conversation, seq);
    session.markRead(conversation, seq);
  }

  private String titleOf(long conversation) {
    ConversationState state = conversations.get(conversation);
    return state == null ? "" : conversations.title(state);
  }

  /// Whether Enter sends; otherwise Ctrl+Enter does.
  public void setEnterSends(boolean sends) {
    enterSends = sends;
    held.values().forEach(one -> one.composer().setEnterSends(sends));
  }

  /// What the server does, if this program runs it.
  public void setHost(HostStatus host) {
    connection.setHost(host, now());
  }

  /// Connects at once.
  void tryNow() {
    session.tryNow();
  }

  /// Sends a failed message again.
  void retry(String commandId) {
    session.retry(commandId);
  }

  /// Gives a failed message up.
  void discard(String commandId) {
    session.discard(commandId);
  }

  /// Time passes; call it about twice a second.
  public void tick() {
    Instant now = now();
    connection.tick(now);
    if (!notice.get().isEmpty() && !now.isBefore(noticeUntil)) {
      notice.set("");
    }
    if (!labels.today().equals(labelled)) {
      labelled = labels.today();
      conversations.changedAll();
      describeRooms();
    }
    if (!remembered) {
      mentionNames.tick(now);
    }
    held.values().forEach(one -> one.tick(now));
    if (!now.isBefore(keepAt)) {
      keepAt = now.plus(KEEP_EVERY);
      keep();
    }
  }

  /// Saves what is not saved yet; before the screen goes away.
  public void close() {
    notifier.close();
    keep();
    if (open.get() != null) {
      savePosition(open.get());
    }
    held.values().forEach(OpenConversation::close);
  }

  /// For the next start: which conversation is shown and, if the server has said anything since
  /// this one, what is known of all.
  private void keep() {
    if (me == null || (remembered && open.get() == null)) {
      return;
    }
    List<ConversationInfo> now =
        remembered ? List.of() : conversations.all().stream().map(ConversationState::now).toList();
    long shown = open.get() == null ? 0 : open.get().id();
    if (shown != keptShown || !now.equals(kept)) {
      kept = now;
      keptShown = shown;
      environment.keeper().keep(now, shown);
    }
  }

  private void say(String key) {
    notice(texts.say(key));
  }

  /// Says something for a few seconds.
  void notice(String words) {
    notice.set(words);
    noticeUntil = now().plusSeconds(6);
  }

  private void countMembers() {
    if (remembered) {
      headCount.showRemembered();
    } else if (open.get() != null) {
      ConversationInfo info = open.get().info();
      RosterViewModel roster = sidebar.roster();
      boolean lobby = info.id() == ConversationInfo.LOBBY;
      int known = lobby ? roster.membersProperty().get() : 0;
      int online =
          Attendance.online(
              lobby,
              info.members(),
              open.get().attendance().belonging(),
              roster::isHere,
              roster.onlineProperty().get());
      headCount.show(known > 0 ? known : info.members(), online, lobby);
    }
  }

  private void describe(long conversation) {
    conversations.changed(conversation);
    describeRooms();
  }

  /// Lists the conversations anew, once for all that happens together.
  private void describeRooms() {
    if (!listing) {
      listing = true;
      environment.ui().execute(this::list);
    }
  }

  private void list() {
    listing = false;
    conversations.all().forEach(notifier::look);
    if (live) {
      // What filled a gap came late, but not after an absence, so nothing else tells of it.
      notifier.caughtUp(conversations.all(), this::titleOf);
    }
    OpenConversation now = open.get();
    long shown = now == null ? 0 : now.id();
    ConversationState state = conversations.get(shown);
    int arriving =
        now == null || state == null
            ? 0
            : state.count().unread() - now.timeline().toTellProperty().get();
    sidebar.show(conversations.list(shown, arriving));
    if (search != null) {
      search.refresh();
    }
    int count = conversations.toTell(shown, arriving);
    unread.set(count);
    unreadTitle.set(
        count == 0 || now == null ? "" : texts.say("app.titleUnread", count, now.title()));
  }
}
