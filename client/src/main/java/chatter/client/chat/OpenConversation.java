package chatter.client.chat;

import chatter.client.chat.composer.ComposerViewModel;
import chatter.client.chat.file.FilesPanelViewModel;
import chatter.client.chat.timeline.TimelineViewModel;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.ServerEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.util.Subscription;

/// A conversation that is open, or was a moment ago and is held: what of it is loaded and where the
/// reader is in it, what is being written, who is typing, and who is known to belong to it. Whoever
/// opens it closes it. JavaFX application thread only.
public final class OpenConversation implements AutoCloseable {
  private final ConversationState state;
  private final Supplier<String> title;
  private final TimelineViewModel timeline;
  private final ComposerViewModel composer;
  private final TypingTracker typing;
  private final Pins pins;
  private final Map<Long, AccountInfo> members = new LinkedHashMap<>();
  private final Attendance attendance = new Attendance();
  private final Subscription watching;
  private FilesPanelViewModel files;

  /// @param title what stands above it
  /// @param onSummary runs whenever its summary may have changed
  OpenConversation(
      ConversationState state,
      Supplier<String> title,
      TimelineViewModel timeline,
      ComposerViewModel composer,
      TypingTracker typing,
      Pins pins,
      Runnable onSummary) {
    this.state = state;
    this.title = title;
    this.timeline = timeline;
    this.composer = composer;
    this.typing = typing;
    this.pins = pins;
    if (state.info().people() != null) {
      know(state.info().people());
      attendance.answered(attendance.ask(), state.info().people(), true);
    }
    watching = timeline.whenSummaryChanges(onSummary);
  }

  public long id() {
    return state.id();
  }

  /// What stands above it.
  public String title() {
    return title.get();
  }

  /// What is known of it; changes when it is called otherwise, starred, archived and so on.
  public ReadOnlyObjectProperty<ConversationInfo> infoProperty() {
    return state.infoProperty();
  }

  public ConversationInfo info() {
    return state.info();
  }

  public TimelineViewModel timeline() {
    return timeline;
  }

  public ComposerViewModel composer() {
    return composer;
  }

  TypingTracker typing() {
    return typing;
  }

  /// What is pinned in it.
  public Pins pins() {
    return pins;
  }

  /// Those who are known to belong to it; there may be more.
  List<AccountInfo> members() {
    return List.copyOf(members.values());
  }

  /// Whether somebody is known to belong to it.
  boolean belongs(long account) {
    Set<Long> all = attendance.belonging();
    return members.containsKey(account) || (all != null && all.contains(account));
  }

  /// Who belongs to it, all of them, where that is worth knowing.
  Attendance attendance() {
    return attendance;
  }

  void know(List<AccountInfo> belonging) {
    belonging.forEach(one -> members.put(one.id(), one));
  }

  /// What was shared in it; made when it is first asked for.
  FilesPanelViewModel files(Supplier<FilesPanelViewModel> make) {
    if (files == null) {
      files = make.get();
    }
    return files;
  }

  /// Nothing is known of it any more but what will be loaded.
  void reset() {
    timeline.reset();
    if (files != null) {
      files.outdate();
    }
  }

  /// An entry came, and is counted already.
  void came(ServerEvent.Entry entry, boolean live) {
    timeline.came(entry, live);
    if (files != null) {
      files.came(entry);
    }
    switch (entry) {
      case ServerEvent.MessagePosted message -> typing.posted(message.sender().id());
      case ServerEvent.MembersChanged change -> {
        know(change.joined());
        change.left().forEach(one -> members.remove(one.id()));
      }
      case ServerEvent.MessagePinned _, ServerEvent.MessageDeleted _, ServerEvent.MessageEdited _ ->
          pins.came(entry);
      case ServerEvent.ReactionChanged _, ServerEvent.ConversationChanged _ -> {}
    }
  }

  /// Whether somebody's names have to be said anew.
  void namesChanged() {
    timeline.namesChanged();
    pins.namesChanged();
  }

  /// Somebody changed name or picture.
  void accountChanged(AccountInfo account) {
    members.computeIfPresent(account.id(), (_, _) -> account);
    timeline.accountChanged(account);
    if (files != null) {
      files.accountChanged(account);
    }
  }

  /// Time passes.
  void tick(Instant now) {
    composer.tick(now);
    typing.tick(now);
    timeline.tick(now);
  }

  /// Saves what is being written, and tells nobody of changes any more.
  @Override
  public void close() {
    composer.saveDraft();
    watching.unsubscribe();
  }
}
