package chatter.client.chat.composer;

import chatter.client.chat.message.ChatMessage;
import chatter.client.chat.message.Quote;
import chatter.client.net.ChatSession;
import chatter.client.net.http.HistoryQuery;
import chatter.client.net.outbox.MessageRef;
import chatter.client.net.outbox.OutboxChange;
import chatter.client.net.outbox.OutboxException;
import chatter.client.ui.Texts;
import chatter.shared.limits.Limits;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.text.Mentions;
import chatter.shared.text.MessageText;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.ListChangeListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is being written in one conversation. The text leaves the field only when the outbox has it
/// on disk. JavaFX application thread only.
public final class ComposerViewModel {
  private static final Logger LOG = LoggerFactory.getLogger(ComposerViewModel.class);
  private static final int COUNTER_FROM = 500;
  private static final Duration SAVE_AFTER_PAUSE = Duration.ofSeconds(1);
  private static final Duration SAVE_AT_LEAST = Duration.ofSeconds(5);

  private final ChatSession session;
  private final long conversation;
  private final Texts texts;
  private final Drafts drafts;
  private final Runnable onSending;
  private final Consumer<Throwable> onError;
  private final Runnable onReplyGone;
  private final ChosenFiles files;
  private final StringProperty draft = new SimpleStringProperty("");
  private final ReadOnlyObjectWrapper<Quote> reply = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyStringWrapper counter = new ReadOnlyStringWrapper("");
  private final ReadOnlyBooleanWrapper tooLong = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper sendable = new ReadOnlyBooleanWrapper();
  private int limit = Limits.BODY_CODE_POINTS;
  private boolean enterSends = true;
  private Instant changedAt;
  private Instant unsavedSince;

  /// Whether it is to be sent as soon as its files are copied.
  private boolean sendWhenCopied;

  private final MentionCompletion completion;
  private final MentionCompletion.Source people;
  private final ReadOnlyObjectWrapper<List<AccountInfo>> missing =
      new ReadOnlyObjectWrapper<>(List.of());
  private final LongFunction<String> names;
  private final ReadOnlyObjectWrapper<Editing> editing = new ReadOnlyObjectWrapper<>();
  private List<MentionField.Pick> picks = List.of();

  /// What was in the field before a message began to be changed.
  private MentionField.Written aside = new MentionField.Written("", List.of());

  /// Whether the field is being filled, so that it is not the writer who types.
  private boolean filling;

  /// @param people who can be mentioned
  /// @param names what an account is called; null if that is not known
  /// @param onSending runs when a message was put into the outbox
  /// @param onError told when the disk refused it; the text is still there
  /// @param onReplyGone told when what was being answered is not there any more
  /// @param ui runs what follows from the copying of files
  public ComposerViewModel(
      ChatSession session,
      long conversation,
      Texts texts,
      Drafts drafts,
      MentionCompletion.Source people,
      LongFunction<String> names,
      Runnable onSending,
      Consumer<Throwable> onError,
      Runnable onReplyGone,
      Executor ui) {
    files = new ChosenFiles(session, texts, ui);
    files.list().addListener((ListChangeListener<ChosenFile>) _ -> filesChanged());
    this.session = session;
    this.conversation = conversation;
    this.texts = texts;
    this.drafts = drafts;
    this.onSending = onSending;
    this.onError = onError;
    this.onReplyGone = onReplyGone;
    this.names = names;
    this.people = people;
    completion = new MentionCompletion(people, this::accepted);
    draft.set(drafts.load(conversation));
    reply.set(drafts.loadReply(conversation));
    picks = picksOf(drafts.loadPart(conversation, Drafts.Part.PICKS));
    draft.subscribe((_, text) -> edited(text));
    reply.subscribe((_, answered) -> drafts.saveReply(conversation, answered));
    reopenEdit(drafts.loadPart(conversation, Drafts.Part.EDIT));
    measure();
  }

  private static List<MentionField.Pick> picksOf(String kept) {
    return kept.lines()
        .filter(line -> line.matches("[0-9]{1,15} .+"))
        .map(line -> {
          int blank = line.indexOf(' ');
          return new MentionField.Pick(
              Long.parseLong(line.substring(0, blank)), line.substring(blank + 1));
        })
        .toList();
  }

  private String keptPicks() {
    return picks.stream()
        .map(pick -> pick.id() + " " + pick.name())
        .collect(Collectors.joining("\n"));
  }

  /// An edit that was open when the program ended.
  private void reopenEdit(String kept) {
    String[] lines = kept.split("\n", 4);
    if (lines.length < 4 || !lines[0].matches("[0-9]{1,15}")) {
      return;
    }
    try {
      long seq = Long.parseLong(lines[0]);
      MessageRef message =
          seq > 0
              ? MessageRef.stored(seq, lines[2].isEmpty() ? null : Instant.parse(lines[2]))
              : MessageRef.waiting(lines[1]);
      begin(new Editing(message, ""), lines[3]);
    } catch (DateTimeParseException e) {
      LOG.warn("An edit that was kept makes no sense, and is forgotten ({})", e.getMessage());
    }
  }

  private String keptEdit() {
    Editing now = editing.get();
    if (now == null) {
      return "";
    }
    MessageRef message = now.message();
    return String.join(
        "\n",
        Long.toString(message.seq()),
        message.waiting() == null ? "" : message.waiting(),
        message.at() == null ? "" : message.at().toString(),
        MentionField.body(draft.get(), picks));
  }

  /// Whom an `@` may mean.
  public MentionCompletion completion() {
    return completion;
  }

  /// The text or the caret moved. Behind somebody who was chosen nobody is offered.
  void caretMoved(int caret) {
    completion.caretMoved(mentionBeside(caret, true).isPresent() ? "" : draft.get(), caret);
  }

  /// The mention that ends at a place in the field, or begins there.
  ///
  /// @param before whether what stands before the place is meant
  Optional<MentionField.Span> mentionBeside(int place, boolean before) {
    return MentionField.spans(draft.get(), picks).stream()
        .filter(span -> (before ? span.to() : span.from()) == place)
        .findFirst();
  }

  /// The mention that a place in the field is within.
  Optional<MentionField.Span> mentionAround(int place) {
    return MentionField.spans(draft.get(), picks).stream()
        .filter(span -> span.from() < place && place < span.to())
        .findFirst();
  }

  /// Those who were mentioned in what was sent last and do not belong to the conversation, but can
  /// be added; empty once that was decided.
  public ReadOnlyObjectProperty<List<AccountInfo>> missingProperty() {
    return missing.getReadOnlyProperty();
  }

  /// Adds them.
  public void addMissing() {
    List<AccountInfo> wanted = missing.get();
    missing.set(List.of());
    people.add(wanted);
  }

  /// Adds nobody.
  public void forgetMissing() {
    missing.set(List.of());
  }

  private void accepted(MentionCompletion.Candidate chosen) {
    picks =
        MentionField.with(
            draft.get(),
            picks,
            new MentionField.Pick(chosen.id(), chosen.name()),
            completion.anchor());
  }

  /// The message whose text is being changed; null if it is a new one that is written.
  public ReadOnlyObjectProperty<Editing> editingProperty() {
    return editing.getReadOnlyProperty();
  }

  /// Begins to change the text of a message of one's own; what is in the field comes back
  /// afterwards. An edit that was refused goes on with the text it had.
  public void edit(ChatMessage message) {
    Editing wanted = new Editing(message.ref(), message.content().body());
    if (wanted.equals(editing.get())) {
      return;
    }
    cancelEdit();
    saveDraft();
    ChatMessage.PendingChange change = message.change();
    boolean refused = change != null && change.failed() && change.kind() == OutboxChange.Kind.EDIT;
    begin(wanted, refused ? change.text() : wanted.original());
    saveDraft();
  }

  private void begin(Editing message, String body) {
    aside = new MentionField.Written(draft.get(), picks);
    editing.set(message);
    fill(MentionField.written(body, names));
    unsavedSince = Instant.MAX;
  }

  /// Leaves a message as it was; what was in the field before comes back.
  public void cancelEdit() {
    if (editing.get() != null) {
      editing.set(null);
      fill(aside);
      aside = new MentionField.Written("", List.of());
      unsavedSince = Instant.MAX;
      saveDraft();
      measure();
    }
  }

  private void fill(MentionField.Written written) {
    filling = true;
    try {
      picks = written.picks();
      draft.set(written.text());
    } finally {
      filling = false;
    }
  }

  /// A message that waited was stored: if it is being changed, it is meant by its number now.
  public void stored(String commandId, long seq, Instant at) {
    Editing now = editing.get();
    if (now != null && commandId.equals(now.message().waiting())) {
      editing.set(new Editing(MessageRef.stored(seq, at), now.original()));
    }
  }

  /// Takes back one thing that is begun: who is offered for an `@`, the change of a message, or the
  /// answer to one.
  ///
  /// @return whether there was something
  public boolean escape() {
    if (completion.isOpen()) {
      completion.close();
    } else if (editing.get() != null) {
      cancelEdit();
    } else if (reply.get() != null) {
      cancelReply();
    } else {
      return false;
    }
    return true;
  }

  /// Whether the field is empty and nothing is begun, so that Up may change the last message.
  public boolean isIdle() {
    return draft.get().isEmpty() && editing.get() == null && reply.get() == null;
  }

  /// The text in the field.
  public StringProperty draftProperty() {
    return draft;
  }

  /// The message being answered; null if none.
  public ReadOnlyObjectProperty<Quote> replyProperty() {
    return reply.getReadOnlyProperty();
  }

  /// How much room is left, in words; empty while there is plenty.
  public ReadOnlyStringProperty counterProperty() {
    return counter.getReadOnlyProperty();
  }

  /// Whether the text is longer than a message may be.
  public ReadOnlyBooleanProperty tooLongProperty() {
    return tooLong.getReadOnlyProperty();
  }

  /// Whether there is something that may be sent.
  public ReadOnlyBooleanProperty sendableProperty() {
    return sendable.getReadOnlyProperty();
  }

  /// The longest message the server takes, in code points.
  public void setLimit(int codePoints) {
    limit = codePoints;
    measure();
  }

  /// Whether Enter sends and Shift+Enter begins a new line; otherwise Ctrl+Enter sends.
  public void setEnterSends(boolean sends) {
    enterSends = sends;
  }

  /// Whether Enter with these keys sends.
  public boolean enterSends(boolean shift, boolean shortcut) {
    return shortcut || (enterSends && !shift);
  }

  /// Answers a message.
  public void replyTo(Quote quote) {
    reply.set(quote);
  }

  /// Answers none after all.
  public void cancelReply() {
    reply.set(null);
  }

  /// Makes sure that the number of what is being answered means that message, after a restart or
  /// when the server was restored from a backup: otherwise it is an answer to nothing.
  ///
  /// @param ui runs what follows from the server's answer
  public void checkReply(Executor ui) {
    Quote asked = reply.get();
    if (asked == null || asked.sentAt() == null) {
      return;
    }
    var _ =
        session
            .history(conversation, new HistoryQuery.Around(asked.seq(), 1))
            .thenAcceptAsync(
                page -> {
                  boolean there =
                      page.messages().stream()
                          .anyMatch(message ->
                              message.seq() == asked.seq()
                                  && message.sentAt().equals(asked.sentAt()));
                  if (!there && asked.equals(reply.get())) {
                    reply.set(null);
                    onReplyGone.run();
                  }
                },
                ui);
  }

  /// The files chosen for the message.
  public ChosenFiles files() {
    return files;
  }

  /// The largest file the server takes; null for any.
  public void setFileLimit(Long bytes) {
    files.setLimit(bytes);
  }

  private void filesChanged() {
    measure();
    if (sendWhenCopied && !files.copying()) {
      sendWhenCopied = false;
      send();
    }
  }

  /// Puts the text into the outbox and empties the field, unless it is empty or too long.
  public void send() {
    if (!sendable.get()) {
      return;
    }
    completion.close();
    if (editing.get() != null) {
      sendEdit();
      return;
    }
    if (files.copying()) {
      sendWhenCopied = true;
      return;
    }
    String body = body();
    try {
      Quote answered = reply.get();
      session.send(
          conversation,
          body,
          answered == null ? null : answered.seq(),
          answered == null ? null : answered.sentAt(),
          files.kept());
    } catch (OutboxException refused) {
      onError.accept(refused);
      return;
    }
    files.sent();
    reply.set(null);
    picks = List.of();
    draft.set("");
    saveDraft();
    missing.set(people.missing(Mentions.in(body)));
    onSending.run();
  }

  /// Puts a text that was written elsewhere below what is in the field, and keeps it. While a
  /// message is being changed, it is there afterwards.
  ///
  /// @param text as it is in the field, where nobody was chosen
  public void add(String text) {
    if (editing.get() == null) {
      fill(new MentionField.Written(below(draft.get(), text), picks));
      unsavedSince = Instant.MAX;
      saveDraft();
    } else {
      aside = new MentionField.Written(below(aside.text(), text), aside.picks());
      drafts.save(conversation, aside.text());
    }
  }

  /// A draft with a text below it.
  public static String below(String draft, String text) {
    return draft.isBlank() ? text : draft + "\n" + text;
  }

  /// What would be sent.
  String body() {
    return MessageText.of(MentionField.body(draft.get(), picks));
  }

  private void sendEdit() {
    String body = body();
    try {
      if (!body.equals(editing.get().original())) {
        session.edit(conversation, editing.get().message(), body);
      }
    } catch (OutboxException refused) {
      onError.accept(refused);
      return;
    }
    cancelEdit();
  }

  private void edited(String text) {
    sendWhenCopied = false;
    measure();
    if (filling) {
      return;
    }
    session.setTyping(conversation, !text.isBlank());
    changedAt = null;
    if (unsavedSince == null) {
      unsavedSince = Instant.MAX;
    }
  }

  private void measure() {
    String body = body();
    int left = limit - Limits.codePoints(body);
    tooLong.set(left < 0);
    boolean something = !body.isEmpty() || (editing.get() == null && !files.list().isEmpty());
    sendable.set(something && left >= 0);
    counter.set(
        left < 0
            ? texts.say("composer.over", -left)
            : left <= COUNTER_FROM ? texts.say("composer.left", left) : "");
  }

  /// Time passes: saves the draft after a pause in typing, and now and then while there is none.
  public void tick(Instant now) {
    if (unsavedSince == null) {
      return;
    }
    if (unsavedSince.equals(Instant.MAX)) {
      unsavedSince = now;
    }
    if (changedAt == null) {
      changedAt = now;
    }
    if (!now.isBefore(changedAt.plus(SAVE_AFTER_PAUSE))
        || !now.isBefore(unsavedSince.plus(SAVE_AT_LEAST))) {
      saveDraft();
    }
  }

  /// Saves the draft at once, if it has changed.
  public void saveDraft() {
    if (unsavedSince != null) {
      unsavedSince = null;
      drafts.savePart(conversation, Drafts.Part.EDIT, keptEdit());
      if (editing.get() == null) {
        drafts.save(conversation, draft.get());
        drafts.savePart(conversation, Drafts.Part.PICKS, keptPicks());
      }
    }
  }
}
