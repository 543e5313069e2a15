package chatter.server.web;

import chatter.server.PinnedClock;
import chatter.server.Stores;
import chatter.server.account.Account;
import chatter.server.account.AccountListener;
import chatter.server.account.Accounts;
import chatter.server.account.Avatars;
import chatter.server.account.Notifications;
import chatter.server.account.PasswordHasher;
import chatter.server.conversation.Conversations;
import chatter.server.conversation.Rooms;
import chatter.server.conversation.SilentPublisher;
import chatter.server.file.Contents;
import chatter.server.file.Examiner;
import chatter.server.file.FileLimits;
import chatter.server.file.FileLinks;
import chatter.server.file.FilePlace;
import chatter.server.file.Uploads;
import chatter.server.invite.InviteOffers;
import chatter.server.invite.Invites;
import chatter.server.invite.Joining;
import chatter.server.invite.ServerAddresses;
import chatter.server.invite.ServerSettings;
import chatter.server.limit.Limit;
import chatter.server.limit.LimitSettings;
import chatter.server.limit.LocalAttempts;
import chatter.server.people.Administration;
import chatter.server.people.PasswordChanges;
import chatter.server.search.Search;
import chatter.server.search.SearchIndex;
import chatter.server.session.SessionRules;
import chatter.server.session.Sessions;
import chatter.server.store.Database;
import chatter.server.web.api.Throttle;
import chatter.server.web.guard.HostNames;
import chatter.server.web.guard.TrustedProxies;
import chatter.server.web.page.PageResource;
import chatter.server.web.page.StaticFiles;
import chatter.server.web.server.Condition;
import chatter.server.web.server.ServerInfos;
import chatter.shared.api.Registration;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Handler;

/// The HTTP half of a real server on a free port, over a real database, with a pinned clock and the
/// listeners that the realtime half would be.
public final class WebFixture extends SilentPublisher implements AutoCloseable, AccountListener {
  public static final String PASSWORD = "correct horse";

  public final PinnedClock clock = new PinnedClock();
  public final List<Long> endedSessions = new CopyOnWriteArrayList<>();
  public final List<Account> changedAccounts = new CopyOnWriteArrayList<>();
  public final Database database;
  public final PasswordHasher hasher = new PasswordHasher(PasswordHasher.MIN_COST);
  public final Conversations conversations;
  public final Accounts accounts;
  public final Sessions sessions;
  private final Avatars avatars;
  private Contents contents;
  private Uploads uploads;
  private final Examiner examiner = new Examiner(false);
  private final WebServer web;
  private final HttpClient http = HttpClient.newHttpClient();

  public WebFixture(
      Path folder,
      LimitSettings limits,
      UnaryOperator<Handler> guard,
      Consumer<ServletContextHandler> sockets)
      throws IOException {
    database = Stores.open(folder);
    conversations = new Conversations(database, this, clock);
    conversations.open().join();
    accounts = new Accounts(database, hasher, clock, conversations.newMembers(), this);
    sessions =
        new Sessions(database, accounts, SessionRules.standard(null), clock, endedSessions::addAll);
    avatars = new Avatars(database, accounts);
    PasswordChanges resets = new PasswordChanges(database, accounts, sessions, clock);
    ServerSettings settings = new ServerSettings(database);
    settings.change(null, Registration.OPEN);
    Invites invites = new Invites(database, settings, clock);
    Rooms rooms = new Rooms(database, this, clock, new Rooms.Bounds(100, 100));
    Api api =
        new Api(
            new Api.People(
                accounts,
                avatars,
                sessions,
                new Administration(
                    database, accounts, sessions, resets, rooms.signInSwitched(), clock),
                resets,
                new Notifications(database, (account, now) -> {})),
            new Api.Door(
                settings,
                invites,
                new Joining(accounts, invites),
                new InviteOffers(
                    settings,
                    () -> new ServerAddresses(List.of(), "http://localhost:" + port(), null)),
                new ServerInfos(settings, accounts, () -> 0, "1.2.3")),
            new Api.Talk(
                conversations,
                rooms,
                ids -> Map.of(),
                new Search(database, conversations, SearchIndex.of(database, folder), clock),
                files(folder, limits)),
            new Throttle(limits, new LocalAttempts(clock::nanoTime), clock::nanoTime),
            limits.bound(Limit.REQUESTS_AT_ONCE),
            new Well(),
            "1.2.3");
    web =
        new WebServer(
            new WebAddress("127.0.0.1", 0, null, false, TrustedProxies.none(), false),
            new WebServer.Bounds(
                new HostNames(List.of(), () -> Set.of("a"), clock::nanoTime),
                limits,
                clock::nanoTime),
            api,
            new PageResource(() -> StaticFiles.fromClassPath("sample-web")),
            sockets,
            guard);
    web.start();
  }

  /// Everything works.
  private static final class Well implements Condition {
    @Override
    public Optional<String> ailing() {
      return Optional.empty();
    }

    @Override
    public Optional<NotReady> notReady() {
      return Optional.empty();
    }
  }

  private Api.Files files(Path folder, LimitSettings limits) {
    FileLimits most = FileLimits.of(limits);
    contents = new Contents(database, FilePlace.in(folder));
    uploads = new Uploads(database, FilePlace.in(folder), contents, examiner, most, clock);
    return new Api.Files(
        uploads,
        contents,
        new FileLinks(clock),
        most.perFile(),
        limits.bound(Limit.DOWNLOADS_AT_ONCE));
  }

  public WebFixture(Path folder) throws IOException {
    this(folder, LimitSettings.defaults(), UnaryOperator.identity(), context -> {});
  }

  public int port() {
    return web.port();
  }

  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(uri(path));
  }

  public HttpResponse<String> send(HttpRequest.Builder request) {
    return exchange(request, BodyHandlers.ofString());
  }

  public HttpResponse<byte[]> sendForBytes(HttpRequest.Builder request) {
    return exchange(request, BodyHandlers.ofByteArray());
  }

  public HttpResponse<String> get(String path) {
    return send(request(path));
  }

  public HttpResponse<String> get(String path, String token) {
    return send(request(path).header("Authorization", "Bearer " + token));
  }

  public HttpResponse<String> call(String method, String path, String json) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(json)));
  }

  public HttpResponse<String> call(String method, String path, String json, String token) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + token)
            .method(method, BodyPublishers.ofString(json)));
  }

  public HttpResponse<String> upload(byte[] picture, String token) {
    BodyPublisher body = BodyPublishers.ofByteArray(picture);
    return send(
        request("/api/account/avatar").header("Authorization", "Bearer " + token).PUT(body));
  }

  public HttpResponse<String> register(String name) {
    return call(
        "POST",
        "/api/register",
        """
        {"name":"%s","email":"%s@example.org","password":"%s"}\
        """
            .formatted(name, name, PASSWORD));
  }

  public HttpResponse<String> login(String name, String password) {
    return call(
        "POST",
        "/api/login",
        """
        {"email":"%s@example.org","password":"%s"}\
        """
            .formatted(name, password));
  }

  /// Registers if needed, and signs in.
  ///
  /// @return the token
  public String signIn(String name) {
    register(name);
    return Json.of(login(name, PASSWORD)).path("token").asString();
  }

  /// Returns when everything queued so far is on disk; the last use of a session is not waited for.
  public void awaitWrites() {
    var _ = database.writeAndWait(h -> true);
  }

  @Override
  public void accountCreated(Account account) {}

  @Override
  public void accountChanged(Account account) {
    changedAccounts.add(account);
  }

  @Override
  public void accountDisabled(Account account) {}

  @Override
  public void accountEnabled(Account account) {}

  @Override
  public void close() {
    http.close();
    web.close();
    avatars.close();
    uploads.close();
    examiner.close();
    contents.close();
    hasher.close();
    database.close();
  }

  private <T> HttpResponse<T> exchange(
      HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
    try {
      return http.send(request.build(), handler);
    } catch (IOException e) {
      throw new AssertionError("no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
