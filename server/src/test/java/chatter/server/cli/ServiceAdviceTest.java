package chatter.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.CommandRun;
import chatter.server.ServerConfig;
import chatter.server.backup.BackupPlan;
import chatter.server.tls.TlsFiles;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a refusal says when systemd started the server.
final class ServiceAdviceTest {
  private static final ServerConfig CONFIG =
      ServerConfig.inFolder(Path.of("/srv/chat"))
          .withHost("0.0.0.0")
          .withPort(443)
          .withTls(new TlsFiles(Path.of("/etc/tls/cert.pem"), Path.of("/etc/tls/key.pem")))
          .withBackups(BackupPlan.hourly(Path.of("/backup")));

  private final ServiceAdvice advice = new ServiceAdvice(Map.of("INVOCATION_ID", "1"));

  @Test
  void aLowPortNamesTheCapability() {
    String said = advice.advised("cannot listen on 0.0.0.0 port 443: Permission denied", CONFIG);

    assertTrue(said.contains("AmbientCapabilities=CAP_NET_BIND_SERVICE"), said);
    assertTrue(said.contains("CapabilityBoundingSet=CAP_NET_BIND_SERVICE"), said);
  }

  @Test
  void anotherFolderNamesThePathToOpen() {
    String data =
        advice.advised("cannot write to the data folder /srv/chat: Read-only file system", CONFIG);
    String backups = advice.advised("cannot make /backup: permission denied", CONFIG);

    assertTrue(data.contains("ReadWritePaths=/srv/chat"), data);
    assertTrue(backups.contains("ReadWritePaths=/backup"), backups);
  }

  @Test
  void aKeyOfSomebodyElseNamesTheCredential() {
    String said = advice.advised("the server's user may not read /etc/tls/key.pem", CONFIG);

    assertTrue(said.contains("LoadCredential=key.pem:/etc/tls/key.pem"), said);
    assertTrue(said.contains("CHATTER_TLS_KEY=%d/key.pem"), said);
  }

  @Test
  void otherTroubleAndOtherStartsAreLeftAlone() {
    String taken = "cannot listen on 0.0.0.0 port 443: Address already in use";
    String denied = "cannot listen on 0.0.0.0 port 443: Permission denied";

    assertEquals(taken, advice.advised(taken, CONFIG));
    assertEquals(denied, new ServiceAdvice(Map.of()).advised(denied, CONFIG));
  }

  @Test
  void namesWhoseLettersGotLostAreRefusedWithTheReason() {
    String lost = "b\ufffdcher";

    for (CommandRun run :
        List.of(
            CommandRun.of("--port=0", "--data=" + lost),
            CommandRun.of("check", "--data", lost),
            CommandRun.of("backup", lost))) {
      assertEquals(2, run.exitCode(), run::toString);
      assertTrue(run.complaint().contains("LC_ALL=C.UTF-8"), run::toString);
    }
  }

  @ParameterizedTest
  @CsvSource({"192.0.2.1, waits for the address", "nowhere.invalid, waits for the name"})
  void anAddressOrNameThatIsNotThereYetIsWaitedFor(String host, String words, @TempDir Path folder)
      throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    StringWriter said = new StringWriter();
    PrintWriter err =
        new PrintWriter(said) {
          @Override
          public void flush() {
            told.countDown();
          }
        };
    ServerRun run = new ServerRun(new PrintWriter(Writer.nullWriter()), err);
    ServerConfig config =
        ServerConfig.inFolder(folder)
            .withHost(host)
            .withPort(0)
            .withPlainHttp(true)
            .withBcryptCost(ServerConfig.MIN_BCRYPT_COST);
    Thread waiting = Thread.ofPlatform().start(() -> run.untilToldToStop(config));

    told.await();
    assertTrue(said.toString().contains(words + " " + host), said::toString);
    assertTrue(waiting.isAlive());
    waiting.interrupt();
    waiting.join();
  }
}
