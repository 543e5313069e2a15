package chatter.client.chat.timeline;

import chatter.client.chat.list.RowList;
import chatter.client.chat.message.ChatMessage;
import chatter.client.chat.message.Quote;
import chatter.client.chat.message.UnreadCount;
import chatter.client.ui.TimeLabels;
import chatter.shared.protocol.AccountInfo;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The messages that are loaded, in order, and the rows they make. Stored messages stand by `seq`,
/// what failed behind the message after which it was written, and what waits to be sent at the end.
/// A change recomputes the rows of what it touches and of the neighbour on each side, because only
/// they can begin or end a run by it.
final class TimelineWindow implements UnreadCount.Shown {
  /// A message further away than that says nothing of when its neighbour was written.
  private static final Duration NEAR = Duration.ofDays(1);

  private final List<ChatMessage> messages = new ArrayList<>();

  /// How many rows each message has: its own, and the lines above it.
  private final List<Integer> rowCounts = new ArrayList<>();

  private final RowList<TimelineRow> rows = new RowList<>();
  private final ObservableList<TimelineRow> rowsView =
      FXCollections.unmodifiableObservableList(rows);
  private final TimeLabels labels;
  private final RowMaker maker;
  private final RowWords words;

  /// How many of the messages have a place: stored ones, and failed ones among them.
  private int stored;

  /// All that failed and has a place, whether or not that is loaded.
  private List<ChatMessage> failed = List.of();

  /// What waits to be sent and is shown, with the times of this computer.
  private List<ChatMessage> waiting = List.of();

  private long knownTo;
  private boolean startComplete;
  private boolean endComplete;
  private LocalDate today;
  private ZoneId zone;

  /// @param words says what rows are to show
  TimelineWindow(TimeLabels labels, RowWords words) {
    this.labels = labels;
    this.words = words;
    today = labels.today();
    zone = labels.zone();
    maker = new RowMaker(labels, this::bySeq, words);
  }

  ObservableList<TimelineRow> rows() {
    return rowsView;
  }

  /// How many messages are loaded, those that wait to be sent aside.
  int storedCount() {
    return stored;
  }

  /// The oldest loaded stored `seq`, or 0.
  long firstSeq() {
    for (int i = 0; i < stored; i++) {
      if (messages.get(i).stored()) {
        return messages.get(i).seq();
      }
    }
    return 0;
  }

  /// The newest loaded stored `seq`, or 0.
  long lastSeq() {
    ChatMessage newest = newest();
    return newest == null ? 0 : newest.seq();
  }

  /// The newest stored row; null if none is loaded.
  ChatMessage newest() {
    for (int i = stored - 1; i >= 0; i--) {
      if (messages.get(i).stored()) {
        return messages.get(i);
      }
    }
    return null;
  }

  /// Whether the conversation's first and its newest message are loaded: beyond them nothing is
  /// left out.
  void setComplete(boolean start, boolean end) {
    startComplete = start;
    endComplete = end;
    placeFailed();
  }

  /// All of the outbox that failed.
  void setFailed(List<ChatMessage> nowFailed) {
    failed = nowFailed.stream().filter(message -> message.afterSeq() > 0).toList();
    placeFailed();
  }

  /// Puts what failed where it was written, as far as that is loaded.
  private void placeFailed() {
    boolean any = !failed.isEmpty();
    for (int i = stored - 1; i >= 0; i--) {
      if (!messages.get(i).stored() && !(any && shows(messages.get(i)))) {
        splice(i, i + 1, List.of(), -1);
      }
    }
    for (ChatMessage message : failed) {
      if (belongs(message) && !isPlaced(message)) {
        int at = placeBy(message.place() + 1);
        splice(at, at, List.of(timed(message, at)), 1);
      }
    }
  }

  private boolean shows(ChatMessage placed) {
    return belongs(placed)
        && failed.stream()
            .anyMatch(message ->
                message.key().equals(placed.key()) && message.reason() == placed.reason());
  }

  private boolean isPlaced(ChatMessage message) {
    int end = placeBy(message.place() + 1);
    for (int i = placeBy(message.place()); i < end; i++) {
      if (messages.get(i).key().equals(message.key())) {
        return true;
      }
    }
    return false;
  }

  private boolean belongs(ChatMessage message) {
    long first = firstSeq();
    return (startComplete || (first != 0 && message.afterSeq() >= first))
        && (endComplete || message.afterSeq() < lastSeq());
  }

  private ChatMessage timed(ChatMessage message, int at) {
    return timed(
        message,
        at > 0 ? messages.get(at - 1) : null,
        at < messages.size() ? messages.get(at) : null);
  }

  /// This computer's clock is not the server's: its time is kept between its neighbours', unless
  /// one of them is from another day altogether.
  private static ChatMessage timed(ChatMessage message, ChatMessage before, ChatMessage after) {
    Instant written = message.content().at();
    Instant time = written;
    if (near(after, written) && after.content().at().isBefore(time)) {
      time = after.content().at();
    }
    if (near(before, written) && before.content().at().isAfter(time)) {
      time = before.content().at();
    }
    return time.equals(written) ? message : message.at(time);
  }

  private static boolean near(ChatMessage neighbour, Instant written) {
    return neighbour != null
        && Duration.between(neighbour.content().at(), written).abs().compareTo(NEAR) < 0;
  }

  @Override
  public ChatMessage bySeq(long seq) {
    int at = placeOf(seq);
    return at < stored && messages.get(at).seq() == seq ? messages.get(at) : null;
  }

  List<ChatMessage> pending() {
    return List.copyOf(messages.subList(stored, messages.size()));
  }

  @Override
  public List<ChatMessage> after(long seq) {
    return List.copyOf(messages.subList(placeOf(seq + 1), stored));
  }

  @Override
  public boolean covers(long seq) {
    return endComplete && firstSeq() != 0 && (startComplete || firstSeq() <= seq + 1);
  }

  @Override
  public long knownTo() {
    return knownTo;
  }

  /// A page was added that has all in it up to an entry.
  void knowTo(long seq) {
    knownTo = Math.max(knownTo, seq);
  }

  /// Whether all there is between two rows is loaded.
  boolean coversBetween(long seq, long next) {
    return firstSeq() != 0
        && (startComplete || firstSeq() <= seq + 1)
        && (endComplete || next <= lastSeq());
  }

  /// The first loaded message of somebody else after a `seq`, or 0.
  long firstOfOthersAfter(long seq) {
    for (int i = placeOf(seq + 1); i < stored; i++) {
      if (messages.get(i).isNews() && messages.get(i).stored()) {
        return messages.get(i).seq();
      }
    }
    return 0;
  }

  /// The newest stored rows, ascending, at most so many.
  List<ChatMessage> newest(int most) {
    List<ChatMessage> found = new ArrayList<>();
    for (int i = stored - 1; i >= 0 && found.size() < most; i--) {
      if (messages.get(i).stored()) {
        found.addFirst(messages.get(i));
      }
    }
    return found;
  }

  /// The last loaded message of somebody else before a `seq`; null if none.
  ChatMessage lastOfOthersBefore(long seq) {
    for (int i = placeOf(seq) - 1; i >= 0; i--) {
      if (messages.get(i).isNews() && messages.get(i).stored()) {
        return messages.get(i);
      }
    }
    return null;
  }

  /// The last message of one's own that can be changed, stored or waiting; null if none is loaded.
  ChatMessage lastOwn() {
    for (int i = messages.size() - 1; i >= 0; i--) {
      ChatMessage message = messages.get(i);
      if (message.own() && !message.isNotice() && !message.gone()) {
        return message;
      }
    }
    return null;
  }

  /// Changes a row in place.
  ///
  /// @param key its name; nothing happens if it is not loaded
  void change(Object key, UnaryOperator<ChatMessage> change) {
    waiting = waiting.stream().map(one -> one.key().equals(key) ? change.apply(one) : one).toList();
    for (int i = messages.size() - 1; i >= 0; i--) {
      ChatMessage before = messages.get(i);
      if (before.key().equals(key)) {
        ChatMessage after = change.apply(before);
        if (!after.equals(before)) {
          splice(i, i + 1, List.of(after), 0);
          if (after.stored()) {
            refreshQuotesOf(after.seq());
          }
        }
        return;
      }
    }
  }

  /// What answers a message shows it as it is now.
  private void refreshQuotesOf(long seq) {
    for (int i = 0; i < messages.size(); i++) {
      if (Objects.equals(messages.get(i).content().replyTo(), seq)) {
        splice(i, i + 1, List.of(messages.get(i)), 0);
      }
    }
  }

  /// The number of a stored row by its key; 0 if there is none.
  long seqOf(Object key) {
    return messages.subList(0, stored).stream()
        .filter(message -> message.key().equals(key))
        .mapToLong(ChatMessage::seq)
        .findFirst()
        .orElse(0);
  }

  /// All rows, those that wait too.
  List<ChatMessage> all() {
    return List.copyOf(messages);
  }

  /// Shows the run of a notice whole.
  void expand(long seq) {
    int at = placeOf(seq);
    if (at < stored && messages.get(at).seq() == seq) {
      maker.expand(seq);
      splice(at, at + 1, List.of(messages.get(at)), 0);
    }
  }

  /// Adds stored messages, each once, given in ascending order of `seq`. One that was pending
  /// leaves the end for its place.
  void addStored(List<ChatMessage> fresh) {
    List<ChatMessage> missing = new ArrayList<>();
    for (ChatMessage message : fresh) {
      if (bySeq(message.seq()) == null && !store(message)) {
        missing.add(message);
      }
    }
    int from = 0;
    while (from < missing.size()) {
      int at = placeOf(missing.get(from).seq());
      long next = at < stored ? messages.get(at).place() : Long.MAX_VALUE;
      int to = from;
      while (to < missing.size() && missing.get(to).place() < next) {
        to++;
      }
      splice(at, at, missing.subList(from, to), to - from);
      from = to;
    }
    if (!failed.isEmpty()) {
      Set<Object> arrived = new HashSet<>();
      fresh.forEach(message -> arrived.add(message.key()));
      setFailed(failed.stream().filter(message -> !arrived.contains(message.key())).toList());
    }
    if (!waiting.isEmpty()) {
      placeWaiting();
    }
  }

  /// Turns a pending message into a stored one, if it is pending here. The first of those waiting
  /// has its place already, and its row stays.
  boolean store(ChatMessage message) {
    for (int i = stored; i < messages.size(); i++) {
      if (messages.get(i).key().equals(message.key())) {
        boolean inPlace =
            i == stored && (stored == 0 || message.place() > messages.get(stored - 1).place());
        if (inPlace) {
          splice(i, i + 1, List.of(message), 1);
        } else {
          splice(i, i + 1, List.of(), 0);
          int at = placeOf(message.seq());
          splice(at, at, List.of(message), 1);
        }
        waiting = waiting.stream().filter(other -> !other.key().equals(message.key())).toList();
        placeWaiting();
        return true;
      }
    }
    return false;
  }

  /// Sets what waits in the outbox, but for what is known to be stored already.
  void setPending(List<ChatMessage> outbox) {
    Set<Object> known = new HashSet<>();
    messages.subList(0, stored).stream()
        .filter(ChatMessage::stored)
        .forEach(message -> known.add(message.key()));
    waiting =
        outbox.stream()
            .filter(message -> message.afterSeq() == 0 && !known.contains(message.key()))
            .toList();
    placeWaiting();
  }

  /// Puts what waits behind everything stored, and its times with it.
  private void placeWaiting() {
    List<ChatMessage> pending = new ArrayList<>();
    ChatMessage before = stored == 0 ? null : messages.get(stored - 1);
    for (ChatMessage message : waiting) {
      before = timed(message, before, null);
      pending.add(before);
    }
    if (!messages.subList(stored, messages.size()).equals(pending)) {
      splice(stored, messages.size(), pending, 0);
    }
  }

  /// Forgets all but the oldest so many stored messages.
  void keepOldest(int count) {
    if (stored > count) {
      splice(count, stored, List.of(), count - stored);
      placeFailed();
    }
  }

  /// Forgets all but the newest so many stored messages.
  void keepNewest(int count) {
    if (stored > count) {
      splice(0, stored - count, List.of(), count - stored);
      placeFailed();
    }
  }

  /// Forgets all stored messages.
  void clear() {
    splice(0, stored, List.of(), -stored);
    knownTo = 0;
    maker.forgetQuotes();
  }

  /// Puts the unread line above the first message of somebody else from this `seq` on; 0 takes it
  /// away.
  void setUnreadFrom(long seq) {
    long old = maker.unreadFrom();
    if (seq != old) {
      maker.setUnreadFrom(seq);
      refresh(old);
      refresh(seq);
    }
  }

  long unreadFrom() {
    return maker.unreadFrom();
  }

  private void refresh(long seq) {
    int at = placeOf(seq);
    if (seq != 0 && at < stored) {
      splice(at, at + 1, List.of(messages.get(at)), 0);
    }
  }

  /// Names days and times anew if today is another day than before, or the reader in another zone.
  void refreshDays() {
    if (!labels.today().equals(today) || !labels.zone().equals(zone)) {
      today = labels.today();
      zone = labels.zone();
      remap(UnaryOperator.identity());
    }
  }

  /// Changes messages in place.
  void remap(UnaryOperator<ChatMessage> change) {
    waiting = waiting.stream().map(change).toList();
    List<ChatMessage> changed = messages.stream().map(change).toList();
    splice(0, messages.size(), changed, 0);
  }

  /// A quoted message could not be fetched: it is unknown again, and will be asked for again.
  void forgetQuote(long seq) {
    addQuote(Quote.unknown(seq));
  }

  /// Somebody is seen in a row.
  void seen(AccountInfo who) {
    words.seen(who);
  }

  /// Makes known how a quoted message is that cannot be shown, or not yet.
  void addQuote(Quote quote) {
    addQuote(quote, null);
  }

  /// Makes known a quoted message that is not loaded.
  ///
  /// @param body what it says, as it is stored; null if that is not known
  void addQuote(Quote quote, String body) {
    maker.know(quote, body);
    refreshQuotesOf(quote.seq());
  }

  /// The quoted messages that are neither loaded nor fetched.
  List<Long> unknownQuotes() {
    return rows.stream()
        .filter(row -> row instanceof MessageRow m && m.quote() != null && m.quote().name() == null)
        .map(row -> ((MessageRow) row).quote().seq())
        .distinct()
        .toList();
  }

  /// The index of the first stored message with this `seq` or a later one.
  private int placeOf(long seq) {
    return placeBy(seq > Long.MAX_VALUE / 2 ? Long.MAX_VALUE : 2 * seq);
  }

  /// The index of the first message that stands at this place or behind it.
  private int placeBy(long place) {
    int low = 0;
    int high = stored;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (messages.get(middle).place() < place) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private void splice(int from, int to, List<ChatMessage> fresh, int storedChange) {
    int low = Math.max(0, from - 1);
    int high = Math.min(messages.size(), to + 1);
    // A run of notices shows as one.
    while (low > 0 && maker.joinedNotices(messages.get(low - 1), messages.get(low))) {
      low--;
    }
    while (high > 0
        && high < messages.size()
        && maker.joinedNotices(messages.get(high - 1), messages.get(high))) {
      high++;
    }
    int rowFrom = rowsBefore(low);
    int rowTo = rowFrom + rowsIn(low, high);
    List<ChatMessage> replaced = messages.subList(from, to);
    replaced.clear();
    replaced.addAll(fresh);
    stored += storedChange;
    int newHigh = high + fresh.size() - (to - from);
    List<TimelineRow> made = new ArrayList<>();
    List<Integer> counts = new ArrayList<>();
    for (int i = low; i < newHigh; i++) {
      int madeBefore = made.size();
      ChatMessage before = i == 0 ? null : messages.get(i - 1);
      ChatMessage after = i + 1 == messages.size() ? null : messages.get(i + 1);
      if (messages.get(i).isNotice()) {
        maker.addNotice(before, messages.get(i), runOf(i), made);
      } else {
        maker.addRows(before, messages.get(i), after, made);
      }
      counts.add(made.size() - madeBefore);
    }
    List<Integer> countsThere = rowCounts.subList(low, high);
    countsThere.clear();
    countsThere.addAll(counts);
    rows.splice(rowFrom, rowTo, made);
  }

  private List<ChatMessage> runOf(int index) {
    int from = index;
    int to = index + 1;
    while (from > 0 && maker.joinedNotices(messages.get(from - 1), messages.get(from))) {
      from--;
    }
    while (to < messages.size() && maker.joinedNotices(messages.get(to - 1), messages.get(to))) {
      to++;
    }
    return messages.subList(from, to);
  }

  private int rowsBefore(int index) {
    return rowsIn(0, index);
  }

  private int rowsIn(int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      count += rowCounts.get(i);
    }
    return count;
  }
}
