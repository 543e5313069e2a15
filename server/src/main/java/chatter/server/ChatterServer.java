package chatter.server;

import chatter.server.account.Accounts;
import chatter.server.account.PasswordHasher;
import chatter.server.account.SharedAttempts;
import chatter.server.backup.Backup;
import chatter.server.backup.BackupFolder;
import chatter.server.backup.BackupSchedule;
import chatter.server.backup.BackupState;
import chatter.server.backup.DamageAdvice;
import chatter.server.backup.DataCheck;
import chatter.server.cluster.Bus;
import chatter.server.cluster.Cluster;
import chatter.server.cluster.NatsBus;
import chatter.server.cluster.PostgresBus;
import chatter.server.cluster.StoreClock;
import chatter.server.conversation.Conversations;
import chatter.server.conversation.Rooms;
import chatter.server.doctor.Subject;
import chatter.server.export.RoomExport;
import chatter.server.file.Contents;
import chatter.server.file.Examiner;
import chatter.server.file.FileLimits;
import chatter.server.file.FileLinks;
import chatter.server.file.FilePlace;
import chatter.server.file.FilesAddress;
import chatter.server.file.Uploads;
import chatter.server.file.s3.S3Bucket;
import chatter.server.invite.ServerAddresses;
import chatter.server.invite.ServerSettings;
import chatter.server.limit.Attempts;
import chatter.server.limit.Limit;
import chatter.server.limit.LimitSettings;
import chatter.server.limit.LocalAttempts;
import chatter.server.limit.RateLimiter;
import chatter.server.nearby.Announcer;
import chatter.server.network.ListenAddress;
import chatter.server.network.LocalNames;
import chatter.server.realtime.Audience;
import chatter.server.realtime.Hub;
import chatter.server.realtime.HubSettings;
import chatter.server.realtime.Realtime;
import chatter.server.search.Search;
import chatter.server.search.SearchIndex;
import chatter.server.session.Sessions;
import chatter.server.session.SessionsAtRestore;
import chatter.server.store.Database;
import chatter.server.store.FeedPosition;
import chatter.server.store.Jdbc;
import chatter.server.store.StorageException;
import chatter.server.store.TransactionStep;
import chatter.server.store.postgres.PostgresDatabase;
import chatter.server.store.sqlite.SqliteDatabase;
import chatter.server.timer.RepeatedTask;
import chatter.server.tls.Encryption;
import chatter.server.web.Api;
import chatter.server.web.MetricsPort;
import chatter.server.web.WebAddress;
import chatter.server.web.WebServer;
import chatter.server.web.api.Throttle;
import chatter.server.web.guard.HostNames;
import chatter.server.web.guard.StandstillGuard;
import chatter.server.web.guard.WebSocketGuard;
import chatter.server.web.page.PageResource;
import chatter.server.web.page.StaticFiles;
import chatter.server.web.server.Condition;
import chatter.shared.address.BaseUrl;
import chatter.shared.api.ServerInfo;
import chatter.shared.invite.Fingerprint;
import chatter.shared.nearby.Announcement;
import chatter.shared.text.Emoji;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A whole Chatter server, put together by hand: the headless program, the desktop app's "start a
/// chat on this computer" and the tests all run this. Start it once, close it once; to run again
/// make a new one.
public final class ChatterServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ChatterServer.class);
  private static final double SECONDS_PER_MINUTE = 60;
  private static final Duration SWEEP_EVERY = Duration.ofSeconds(1);
  private static final Duration UPLOADS_EVERY = Duration.ofMinutes(10);

  /// Who has not moved for so long does not work, whatever it waits for.
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long DRAIN_STEP_MILLIS = 20;

  /// In so many steps those of a second are told.
  private static final int STEPS_PER_SECOND = 10;

  private final ServerConfig config;
  private final Clock clock;

  /// The same, where there are several servers; null if there is one.
  private final StoreClock storeClock;

  private final LongSupplier nanoTime;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final AtomicBoolean brokenOnce = new AtomicBoolean();
  private volatile Consumer<Throwable> brokenListener = cause -> {};
  private Supplier<StaticFiles> page = () -> StaticFiles.fromClassPath("web");
  private volatile boolean draining;
  private final Readiness readiness;
  private boolean running;
  private Database database;
  private Hub hub;

  /// With the other servers; null if there are none.
  private Cluster cluster;

  private SearchIndex search;
  private AccountServices services;
  private WebServer web;
  private MetricsPort watched;
  private Optional<Announcer> announcer = Optional.empty();
  private Encryption encryption;
  private BackupSchedule backups;

  /// A server on the system's clocks.
  public ChatterServer(ServerConfig config) {
    this(config, Clock.systemUTC(), System::nanoTime);
  }

  /// @param clock for what is stored and shown; where there are several servers, compared with the
  ///   database's
  /// @param nanoTime monotonic, for waiting
  public ChatterServer(ServerConfig config, Clock clock, LongSupplier nanoTime) {
    this.config = config;
    this.storeClock = config.bus() == null ? null : new StoreClock(clock);
    this.clock = storeClock == null ? clock : storeClock;
    this.nanoTime = nanoTime;
    this.readiness =
        new Readiness(
            () -> hub.works(PATIENCE),
            patience -> database.writes(patience),
            () -> database.read(handle -> Jdbc.first(handle, "SELECT 1", row -> row.getInt(1))),
            System::nanoTime);
  }

  /// Says whom to tell if the server cannot go on, as when there was no memory left for the thread
  /// that serves everybody. It is told once at most, on a thread of its own, and should close the
  /// server; nothing is stored or delivered any more. Before `start`.
  public ChatterServer whenBroken(Consumer<Throwable> listener) {
    this.brokenListener = listener;
    return this;
  }

  /// Serves the browser page as it lies in a folder, not the program's own. Before `start`.
  ///
  /// @param folder with an `index.html`
  public ChatterServer withPage(Path folder) {
    page = () -> StaticFiles.fromFolder(folder);
    return this;
  }

  private void broken(Throwable cause) {
    if (!draining && brokenOnce.compareAndSet(false, true)) {
      brokenListener.accept(cause);
    }
  }

  /// Where there are several servers, what they have committed comes to the hub in its turn.
  private void groupCommitted() {
    if (cluster == null) {
      hub.groupCommitted();
      search.stored();
    } else {
      cluster.relay().groupCommitted();
    }
  }

  private Database opened() {
    if (config.store() == null) {
      return SqliteDatabase.open(config.data());
    }
    TransactionStep restored = DataCheck.endingAtRestore(new SessionsAtRestore());
    return cluster == null
        ? PostgresDatabase.open(config.store(), config.data(), restored)
        : PostgresDatabase.openShared(config.store(), config.data(), restored, cluster.relay());
  }

  private Bus bus() {
    return config.bus().nats() == null
        ? new PostgresBus(config.store())
        : new NatsBus(config.bus(), () -> database.epoch());
  }

  private Optional<String> ailing() {
    if (!hub.works(PATIENCE)) {
      return Optional.of("nobody is served");
    }
    return database.writes(PATIENCE) ? Optional.empty() : Optional.of("nothing is stored");
  }

  /// Opens the data folder and then the port. If it fails, everything is closed again.
  ///
  /// @return this
  /// @throws IOException if the port cannot be opened, as `TlsException` if there is no using the
  ///   certificate or the key, or as `MetricsException` if it is the port for metrics
  /// @throws StorageException if the data folder cannot be used
  public ChatterServer start() throws IOException {
    try {
      open();
      return this;
    } catch (IOException e) {
      closeOpened();
      throw e;
    } catch (RuntimeException e) {
      closeOpened();
      throw new DamageAdvice(config.data(), config.backups()).advised(e);
    }
  }

  private void open() throws IOException {
    if (config.bcryptCost() < ServerConfig.WEAK_BCRYPT_COST) {
      log.warn(
          "passwords are hashed at cost {}, which is cheap to guess; use {} or more",
          config.bcryptCost(),
          ServerConfig.WEAK_BCRYPT_COST);
    }
    // First, so that a mistake in the options leaves nothing in a data folder.
    encryption = config.tls() == null ? null : Encryption.given(config.tls());
    hub = new Hub(HubSettings.of(config.limits(), clock), nanoTime);
    if (config.bus() != null) {
      cluster = new Cluster(hub, bus(), storeClock, () -> search.stored());
      cluster.whenBroken(this::broken);
    }
    Audience told = cluster == null ? hub : cluster.relay();
    database = toClose(opened());
    if (config.needsOwnKey()) {
      // Now the folder is there, and no other server's.
      encryption = Encryption.own(config.data().resolve("tls"), LocalNames::now, clock);
    }
    if (cluster != null) {
      cluster.open(database);
    }
    search = SearchIndex.of(database, config.data());
    database.afterGroup(this::groupCommitted);
    database.whenBroken(this::broken);
    hub.whenBroken(this::broken);
    Conversations conversations = new Conversations(database, told, clock);
    conversations.whenErased(erased -> afterCommit(() -> search.erased(erased)));
    search.start();
    toClose(search);
    conversations.open().join();
    Rooms rooms =
        new Rooms(
            database,
            told,
            clock,
            new Rooms.Bounds(
                config.limits().bound(Limit.ROOMS), config.limits().bound(Limit.MEMBERS_PER_ROOM)));
    warnOfTheFuture(conversations);
    PasswordHasher hasher = toClose(new PasswordHasher(config.bcryptCost()));
    services =
        new AccountServices(
            config,
            new AccountServices.Open(database, hub, told, conversations, rooms),
            hasher,
            clock,
            this::reach);
    toClose(services.people().avatars());
    Sessions sessions = services.sessions();
    Realtime realtime =
        new Realtime(
            hub,
            conversations,
            sessions,
            services.connecting(),
            config.limits(),
            database.epoch(),
            new Realtime.Time(clock, nanoTime));
    FilePlace files = files();
    FileLimits fileLimits = FileLimits.of(config.limits()).atMost(files.mostBytes());
    Contents contents = toClose(new Contents(database, files));
    conversations.whenFilesAreReleased(() -> afterCommit(contents::released));
    Examiner examiner = toClose(new Examiner(config.photoDetails()));
    Uploads uploads = toClose(new Uploads(database, files, contents, examiner, fileLimits, clock));
    toClose(new RepeatedTask("upload-sweeper", SWEEP_EVERY, UPLOADS_EVERY, uploads::abandonOld));
    Api api =
        new Api(
            services.people(),
            services.door(),
            new Api.Talk(
                conversations,
                rooms,
                hub::presence,
                new Search(database, conversations, search, clock),
                new Api.Files(
                    uploads,
                    contents,
                    new FileLinks(clock),
                    fileLimits.perFile(),
                    config.limits().bound(Limit.DOWNLOADS_AT_ONCE))),
            new Throttle(config.limits(), attempts(), nanoTime),
            config.limits().bound(Limit.REQUESTS_AT_ONCE),
            condition(),
            Version.current());
    Accounts accounts = services.people().accounts();
    FeedPosition place = cluster == null ? null : cluster.place();
    hub.start(
        accounts.roster(),
        new Hub.Belonging(rooms.lobby(), rooms::eachMembership),
        accounts::lastSeen);
    toClose(hub);
    if (cluster != null) {
      ServerSettings settings = services.door().settings();
      settings.whenChanged(cluster.relay()::settingsChanged);
      cluster.follow(place, accounts::find, settings::reread);
      toClose(cluster);
    }
    toClose(realtime);
    toClose((AutoCloseable) sessions::noteUses);
    toClose(new RepeatedTask("session-sweeper", Duration.ZERO, SWEEP_EVERY, sessions::endOverdue));
    PageResource shown = new PageResource(() -> page.get().with("/emoji.txt", Emoji.list()));
    web =
        new WebServer(
            new WebAddress(
                config.host(),
                config.port(),
                encryption == null ? null : encryption.identity(),
                config.needsOwnKey(),
                config.proxies(),
                config.proxyProtocol()),
            new WebServer.Bounds(
                new HostNames(config.publicUrls(), this::names, nanoTime),
                config.limits(),
                nanoTime),
            api,
            shown,
            realtime::mount,
            next -> {
              WebSocketGuard guarded =
                  new WebSocketGuard(
                      realtime.upgrades(next),
                      Realtime.PATH,
                      sessions,
                      () -> draining,
                      connects(config.limits()));
              return cluster == null ? guarded : new StandstillGuard(guarded, cluster.standstill());
            });
    web.start();
    toClose(web);
    if (encryption != null) {
      toClose(encryption).watch(web::renew);
    }
    if (config.announced()) {
      announcer = Announcer.begin(config.host(), port(), this::announcement).map(this::toClose);
    }
    if (config.backups().folder().isPresent()) {
      backups =
          toClose(
              new BackupSchedule(
                  new BackupSchedule.Source(config.data(), DataCheck.ROWS, ServerSettings::idIn),
                  new BackupFolder(config.backups().folder().get()),
                  clock));
    }
    if (config.metrics() != null) {
      watched = toClose(openMetrics(realtime));
    }
    running = true;
    Thread.ofPlatform().daemon().name("first-use").start(() -> prepare(shown));
  }

  /// What the first who comes would wait for, and a start does not.
  private static void prepare(PageResource page) {
    Realtime.prepare();
    var _ = page.files();
  }

  private FilePlace files() {
    FilesAddress address = config.files();
    if (address == null) {
      return FilePlace.in(config.data());
    }
    return address.bucket() == null
        ? FilePlace.shared(address.folder(), database)
        : FilePlace.bucket(toClose(new S3Bucket(address.bucket())), config.data(), database);
  }

  private MetricsPort openMetrics(Realtime realtime) throws IOException {
    ServerConfig.MetricsAddress at = config.metrics();
    try {
      return MetricsPort.open(
          at.host(),
          at.port(),
          ServerMetrics.of(
              config, readiness, new ServerMetrics.Parts(database, hub, realtime, web, cluster)));
    } catch (IOException e) {
      throw new MetricsException(at, e);
    }
  }

  private Condition condition() {
    return new Condition() {
      @Override
      public Optional<String> ailing() {
        return ChatterServer.this.ailing();
      }

      @Override
      public Optional<NotReady> notReady() {
        return readiness.trouble();
      }
    };
  }

  /// What follows a commit and is nobody else's: where it is collected before the commit, it waits.
  private void afterCommit(Runnable action) {
    if (cluster == null) {
      action.run();
    } else {
      cluster.relay().afterwards(action);
    }
  }

  /// What guards against guessing is counted where all servers of the chat see it.
  private Attempts attempts() {
    return database instanceof PostgresDatabase shared
        ? new SharedAttempts(shared)
        : new LocalAttempts(nanoTime);
  }

  private RateLimiter<Long> connects(LimitSettings limits) {
    double perMinute = limits.value(Limit.CONNECTS_PER_MINUTE);
    return new RateLimiter<>(perMinute / SECONDS_PER_MINUTE, perMinute, nanoTime);
  }

  private Announcement announcement() {
    ServerInfo now = chat().info();
    return new Announcement(
        now.id(),
        now.name(),
        now.version(),
        encryption == null ? null : fingerprint().orElse(""),
        now.registration(),
        now.online());
  }

  /// The port it listens on, also when 0 was asked for.
  public int port() {
    return web.port();
  }

  /// The port on which it is watched, also when 0 was asked for; empty if it is not.
  public OptionalInt metricsPort() {
    return watched == null ? OptionalInt.empty() : OptionalInt.of(watched.port());
  }

  /// How those elsewhere reach it: `https`, or `http` without encryption. With a key of its own it
  /// speaks plain http too, with those on this computer alone.
  public String scheme() {
    return encryption == null ? "http" : "https";
  }

  /// By which key others can know it, as `chatter.shared.invite.Fingerprint` has it; empty without
  /// encryption, or if an authority vouches for it.
  public Optional<String> fingerprint() {
    return encryption == null ? Optional.empty() : encryption.fingerprint().map(Fingerprint::value);
  }

  /// What its people call it, who may join, and invites. Once it has started.
  public HostControl chat() {
    return services.chat();
  }

  /// What a `Doctor` looks at. Once it has started.
  public Subject subject() {
    return Subject.running(
        config.host(), scheme(), port(), fingerprint().orElse(null), config.data());
  }

  /// What it may be called, at the moment.
  private Set<String> names() {
    Set<String> names = LocalNames.answeredTo();
    if (!ListenAddress.isEverywhere(config.host())) {
      names.add(config.host());
    }
    if (encryption != null) {
      names.addAll(encryption.identity().names());
    }
    return names;
  }

  private ServerAddresses reach() {
    // What whoever runs it says comes first: of a proxy, or of a router, nothing is to be seen
    // here.
    List<String> network =
        new ArrayList<>(config.publicUrls().stream().map(BaseUrl::toString).toList());
    String host = config.host();
    network.addAll(ListenAddress.network(host, scheme(), port()));
    boolean local = ListenAddress.isEverywhere(host) || ListenAddress.isOnlyHere(host);
    String here = ListenAddress.url(scheme(), local ? "localhost" : host, port());
    return new ServerAddresses(network, here, fingerprint().orElse(null));
  }

  /// How many connections there are, of all people together. Waits a moment for the answer.
  public int connections() {
    return hub.connections().join();
  }

  /// Completes when everything that was stored until now is found by whoever searches. It is by
  /// itself, within a second or, under load, a few.
  public CompletableFuture<Void> searchable() {
    return search.current();
  }

  /// Takes a backup while the server goes on. Takes about as long as reading and writing everything
  /// once; not for a thread that serves people.
  ///
  /// @param file must not be there yet
  /// @throws StorageException with a sentence that says why there is no backup
  public Backup backup(Path file) {
    return Backup.take(config.data(), file);
  }

  /// How the backups are doing that it takes by its plan; empty if it takes none.
  public Optional<BackupState> backups() {
    return Optional.ofNullable(backups)
        .map(schedule -> new BackupState(schedule.next(), schedule.trouble()));
  }

  /// Writes a room into a file while the server goes on. Not for a thread that serves people.
  ///
  /// @param file must not be there yet; its name ends in `.html` or `.json`
  /// @throws StorageException with a sentence that says why there is no file
  public RoomExport export(long room, Path file) {
    return RoomExport.write(config.data(), room, file);
  }

  /// Tells everybody to come back later, stores what is under way, and closes everything. Takes a
  /// few seconds at most; behind a balancer it goes on serving for as long as it was configured to
  /// first, and then tells those who are there one after the other.
  @Override
  public synchronized void close() {
    if (draining) {
      return;
    }
    readiness.leave();
    if (running) {
      // Its good-bye takes longest, and needs nobody to wait for it.
      announcer.ifPresent(Announcer::leave);
      boolean balanced = !config.drain().isZero();
      if (balanced) {
        awaitBalancer();
      }
      draining = true;
      drain(balanced ? config.limits().value(Limit.BYES_PER_SECOND) : 0);
    }
    draining = true;
    closeOpened();
  }

  /// Serves on, new people too, until every balancer must have seen that it is not ready.
  private void awaitBalancer() {
    log.info(
        "not ready any more; serving for {} s before anybody is told", config.drain().toSeconds());
    pause(nanoTime.getAsLong() + config.drain().toNanos());
  }

  /// @return whether the time came; false if the thread was interrupted
  private boolean pause(long untilNanos) {
    try {
      while (nanoTime.getAsLong() - untilNanos < 0) {
        Thread.sleep(DRAIN_STEP_MILLIS);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// @param perSecond how many are told to come back; 0 for all at once
  private void drain(int perSecond) {
    int told = 0;
    try {
      int most = perSecond == 0 ? Integer.MAX_VALUE : Math.max(1, perSecond / STEPS_PER_SECOND);
      long next = nanoTime.getAsLong();
      int some;
      do {
        long deadline = System.nanoTime() + DRAIN_NANOS;
        // What was sent until now is answered before the goodbye.
        await(database.write(h -> null), deadline);
        some = await(hub.drain(most, perSecond > 0), deadline);
        told += some;
        next += perSecond == 0 ? 0 : TimeUnit.SECONDS.toNanos(most) / perSecond;
      } while (some == most && pause(next));
      if (cluster != null) {
        cluster.leave();
      }
      log.info("stopping; {} connections were told to come back", told);
      long deadline = System.nanoTime() + DRAIN_NANOS;
      while (await(hub.connections(), deadline) > 0) {
        Thread.sleep(DRAIN_STEP_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      log.warn("not everybody could be told that the server is stopping", e);
    } catch (TimeoutException e) {
      log.info("stopping without waiting any longer for those who do not answer");
    }
  }

  private static <T> T await(CompletableFuture<T> answer, long deadlineNanos)
      throws InterruptedException, ExecutionException, TimeoutException {
    return answer.get(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  private <T extends AutoCloseable> T toClose(T resource) {
    opened.push(resource);
    return resource;
  }

  /// Either the clock was wrong when it was stored, or it is wrong now; only people can tell.
  private void warnOfTheFuture(Conversations conversations) {
    conversations
        .newest()
        .filter(newest -> newest.isAfter(clock.instant().plus(Conversations.CLOCK_MARGIN)))
        .ifPresent(newest ->
            log.warn(
                "the newest message is of {}, which this computer's clock has not reached; is its"
                    + " clock right? The order of messages does not depend on it",
                newest));
  }

  /// The last opened first. One that fails must not keep the others open.
  private void closeOpened() {
    while (!opened.isEmpty()) {
      AutoCloseable resource = opened.pop();
      try {
        resource.close();
      } catch (Exception e) {
        log.error("closing {} failed", resource.getClass().getSimpleName(), e);
      }
    }
  }
}
