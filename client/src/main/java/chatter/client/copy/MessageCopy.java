package chatter.client.copy;

import chatter.client.copy.CopyStore.Stored;
import chatter.client.copy.FillOrder.Fillable;
import chatter.client.copy.Spans.Span;
import chatter.client.net.ConnectionState;
import chatter.client.net.HistoryCopy;
import chatter.client.net.PictureCache;
import chatter.client.net.SearchRequest;
import chatter.client.net.SessionEvent;
import chatter.client.net.http.HistoryQuery;
import chatter.shared.api.HistoryPage;
import chatter.shared.api.SearchResponse;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.ConversationKind;
import chatter.shared.protocol.LastRow;
import chatter.shared.protocol.PresenceInfo;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.search.SearchException;
import chatter.shared.search.SearchScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/// A copy of what one account may read at one server, as far as it was seen, in a file that only
/// its owner can read: what there is to read while the server is away.
///
/// Everything in a current span is as of its conversation's cursor, the newest entry that was
/// applied; both are written together. A page of history that is as of another entry is brought to
/// the cursor first, or waits until the entries before it have come.
///
/// Whatever goes wrong here is only missing at the next start: it is logged, and nobody else hears
/// of it. Safe for any thread; the file is used on a thread of the copy's own, in the order of the
/// calls.
public final class MessageCopy implements HistoryCopy, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MessageCopy.class);

  /// So many of the newest entries are at hand, to be applied to pages that do not have them.
  private static final int RECENT_ENTRIES = 1_000;

  /// So many pages wait for the entries before them.
  private static final int MOST_WAITING = 16;

  /// At most so much is done between two commits.
  private static final int TOGETHER = 200;

  /// After so many rows it is looked whether there are too many, and so many go at a time.
  private static final int LOOK_AFTER = 256;

  /// So often at a time when a smaller size was chosen, so that nobody waits for all of it.
  private static final int DROPS_AT_ONCE = 16;

  /// So many pages of the file are given back at a time.
  private static final int PAGES_AT_ONCE = 512;

  /// One part of so many stays free for what comes: what is fetched ahead never drives out what is
  /// there.
  private static final int RESERVED_PART = 10;

  /// A picture that is longer is not kept, in bytes.
  private static final int LONGEST_PICTURE = 256 * 1024;

  /// One part of so many is for pictures at most.
  private static final int PICTURES_PART = 4;

  /// So many pictures go at a time.
  private static final int PICTURES_AT_ONCE = 64;

  /// Nothing is fetched ahead onto a disk that has less free, in bytes: as much as the server
  /// leaves.
  private static final long LEFT_ON_DISK = 500_000_000;

  /// What could not be asked for again in this time is dropped as soon as the server is there.
  private static final Duration UNSURE_AT_MOST = Duration.ofHours(24);

  private static final long CLOSE_WITHIN_SECONDS = 5;

  /// Whose folder a copy has in hand: whoever signs in again waits until what was there before is
  /// taken away. As many as there are accounts on this computer.
  private static final Map<Path, Semaphore> FOLDERS = new ConcurrentHashMap<>();

  private static final String EPOCH = "epoch";
  private static final String HEARD = "heard";
  private static final String SHOWN = "shown";
  private static final String UNSURE_SINCE = "unsureSince";

  /// What was known when the program ended.
  ///
  /// @param conversations those one belonged to
  /// @param shown the one that was shown; 0 if none was
  /// @param asOf when the server was heard last; null if it never was
  public record Known(List<ConversationInfo> conversations, long shown, Instant asOf) {
    /// Of a copy in which there is nothing.
    public static final Known NOTHING = new Known(List.of(), 0, null);

    public Known {
      conversations = List.copyOf(conversations);
    }
  }

  /// How far a conversation is.
  private static final class Progress {
    private long cursor;

    /// The newest entry that is not at hand any more: a page of before cannot be brought up to
    /// date.
    private long forgotten;

    /// The newest entry there is, as the server told last.
    private long told;

    /// Whether the session goes on at the cursor, and does not begin where the server is.
    private boolean resumed;

    private ConversationInfo info;
    private boolean removed;

    private Progress(ConversationInfo info, long cursor, boolean resumed) {
      this.info = info;
      this.resumed = resumed;
      begin(cursor);
    }

    private void begin(long at) {
      cursor = at;
      forgotten = at;
      told = at;
    }
  }

  /// A page that is newer than its conversation's cursor.
  private record Waiting(Progress progress, HistoryQuery query, HistoryPage page) {}

  private final CopyFile file;
  private final Semaphore mine;
  private final long account;
  private final RowFold fold;
  private final Clock clock;
  private final LongSupplier usableBytes;
  private final ThreadPoolExecutor thread;
  private final CompletableFuture<Known> known = new CompletableFuture<>();
  private final CompletableFuture<Standing> standing = new CompletableFuture<>();

  /// How often was searched: only the last counts.
  private final AtomicInteger searches = new AtomicInteger();

  // What follows is used on the copy's thread only.
  private final Map<Long, Progress> conversations = new HashMap<>();
  private final Deque<ServerEvent.Entry> recent = new ArrayDeque<>();
  private final Deque<Waiting> waiting = new ArrayDeque<>();

  /// Who was told since the last welcome by their names: a page that was on its way may have older
  /// ones.
  private final Map<Long, AccountInfo> named = new HashMap<>();

  private String epoch;
  private boolean connected;
  private int uncommitted;
  private int put;

  /// Whether what is in the file is being made fit a smaller size.
  private boolean shrinking;

  /// Since when there is something that is not sure any more; null if there is nothing.
  private Instant unsureSince;

  /// How much is to be kept; 0 for nothing.
  private volatile long mostBytes;

  /// Whether nothing is to be kept any more.
  private volatile boolean discarded;

  /// Null before it is open, and after it turned out to be unusable. In memory while nothing is to
  /// be kept, for how far the conversations are; then no rows are in it.
  private CopyStore store;

  private boolean inMemory;
  private FillOrder order;

  /// Something to be done with the file.
  private interface Task {
    void run() throws SQLException, IOException;
  }

  /// Something to be read from the file.
  private interface Question<T> {
    T ask() throws SQLException;
  }

  /// Begins to open the file.
  ///
  /// @param folder the account's folder
  /// @param account whose it is
  /// @param clock tells when the server was heard
  /// @param mostBytes how large the file may become, about; 0 to keep nothing
  public MessageCopy(Path folder, long account, RowFold fold, Clock clock, long mostBytes) {
    this(folder, account, fold, clock, mostBytes, () -> usableBytes(folder));
  }

  /// @param usableBytes how much the disk can still take
  MessageCopy(
      Path folder,
      long account,
      RowFold fold,
      Clock clock,
      long mostBytes,
      LongSupplier usableBytes) {
    this(folder, new CopyFile(folder), account, fold, clock, mostBytes, usableBytes);
  }

  /// @param file the one in that folder
  MessageCopy(
      Path folder,
      CopyFile file,
      long account,
      RowFold fold,
      Clock clock,
      long mostBytes,
      LongSupplier usableBytes) {
    this.mostBytes = mostBytes;
    this.usableBytes = usableBytes;
    this.file = file;
    mine = hold(folder);
    this.account = account;
    this.fold = fold;
    this.clock = clock;
    thread =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("chatter-copy").factory(),
            // What is asked after the end is asked by nobody who still looks.
            new ThreadPoolExecutor.DiscardPolicy());
    thread.execute(this::open);
  }

  private static Semaphore hold(Path folder) {
    return FOLDERS.computeIfAbsent(folder.toAbsolutePath().normalize(), _ -> new Semaphore(1));
  }

  private void open() {
    mine.acquireUninterruptibly();
    Known found = Known.NOTHING;
    Standing where = new Standing(null, Map.of());
    try {
      use(mostBytes > 0);
      epoch = store.meta(EPOCH).orElse(null);
      Map<Long, Long> cursors = new HashMap<>();
      List<ConversationInfo> infos = new ArrayList<>();
      for (Stored one : store.conversations().values()) {
        long id = one.info().id();
        // Of one of which nothing is known, there is nothing to bring up to date.
        boolean resumed = store.spans(id).anyCurrent();
        conversations.put(id, new Progress(one.info(), one.cursor(), resumed));
        infos.add(one.info());
        if (resumed) {
          cursors.put(id, one.cursor());
        }
      }
      Known read = new Known(infos, store.meta(SHOWN).map(Long::parseLong).orElse(0L), time(HEARD));
      unsureSince = time(UNSURE_SINCE);
      store.commit();
      found = read;
      where = new Standing(epoch, cursors);
    } catch (SQLException | IOException | RuntimeException | LinkageError e) {
      // A LinkageError if SQLite's library cannot be loaded here.
      conversations.clear();
      epoch = null;
      failed(e);
    } finally {
      // The session waits for it.
      known.complete(found);
      standing.complete(where);
    }
  }

  private Instant time(String key) throws SQLException {
    return store.meta(key).map(at -> Instant.ofEpochMilli(Long.parseLong(at))).orElse(null);
  }

  /// Takes the file into use, or takes it away and does without.
  private void use(boolean disk) throws SQLException, IOException {
    if (!disk) {
      file.erase();
    }
    store = disk ? file.open() : CopyFile.inMemory();
    order = new FillOrder(store);
    inMemory = !disk;
    shrink();
  }

  /// What was known when the program ended, once the disk is read; never fails. Whoever waits for
  /// it hears of it before the session says `hello`, and so before the server says anything.
  public CompletableFuture<Known> known() {
    return known.copy();
  }

  @Override
  public Standing standing() {
    return standing.join();
  }

  private void execute(Task task) {
    thread.execute(() -> {
      if (store == null || discarded) {
        return;
      }
      try {
        task.run();
        uncommitted++;
        if (put >= LOOK_AFTER) {
          put = 0;
          makePicturesFit();
          dropOldest(Integer.MAX_VALUE);
        }
        commitIfIdle();
      } catch (SQLException | IOException | RuntimeException e) {
        failed(e);
      }
    });
  }

  /// How much the disk can still take; nothing if it does not say.
  private static long usableBytes(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      LOG.info("It is not known how much the disk can take: {}", e.toString());
      return 0;
    }
  }

  /// Keeps as much from now on: if that is less than there is, the oldest goes; if it is nothing,
  /// all is taken away from the disk; if it was nothing, it begins anew. Does not wait for it.
  ///
  /// @param bytes how large the file may become, about; 0 to keep nothing
  public void setMostBytes(long bytes) {
    mostBytes = bytes;
    thread.execute(() -> {
      if (store == null && bytes == 0) {
        erase();
      }
    });
    execute(() -> {
      if (inMemory == (bytes > 0)) {
        move(bytes > 0);
      } else {
        shrink();
      }
    });
  }

  /// Goes on with how far the conversations are, and nothing that was said in them.
  private void move(boolean disk) throws SQLException, IOException {
    closeStore();
    if (disk) {
      file.erase();
    }
    use(disk);
    if (epoch != null) {
      store.setMeta(EPOCH, epoch);
    }
    if (connected) {
      store.setMeta(HEARD, Long.toString(clock.millis()));
    }
    for (Progress one : conversations.values()) {
      store.putConversation(one.info, one.cursor);
    }
    for (AccountInfo one : named.values()) {
      store.learn(one);
    }
    unsureSince = null;
    waiting.clear();
  }

  /// Makes the file fit, in steps, so that a page that is asked for meanwhile does not wait for all
  /// of it.
  private void shrink() {
    shrinking = true;
    execute(() -> {
      shrinking =
          !inMemory
              && (dropPictures()
                  || (store.bytes() > mostBytes && dropOldest(DROPS_AT_ONCE))
                  || (store.fileBytes() > mostBytes && store.shorten(PAGES_AT_ONCE)));
      if (shrinking) {
        commit();
        shrink();
      }
    });
  }

  /// How much is kept on the disk, in bytes, after what was asked for before is done; never fails.
  public CompletableFuture<Long> bytes() {
    return read(() -> !shrinking, () -> inMemory ? 0 : store.bytes(), -1L)
        .thenApply(bytes -> bytes < 0 ? onDisk() : bytes);
  }

  /// Of a file that cannot be used.
  private long onDisk() {
    try {
      return file.bytes();
    } catch (IOException e) {
      LOG.warn("Nobody knows how large the copy of the conversations is", e);
      return 0;
    }
  }

  /// Pictures go before words do, those that were not used for longest first.
  ///
  /// @return whether some went
  private boolean dropPictures() throws SQLException {
    long over =
        Math.max(store.pictureBytes() - mostBytes / PICTURES_PART, store.bytes() - mostBytes);
    // With some room for the next ones: whatever goes has the log emptied.
    return over > 0
        && store.dropPictures(over + mostBytes / PICTURES_PART / RESERVED_PART, PICTURES_AT_ONCE);
  }

  private void makePicturesFit() throws SQLException {
    // To become smaller it has steps of its own.
    boolean dropped = !shrinking && mostBytes > 0;
    while (dropped) {
      dropped = dropPictures();
    }
  }

  /// @param most so often at most
  /// @return whether something went
  private boolean dropOldest(int most) throws SQLException {
    for (int times = 0; times < most && store.bytes() > mostBytes; times++) {
      long oldest = Long.MAX_VALUE;
      long of = 0;
      for (long id : conversations.keySet()) {
        OptionalLong at = store.oldest(id);
        if (at.isPresent() && at.getAsLong() < oldest) {
          oldest = at.getAsLong();
          of = id;
        }
      }
      if (of == 0) {
        return times > 0;
      }
      store.dropFirst(of, LOOK_AFTER);
    }
    return true;
  }

  private void commitIfIdle() throws SQLException, IOException {
    if (uncommitted >= TOGETHER || (uncommitted > 0 && thread.getQueue().isEmpty())) {
      commit();
    }
  }

  private void commit() throws SQLException, IOException {
    uncommitted = 0;
    store.commit();
  }

  /// The file cannot be used. What was committed is as good as it was, unless it is damaged.
  private void failed(Throwable failure) {
    // Not what a parser says: it quotes what people wrote.
    String reason =
        failure instanceof JacksonException
            ? failure.getClass().getSimpleName()
            : failure.toString();
    LOG.warn("The copy of the conversations cannot be used: {}", reason);
    boolean damaged = isDamage(failure);
    closeStore();
    if (damaged) {
      erase();
    }
  }

  private static boolean isDamage(Throwable failure) {
    return failure instanceof JacksonException
        || failure instanceof IllegalArgumentException
        || (failure instanceof SQLException e && CopyFile.isDamage(e));
  }

  private void closeStore() {
    try {
      if (store != null) {
        store.close();
      }
    } catch (SQLException | IOException | RuntimeException e) {
      LOG.warn("The copy of the conversations could not be closed", e);
    }
    store = null;
  }

  private void erase() {
    try {
      file.erase();
    } catch (IOException e) {
      LOG.warn("The copy of the conversations could not be taken away", e);
    }
  }

  @Override
  public void heard(SessionEvent event) {
    switch (event) {
      case SessionEvent.Welcomed welcomed -> execute(() -> welcomed(welcomed));
      case SessionEvent.EntryApplied applied -> execute(() -> came(applied.entry()));
      case SessionEvent.ConversationAdded(ConversationInfo info) -> execute(() -> added(info));
      case SessionEvent.ConversationRemoved(long id) -> execute(() -> removed(id));
      case SessionEvent.ConversationReset reset -> execute(() -> reset(reset));
      case SessionEvent.AccountChanged changed ->
          execute(() -> {
            named.put(changed.account().id(), changed.account());
            store.learn(changed.account());
          });
      case SessionEvent.ConnectionChanged changed -> execute(() -> connection(changed.state()));
      case SessionEvent.Presence presence -> execute(() -> here(presence));
      case SessionEvent.MineChanged _,
          SessionEvent.MessageSent _,
          SessionEvent.ChangeSent _,
          SessionEvent.ChangeRefused _,
          SessionEvent.OutboxChanged _,
          SessionEvent.FileProgress _,
          SessionEvent.ReadMoved _,
          SessionEvent.Typing _,
          SessionEvent.NotificationsChanged _,
          SessionEvent.ServerStopping _,
          SessionEvent.Ended _ -> {}
    }
  }

  private void connection(ConnectionState state) throws SQLException {
    boolean now = state == ConnectionState.CATCHING_UP || state == ConnectionState.LIVE;
    if (connected || now) {
      store.setMeta(HEARD, Long.toString(clock.millis()));
    }
    connected = now;
  }

  private void here(SessionEvent.Presence presence) throws SQLException {
    for (PresenceInfo one : presence.accounts()) {
      AccountInfo now = new AccountInfo(one.id(), one.name(), null, one.avatarUrl());
      named.put(now.id(), now);
      store.learn(now);
    }
  }

  private void welcomed(SessionEvent.Welcomed welcomed) throws SQLException {
    if (epoch != null && !epoch.equals(welcomed.epoch())) {
      // Numbers mean other messages.
      store.clear();
      unsureSince = null;
      conversations.values().forEach(one -> one.removed = true);
      conversations.clear();
      waiting.clear();
      recent.clear();
    }
    named.clear();
    named.put(welcomed.account().id(), welcomed.account());
    epoch = welcomed.epoch();
    if (epoch != null) {
      store.setMeta(EPOCH, epoch);
    }
    store.learn(welcomed.account());
    Set<Long> mine =
        welcomed.conversations().stream().map(ConversationInfo::id).collect(Collectors.toSet());
    for (long id : Set.copyOf(conversations.keySet())) {
      if (!mine.contains(id)) {
        removed(id);
      }
    }
    for (ConversationInfo info : welcomed.conversations()) {
      for (AccountInfo one : info.people() == null ? List.<AccountInfo>of() : info.people()) {
        named.put(one.id(), one);
        store.learn(one);
      }
      Progress one = conversations.get(info.id());
      if (one == null || !one.resumed) {
        begin(info);
      } else {
        one.told = Math.max(one.told, info.lastSeq());
        setInfo(one, info);
      }
    }
  }

  /// One that is known from its newest entry on.
  private void begin(ConversationInfo info) throws SQLException {
    Progress one = conversations.get(info.id());
    if (one == null) {
      conversations.put(info.id(), new Progress(info, info.lastSeq(), true));
    } else {
      if (one.cursor != info.lastSeq()) {
        outdate(info.id());
      }
      scrubLast(one.info, info.last());
      one.begin(info.lastSeq());
      one.resumed = true;
      one.info = info;
    }
    store.putConversation(info, info.lastSeq());
  }

  private void setInfo(Progress one, ConversationInfo info) throws SQLException {
    if (!info.equals(one.info)) {
      scrubLast(one.info, info.last());
      one.info = info;
      store.setInfo(info);
    }
  }

  /// What the last message said stays nowhere if it was edited or deleted, or may be later without
  /// a word of it here: of one that is no row here, nobody tells.
  private void scrubLast(ConversationInfo before, LastRow now) throws SQLException {
    LastRow last = before.last();
    if (last != null
        && !last.text().isEmpty()
        && (isLater(now, last)
            ? store.row(before.id(), last.seq()).isEmpty()
            : now == null || !now.text().equals(last.text()))) {
      store.scrub();
    }
  }

  private static boolean isLater(LastRow now, LastRow last) {
    return now != null && now.seq() > last.seq();
  }

  private void outdate(long conversation) throws SQLException {
    Spans spans = store.spans(conversation);
    spans.outdate();
    store.putSpans(conversation, spans);
    if (unsureSince == null && !spans.all().isEmpty()) {
      noteUnsure(clock.instant());
    }
  }

  private void noteUnsure(Instant since) throws SQLException {
    unsureSince = since;
    store.setMeta(UNSURE_SINCE, Long.toString(since.toEpochMilli()));
  }

  private void added(ConversationInfo info) throws SQLException {
    begin(info);
  }

  private void removed(long conversation) throws SQLException {
    Progress one = conversations.remove(conversation);
    if (one != null) {
      one.removed = true;
      store.remove(conversation);
    }
  }

  private void reset(SessionEvent.ConversationReset reset) throws SQLException {
    Progress one = conversations.get(reset.conversation());
    if (one == null) {
      return;
    }
    if (reset.restored()) {
      store.removeRows(reset.conversation());
    } else {
      outdate(reset.conversation());
    }
    one.begin(reset.lastSeq());
    store.setCursor(reset.conversation(), reset.lastSeq());
    settleWaiting(one);
  }

  private void came(ServerEvent.Entry entry) throws SQLException {
    Progress one = conversations.get(entry.conversation());
    if (one == null || entry.seq() <= one.cursor) {
      return;
    }
    remember(entry);
    store.learn(entry.actor());
    if (entry instanceof ServerEvent.Row row) {
      if (!inMemory) {
        put++;
        store.putRow(row);
      }
    } else {
      Optional<ServerEvent.Row> row = store.row(entry.conversation(), messageOf(entry));
      if (row.isPresent()) {
        store.putRow(fold.apply(row.get(), entry, account));
      }
      if (entry instanceof ServerEvent.MessageDeleted
          || entry instanceof ServerEvent.MessageEdited) {
        forgetLast(one, messageOf(entry));
        store.scrub();
      }
    }
    if (!inMemory && !store.grow(entry.conversation(), one.cursor, entry.seq())) {
      Spans spans = store.spans(entry.conversation());
      spans.add(one.cursor + 1, entry.seq());
      store.putSpans(entry.conversation(), spans);
    }
    one.cursor = entry.seq();
    store.setCursor(entry.conversation(), entry.seq());
    settleWaiting(one);
  }

  /// What the last message said is told anew by the next `keep`.
  private void forgetLast(Progress one, long message) throws SQLException {
    LastRow last = one.info.last();
    if (last != null && last.seq() == message) {
      setInfo(one, one.info.withLast(null));
    }
  }

  private void remember(ServerEvent.Entry entry) {
    recent.addLast(entry);
    if (recent.size() > RECENT_ENTRIES) {
      ServerEvent.Entry oldest = recent.removeFirst();
      Progress one = conversations.get(oldest.conversation());
      if (one != null) {
        one.forgotten = Math.max(one.forgotten, oldest.seq());
      }
    }
  }

  /// The message that an entry changes; 0 if it is a row itself.
  private static long messageOf(ServerEvent.Entry entry) {
    return switch (entry) {
      case ServerEvent.MessageEdited edit -> edit.message();
      case ServerEvent.MessageDeleted gone -> gone.message();
      case ServerEvent.ReactionChanged reaction -> reaction.message();
      case ServerEvent.MessagePinned pin -> pin.message();
      case ServerEvent.Row _ -> 0;
    };
  }

  @Override
  public void fetched(String asked, long conversation, HistoryQuery query, HistoryPage page) {
    execute(() -> {
      Progress one = conversations.get(conversation);
      if (one != null && asked != null && asked.equals(epoch)) {
        settle(new Waiting(one, query, page));
      }
    });
  }

  private void settleWaiting(Progress one) throws SQLException {
    if (waiting.isEmpty()) {
      return;
    }
    List<Waiting> due =
        waiting.stream()
            .filter(page -> page.progress() == one && page.page().upto() <= one.cursor)
            .toList();
    waiting.removeAll(due);
    for (Waiting page : due) {
      settle(page);
    }
  }

  private void settle(Waiting arrived) throws SQLException {
    Progress one = arrived.progress();
    HistoryPage page = arrived.page();
    if (one.removed || inMemory) {
      return;
    }
    if (page.upto() > one.cursor) {
      waiting.addLast(arrived);
      if (waiting.size() > MOST_WAITING) {
        waiting.removeFirst();
      }
    } else if (page.upto() >= one.forgotten) {
      put(one, arrived.query(), page);
    }
    // Otherwise it is of before the oldest entry at hand, and nobody can say what it is now.
  }

  private void put(Progress one, HistoryQuery query, HistoryPage page) throws SQLException {
    long first = page.older() ? beginning(query, page) : 1;
    long last = page.newer() ? end(query, page) : page.upto();
    if (last < first) {
      return;
    }
    long conversation = one.info.id();
    List<ServerEvent.Entry> since =
        recent.stream()
            .filter(entry ->
                entry.conversation() == conversation
                    && entry.seq() > page.upto()
                    && entry.seq() <= one.cursor)
            .toList();
    if (tellsMore(conversation, first, last, page)) {
      store.scrub();
    }
    store.removeRows(conversation, first, last);
    for (ServerEvent.Row row : page.rows()) {
      ServerEvent.Row now = row;
      for (ServerEvent.Entry entry : since) {
        if (messageOf(entry) == row.seq()) {
          now = fold.apply(now, entry, account);
        }
      }
      store.learn(named.getOrDefault(row.actor().id(), row.actor()));
      store.putRow(now);
    }
    put += page.rows().size();
    Spans spans = store.spans(conversation);
    spans.add(first, last);
    store.putSpans(conversation, spans);
  }

  /// Whether something is kept of a range that a page does not say: it was deleted or edited since.
  private boolean tellsMore(long conversation, long first, long last, HistoryPage page)
      throws SQLException {
    Map<Long, String> said = new HashMap<>();
    page.messages().forEach(message -> said.put(message.seq(), message.body()));
    return store.newer(conversation, first - 1, last, Integer.MAX_VALUE).stream()
        .anyMatch(row ->
            row instanceof ServerEvent.MessagePosted kept
                && !Objects.equals(kept.body(), said.get(kept.seq())));
  }

  /// From where on everything is known by a page before which there is more.
  private static long beginning(HistoryQuery query, HistoryPage page) {
    long row = page.rows().isEmpty() ? Long.MAX_VALUE : page.first();
    return switch (query) {
      case HistoryQuery.After after -> Math.min(row, after.seq() + 1);
      case HistoryQuery.Newest _, HistoryQuery.Before _, HistoryQuery.Around _ -> row;
    };
  }

  /// Up to where everything is known by a page after which there is more.
  private static long end(HistoryQuery query, HistoryPage page) {
    return switch (query) {
      case HistoryQuery.Before before ->
          Math.min(page.upto(), Math.max(page.last(), before.seq() - 1));
      case HistoryQuery.Newest _, HistoryQuery.After _, HistoryQuery.Around _ -> page.last();
    };
  }

  @Override
  public CompletableFuture<Optional<Kept>> page(
      long conversation, HistoryQuery query, boolean away) {
    return kept(() -> {
      Progress one = conversations.get(conversation);
      return one != null && (away || one.cursor >= one.told)
          ? find(one, query, away)
          : Optional.empty();
    });
  }

  @Override
  public CompletableFuture<Optional<SearchResponse>> search(SearchRequest request) {
    int mine = searches.incrementAndGet();
    return kept(() -> {
      List<SearchScope.Conversation> all =
          conversations.values().stream().map(one -> searched(one.info)).toList();
      return Optional.of(
          new CopySearch(
                  store,
                  all,
                  request,
                  () -> mine != searches.get(),
                  System::nanoTime,
                  CopySearch.PIECE)
              .page());
    });
  }

  @Override
  public CompletableFuture<Optional<byte[]>> find(PictureCache.Key key) {
    return kept(() -> store.picture(key));
  }

  @Override
  public void keep(PictureCache.Key key, byte[] bytes) {
    if (bytes.length > LONGEST_PICTURE) {
      return;
    }
    execute(() -> {
      if (!inMemory && owns(key)) {
        store.putPicture(key, bytes);
        makePicturesFit();
      }
    });
  }

  /// Whether a picture is of something here: only then it is known when it has to go.
  private boolean owns(PictureCache.Key key) throws SQLException {
    if (key.kind() != PictureCache.Kind.AVATAR) {
      return store.hasFile(key.owner());
    }
    for (AccountInfo one : named.values()) {
      if (key.owner().equals(one.avatarUrl())) {
        store.learn(one);
      }
    }
    return store.hasAvatar(key.owner());
  }

  private static SearchScope.Conversation searched(ConversationInfo info) {
    boolean room = info.kind() == ConversationKind.ROOM;
    return new SearchScope.Conversation(info.id(), room ? info.title() : null);
  }

  /// Reads what is kept; nothing if nothing is to be.
  private <T> CompletableFuture<Optional<T>> kept(Question<Optional<T>> question) {
    return mostBytes == 0
        // What was there may just be being overwritten.
        ? CompletableFuture.completedFuture(Optional.empty())
        : read(() -> true, question, Optional.empty());
  }

  /// Reads from the file once it is ready for that.
  ///
  /// @param otherwise if there is no file
  private <T> CompletableFuture<T> read(BooleanSupplier ready, Question<T> question, T otherwise) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    read(ready, question, otherwise, answer);
    return answer;
  }

  private <T> void read(
      BooleanSupplier ready, Question<T> question, T otherwise, CompletableFuture<T> answer) {
    thread.execute(() -> {
      if (store != null) {
        if (!ready.getAsBoolean()) {
          read(ready, question, otherwise, answer);
          return;
        }
        try {
          T found = question.ask();
          commitIfIdle();
          answer.complete(found);
        } catch (SearchException e) {
          answer.completeExceptionally(e);
        } catch (SQLException | IOException | RuntimeException e) {
          failed(e);
        }
      }
      // Unless that has been said already.
      answer.complete(otherwise);
    });
    if (thread.isShutdown()) {
      answer.complete(otherwise);
    }
  }

  @Override
  public CompletableFuture<Optional<Missing>> missing(Set<Long> refused) {
    return kept(() -> inMemory ? Optional.empty() : next(refused));
  }

  private Optional<Missing> next(Set<Long> refused) throws SQLException {
    if (unsureSince != null) {
      uncommitted++;
      dropUnsure();
    }
    List<Fillable> all =
        conversations.values().stream()
            .filter(one -> !refused.contains(one.info.id()))
            .map(MessageCopy::fillable)
            .toList();
    Optional<Missing> unsure = order.unsure(all);
    // What is asked for again takes no more room than it has.
    return unsure.isPresent() || !hasRoom() ? unsure : order.missing(all);
  }

  /// Drops what nobody has been able to say anything about for too long.
  private void dropUnsure() throws SQLException {
    Instant now = clock.instant();
    boolean drop = !unsureSince.plus(UNSURE_AT_MOST).isAfter(now);
    boolean any = false;
    for (long id : conversations.keySet()) {
      if (drop) {
        store.dropStale(id);
      }
      any |= store.spans(id).newestStale().isPresent();
    }
    if (!any) {
      unsureSince = null;
      store.removeMeta(UNSURE_SINCE);
    } else if (unsureSince.isAfter(now)) {
      // The clock was turned back.
      noteUnsure(now);
    }
  }

  private static Fillable fillable(Progress one) {
    LastRow last = one.info.last();
    return new Fillable(one.info.id(), one.cursor, last == null ? 0 : last.at().toEpochMilli());
  }

  private boolean hasRoom() throws SQLException {
    // Pictures make room.
    return store.bytes() - store.pictureBytes() < mostBytes - mostBytes / RESERVED_PART
        && usableBytes.getAsLong() > LEFT_ON_DISK;
  }

  private Optional<Kept> find(Progress one, HistoryQuery query, boolean away) throws SQLException {
    long id = one.info.id();
    Spans spans = store.spans(id);
    Optional<Span> region =
        switch (query) {
          case HistoryQuery.Newest _ -> spans.newest(away);
          case HistoryQuery.Before before -> spans.around(before.seq() - 1, away);
          case HistoryQuery.After after -> spans.around(after.seq() + 1, away);
          case HistoryQuery.Around around -> spans.around(around.seq(), away);
        };
    if (region.isEmpty()) {
      return Optional.empty();
    }
    Span in = region.get();
    boolean begins = in.first() == 1;
    boolean ends = in.last() >= one.cursor;
    if (query instanceof HistoryQuery.Newest && !away && !ends) {
      return Optional.empty();
    }
    int limit = query.limit();
    List<ServerEvent.Row> rows;
    boolean whole;
    switch (query) {
      case HistoryQuery.Newest _ -> {
        rows = store.older(id, in.first(), in.last() + 1, limit);
        whole = rows.size() == limit || begins;
      }
      case HistoryQuery.Before before -> {
        rows = store.older(id, in.first(), before.seq(), limit);
        whole = rows.size() == limit || begins;
      }
      case HistoryQuery.After after -> {
        rows = store.newer(id, after.seq(), in.last(), limit);
        whole = rows.size() == limit || ends;
      }
      case HistoryQuery.Around around -> {
        List<ServerEvent.Row> page =
            new ArrayList<>(store.older(id, in.first(), around.seq(), limit / 2));
        boolean before = page.size() == limit / 2 || begins;
        page.addAll(store.newer(id, around.seq() - 1, in.last(), limit - page.size()));
        boolean after = page.size() == limit || ends;
        // As the server does it near the newest end: a page is as full as it can be.
        int room = limit - page.size();
        if (room > 0 && !page.isEmpty()) {
          List<ServerEvent.Row> more = store.older(id, in.first(), page.getFirst().seq(), room);
          before = more.size() == room || begins;
          page.addAll(0, more);
        }
        rows = page;
        whole = before && after;
      }
    }
    if (away ? rows.isEmpty() && !whole : !whole) {
      return Optional.empty();
    }
    long first = rows.isEmpty() ? in.first() : rows.getFirst().seq();
    long last = rows.isEmpty() ? in.last() : rows.getLast().seq();
    boolean older = !begins || !store.older(id, in.first(), first, 1).isEmpty();
    boolean more = !store.newer(id, last, in.last(), 1).isEmpty();
    // While the server is away the newest that is known is the end.
    boolean newest = spans.newest(away).filter(in::equals).isPresent();
    boolean newer = more || (away ? !newest : !ends);
    return Optional.of(
        new Kept(
            new HistoryPage(rows, one.cursor, older, newer), !in.current() || (!newer && !ends)));
  }

  /// Keeps what is known of the conversations, and which one is shown.
  ///
  /// @param shown 0 for none
  public void keep(List<ConversationInfo> infos, long shown) {
    execute(() -> {
      for (ConversationInfo info : infos) {
        Progress one = conversations.get(info.id());
        if (one != null) {
          setInfo(one, info);
        }
      }
      store.setMeta(SHOWN, Long.toString(shown));
    });
  }

  /// Takes all of it away, from the disk too, and keeps nothing more. Does not wait for it.
  public void discard() {
    discarded = true;
    thread.execute(() -> {
      closeStore();
      conversations.clear();
      erase();
    });
  }

  /// Takes all of it away, as `discard` does, and ends. Does not wait for it: what is not gone when
  /// the program ends, `erase` takes away at the next start.
  public void discardAndClose() {
    discard();
    end();
  }

  private void end() {
    if (!thread.isShutdown()) {
      thread.execute(() -> {
        try {
          closeStore();
        } finally {
          mine.release();
        }
      });
      thread.shutdown();
    }
  }

  /// Waits until the last is on the disk.
  @Override
  public void close() {
    execute(() -> {
      if (connected) {
        store.setMeta(HEARD, Long.toString(clock.millis()));
      }
      store.commit();
    });
    end();
    try {
      if (!thread.awaitTermination(CLOSE_WITHIN_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("The copy of the conversations was not saved in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Takes away what is kept in an account's folder, unless a copy there is open. It may take as
  /// long as the disk needs to overwrite it.
  ///
  /// @throws IOException if the disk refuses
  public static void erase(Path folder) throws IOException {
    Semaphore other = hold(folder);
    if (other.tryAcquire()) {
      try {
        new CopyFile(folder).erase();
      } finally {
        other.release();
      }
    }
  }
}
