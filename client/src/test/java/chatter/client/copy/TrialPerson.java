package chatter.client.copy;

import chatter.client.net.http.AccountApi;
import chatter.client.net.http.ApiException;
import chatter.client.net.http.ServerApi;
import chatter.client.net.http.SessionToken;
import chatter.client.net.socket.EndReason;
import chatter.client.net.socket.PendingCommands;
import chatter.client.net.socket.ServerConnection;
import chatter.client.net.socket.SingleThreadLoop;
import chatter.shared.api.LoginResponse;
import chatter.shared.protocol.ClientCommand;
import chatter.shared.protocol.ProtocolVersion;
import chatter.shared.protocol.ServerEvent;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/// Somebody else in a trial: gives commands, and gives each again until there is an answer.
final class TrialPerson implements AutoCloseable {
  static final String PASSWORD = "copied word by word";
  private static final long PATIENCE_SECONDS = 60;

  private final SingleThreadLoop loop = new SingleThreadLoop("trial person");
  private final ServerConnection connection;
  private final PendingCommands commands;
  private final AccountApi account;
  private final long id;

  /// What has no answer yet, by a number of its own. On the loop's thread only.
  private final Map<Long, Runnable> open = new ConcurrentHashMap<>();

  private final AtomicLong numbers = new AtomicLong();
  private boolean live;

  /// Signs in and connects.
  TrialPerson(ServerApi api, String email) throws Exception {
    LoginResponse login =
        api.login(email, PASSWORD, "trial").get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    id = login.account().id();
    account = api.as(new SessionToken(login.token()));
    connection = new ServerConnection(account, loop, new SplittableRandom(id), new Connected());
    commands = new PendingCommands(connection::send);
    loop.execute(connection::open);
  }

  long id() {
    return id;
  }

  /// What can be asked over HTTP.
  AccountApi account() {
    return account;
  }

  /// Gives a command.
  ///
  /// @return its answer, an `Ack` or a `Rejected`
  CompletableFuture<ServerEvent> does(LongFunction<ClientCommand> command) {
    CompletableFuture<ServerEvent> answer = new CompletableFuture<>();
    long number = numbers.incrementAndGet();
    loop.execute(() -> {
      Runnable ask =
          () ->
              commands.ask(
                  command,
                  event -> {
                    open.remove(number);
                    answer.complete(event);
                  });
      open.put(number, ask);
      if (live) {
        ask.run();
      }
    });
    return answer;
  }

  /// Connects at once if it is not connected.
  void tryNow() {
    loop.execute(connection::tryNow);
  }

  @Override
  public void close() {
    loop.execute(connection::close);
    loop.close();
  }

  private final class Connected implements ServerConnection.Listener {
    @Override
    public void connecting() {}

    @Override
    public void opened() {
      commands.tell(
          new ClientCommand.Hello(null, ProtocolVersion.CURRENT, "trial 1.0", null, Map.of()));
    }

    @Override
    public void received(ServerEvent event) {
      switch (event) {
        case ServerEvent.Live _ -> {
          live = true;
          // In the order in which they were given.
          open.keySet().stream().sorted().map(open::get).toList().forEach(Runnable::run);
        }
        case ServerEvent.Ack ack -> commands.answered(ack.id(), ack);
        case ServerEvent.Rejected rejected -> commands.answered(rejected.id(), rejected);
        default -> {}
      }
    }

    @Override
    public void waiting(Instant retryAt, ApiException reason) {
      live = false;
      commands.disconnected();
      tryNow();
    }

    @Override
    public void ended(EndReason reason) {
      live = false;
      open.clear();
    }
  }
}
