package chatter.server.training;

import chatter.server.ChatterServer;
import chatter.server.ServerConfig;
import chatter.server.ServerMain;
import chatter.server.limit.Limit;
import chatter.server.limit.LimitSettings;
import chatter.server.tls.TlsFiles;
import chatter.shared.api.Registration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The process of a training run: the headless server as it is started everywhere, and beside it
/// one that speaks TLS, since one process writes one cache. Only this computer reaches them. It
/// ends in good order when its input does, so it does not outlive whoever started it.
public final class TrainedServer {
  /// How each says where it is, in the words of the headless server.
  static final String ADDRESS = "is at (https?)://127\\.0\\.0\\.1:(\\d+)";

  private static final Logger log = LoggerFactory.getLogger(TrainedServer.class);

  /// The cheapest: before it is compiled it takes a thousand times as long.
  private static final int BCRYPT_COST = ServerConfig.MIN_BCRYPT_COST;

  /// Each is looked at, as it always is, and none is reached.
  private static final int PLENTY = 10_000_000;

  private static final List<Limit> OUT_OF_REACH =
      List.of(
          Limit.SENDS_PER_SECOND,
          Limit.SENDS_BURST,
          Limit.REACTIONS_PER_SECOND,
          Limit.READ_MARKS_PER_SECOND,
          Limit.TYPING_PER_SECOND,
          Limit.FRAMES_PER_SECOND,
          Limit.FRAMES_BURST,
          Limit.CONNECTS_PER_MINUTE,
          Limit.REGISTRATIONS_PER_MINUTE,
          Limit.SEARCHES_PER_MINUTE,
          Limit.REQUESTS_PER_SECOND);

  private TrainedServer() {}

  /// @param args a folder of its own, a certificate and its key
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    ChatterServer encrypted =
        new ChatterServer(
                config(folder.resolve("encrypted"))
                    .withTls(new TlsFiles(Path.of(args[1]), Path.of(args[2]))))
            .start();
    log.info("the encrypted one is at https://127.0.0.1:{}", encrypted.port());
    Thread.ofPlatform().daemon().name("end").start(() -> endWithInput(encrypted));
    System.exit(ServerMain.run(plain(folder.resolve("plain"))));
  }

  private static ServerConfig config(Path data) {
    LimitSettings limits = LimitSettings.defaults();
    for (Limit limit : OUT_OF_REACH) {
      limits = limits.with(limit, PLENTY);
    }
    return ServerConfig.inFolder(data)
        .withPort(0)
        .withBcryptCost(BCRYPT_COST)
        .withRegistration(Registration.OPEN)
        .withLimits(limits);
  }

  /// The same as the command line says it.
  private static String[] plain(Path data) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--port=0",
                "--data=" + data,
                "--bcrypt-cost=" + BCRYPT_COST,
                "--registration=open"));
    OUT_OF_REACH.forEach(limit -> arguments.add("--limit=" + limit.limitName() + "=" + PLENTY));
    return arguments.toArray(String[]::new);
  }

  private static void endWithInput(ChatterServer encrypted) {
    try {
      while (System.in.read() >= 0) {
        // Nothing is told in words.
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      encrypted.close();
      // The other one ends as when it is told to by a signal.
      System.exit(0);
    }
  }
}
