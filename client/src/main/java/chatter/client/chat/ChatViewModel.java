package chatter.client.chat;

import chatter.client.chat.composer.ComposerViewModel;
import chatter.client.chat.message.ChatMessage;
import chatter.client.chat.message.Quote;
import chatter.client.chat.sidebar.RosterViewModel;
import chatter.client.chat.sidebar.SidebarViewModel;
import chatter.client.chat.timeline.TimelineViewModel;
import chatter.client.net.ChatSession;
import chatter.client.net.SessionEvent;
import chatter.client.net.outbox.OutboxEntry;
import chatter.client.ui.Texts;
import chatter.client.ui.TimeLabels;
import chatter.shared.api.HistoryPage;
import chatter.shared.limits.Limits;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// The whole chat screen: takes the session's events, one at a time, and hands them to the parts
/// they are about. JavaFX application thread only.
public final class ChatViewModel {
  private static final Duration REMEMBER_EVERY = Duration.ofSeconds(5);

  private final ChatSession session;
  private final ChatEnvironment environment;
  private final Texts texts;
  private final TimeLabels labels;
  private final ConnectionBar connection;
  private final SidebarViewModel sidebar;
  private final ReadOnlyObjectWrapper<OpenConversation> open = new ReadOnlyObjectWrapper<>();
  private final MemberCount headCount;
  private final ReadOnlyStringWrapper notice = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper unreadTitle = new ReadOnlyStringWrapper("");

  /// What is shown until the first page is there; null if nothing is.
  private HistoryPage last;

  private Instant rememberAt = Instant.MIN;
  private Consumer<String> onArrival = _ -> {};
  private List<OutboxEntry> outbox = List.of();
  private AccountInfo me;
  private int bodyLimit;
  private boolean active = true;
  private boolean enterSends = true;

  /// Whether what is open is only what was remembered.
  private boolean remembered;

  private Instant noticeUntil = Instant.MIN;

  public ChatViewModel(ChatSession session, ChatEnvironment environment) {
    this.session = session;
    this.environment = environment;
    texts = environment.texts();
    labels = new TimeLabels(environment.clock(), environment.locale());
    connection = new ConnectionBar(texts, labels, now());
    headCount = new MemberCount(texts);
    sidebar = new SidebarViewModel(session, environment.ui(), texts, labels, environment.locale());
    sidebar.roster().onlineProperty().subscribe(_ -> countMembers());
    sidebar.roster().membersProperty().subscribe(_ -> countMembers());
    environment.drafts().setOnFailure(() -> say("chat.error.draft"));
    connection
        .awayProperty()
        .subscribe(away -> {
          if (away) {
            sidebar.roster().lost();
          }
        });
  }

  /// Takes the next event of the session.
  public void on(SessionEvent event) {
    switch (event) {
      case SessionEvent.ConnectionChanged changed -> {
        connection.changed(changed, now());
        if (open.get() != null) {
          open.get().typing().clear();
        }
      }
      case SessionEvent.Welcomed welcomed -> welcomed(welcomed);
      case SessionEvent.MessageApplied(MessagePosted message, boolean live) ->
          applied(message, live);
      case SessionEvent.ConversationReset(long conversation, long lastSeq, boolean restored) -> {
        if (isOpen(conversation)) {
          open.get().timeline().reset(lastSeq, restored);
          if (restored) {
            open.get().composer().checkReply(environment.ui());
            // What was said last may not be there any more.
            onArrival.accept("");
          }
        }
        describeRooms();
      }
      case SessionEvent.MessageSent(long conversation, String id, long seq, Instant sentAt) -> {
        if (isOpen(conversation)) {
          open.get().timeline().sent(id, seq, sentAt);
        }
        describeRooms();
      }
      case SessionEvent.OutboxChanged(List<OutboxEntry> entries) -> outboxChanged(entries);
      case SessionEvent.ReadMoved(long conversation, long account, long seq) -> {
        if (isOpen(conversation) && account == me.id()) {
          open.get().timeline().readMoved(seq);
        }
      }
      case SessionEvent.Typing(long conversation, long account, String name, boolean on) -> {
        if (isOpen(conversation)) {
          open.get().typing().typing(account, name, on, now());
        }
      }
      case SessionEvent.Presence presence -> sidebar.presence(presence);
      case SessionEvent.AccountChanged(AccountInfo account) -> accountChanged(account);
      case SessionEvent.ServerStopping _ -> connection.stopping(now());
      case SessionEvent.Ended(var reason) -> connection.ended(reason, now());
    }
  }

  /// Opens, until the first welcome, a conversation known from before: what waits, and a field.
  public void remember(AccountInfo account, ConversationInfo info) {
    me = account;
    bodyLimit = Limits.BODY_CODE_POINTS;
    remembered = true;
    open(info);
    last = environment.recent().load(info.id()).orElse(null);
    if (last == null) {
      open.get().timeline().showOutboxAlone();
    } else {
      open.get().timeline().showRemembered(last);
      headCount.showRemembered();
    }
    describeRooms();
  }

  private void welcomed(SessionEvent.Welcomed welcomed) {
    me = welcomed.account();
    bodyLimit = welcomed.bodyCodePoints();
    sidebar.roster().setMe(me.id());
    for (ConversationInfo info : welcomed.conversations()) {
      if (isOpen(info.id()) && !remembered) {
        open.get().timeline().welcomed(me, info);
        open.get().composer().setLimit(bodyLimit);
      }
    }
    if ((open.get() == null || remembered) && !welcomed.conversations().isEmpty()) {
      remembered = false;
      open(welcomed.conversations().getFirst());
      if (last != null && last.messages().getFirst().conversation() == open.get().id()) {
        open.get().timeline().showRemembered(last);
      }
      last = null;
      open.get().timeline().open();
      open.get().composer().checkReply(environment.ui());
    }
    countMembers();
    describeRooms();
  }

  private void open(ConversationInfo info) {
    TimelineViewModel timeline =
        new TimelineViewModel(
            session, environment.ui(), labels, me, info, _ -> say("timeline.loadFailed"));
    // What was typed before the first welcome stays.
    ComposerViewModel composer = isOpen(info.id()) ? open.get().composer() : composer(info.id());
    composer.setLimit(bodyLimit);
    composer.setEnterSends(enterSends);
    timeline.setActive(active && !remembered);
    timeline.outbox(outbox);
    OpenConversation before = open.get();
    open.set(
        new OpenConversation(
            info, timeline, composer, new TypingTracker(texts), this::describeRooms));
    if (before != null) {
      before.close();
    }
  }

  private ComposerViewModel composer(long conversation) {
    return new ComposerViewModel(
        session,
        conversation,
        texts,
        environment.drafts(),
        () -> sending(conversation),
        _ -> say("chat.error.outbox"),
        () -> say("chat.composer.replyGone"));
  }

  private void sending(long conversation) {
    if (isOpen(conversation)) {
      open.get().timeline().sending();
    }
  }

  private void applied(MessagePosted message, boolean live) {
    if (isOpen(message.conversation())) {
      open.get().timeline().posted(message, live);
      open.get().typing().posted(message.sender().id());
      describeRooms();
      if (live && active && message.sender().id() != me.id()) {
        onArrival.accept(
            ChatMessage.say(
                message.sender().name(), labels.time(message.sentAt()), message.body()));
      }
    }
  }

  private void outboxChanged(List<OutboxEntry> entries) {
    outbox = entries;
    connection.waiting(
        (int) entries.stream().filter(e -> e.state() != OutboxEntry.State.FAILED).count(), now());
    if (open.get() != null) {
      open.get().timeline().outbox(entries);
    }
  }

  private void accountChanged(AccountInfo account) {
    me = me != null && account.id() == me.id() ? account : me;
    sidebar.accountChanged(account);
    if (open.get() != null) {
      open.get().timeline().accountChanged(account);
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
  ReadOnlyObjectProperty<OpenConversation> openProperty() {
    return open.getReadOnlyProperty();
  }

  ConnectionBar connection() {
    return connection;
  }

  SidebarViewModel sidebar() {
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

  /// What the window is called while something is unread; otherwise empty.
  public ReadOnlyStringProperty unreadTitleProperty() {
    return unreadTitle.getReadOnlyProperty();
  }

  /// What has just arrived in the open conversation, in words, for who cannot see it; empty when
  /// what was said last does not count any more.
  void setOnArrival(Consumer<String> listener) {
    onArrival = listener;
  }

  /// Takes back the answer that is begun. If none is, all is read, and on to the end.
  public void escape() {
    OpenConversation now = open.get();
    if (now == null) {
      return;
    }
    if (now.composer().replyProperty().get() != null) {
      now.composer().cancelReply();
    } else {
      now.timeline().readAll();
      now.timeline().showNewest();
    }
  }

  /// Answers the newest message of others, or the one before the message that is being answered.
  void replyToPrevious() {
    OpenConversation now = open.get();
    if (now != null) {
      Quote answered = now.composer().replyProperty().get();
      ChatMessage previous = now.timeline().previousOfOthers(answered == null ? 0 : answered.seq());
      if (previous != null) {
        now.composer().replyTo(Quote.of(previous));
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
  }

  /// Whether Enter sends; otherwise Ctrl+Enter does.
  public void setEnterSends(boolean sends) {
    enterSends = sends;
    if (open.get() != null) {
      open.get().composer().setEnterSends(sends);
    }
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
    if (open.get() != null) {
      open.get().tick(now);
      if (!now.isBefore(rememberAt)) {
        rememberAt = now.plus(REMEMBER_EVERY);
        keepRecent();
      }
    }
  }

  /// Saves what is not saved yet; before the screen goes away.
  public void close() {
    if (open.get() != null) {
      keepRecent();
      open.get().close();
    }
  }

  private void keepRecent() {
    OpenConversation now = open.get();
    now.timeline().recent().ifPresent(page -> environment.recent().save(now.id(), page));
  }

  private void say(String key) {
    notice.set(texts.say(key));
    noticeUntil = now().plusSeconds(6);
  }

  private void countMembers() {
    if (open.get() != null) {
      RosterViewModel roster = sidebar.roster();
      int known = roster.membersProperty().get();
      int members = known > 0 ? known : open.get().timeline().info().members();
      headCount.show(members, roster.onlineProperty().get());
    }
  }

  private void describeRooms() {
    OpenConversation now = open.get();
    if (now != null) {
      sidebar.show(List.of(now.summary(texts, labels)));
      int unread = now.timeline().toTellProperty().get();
      unreadTitle.set(unread == 0 ? "" : texts.say("app.titleUnread", unread, now.title()));
    }
  }
}
