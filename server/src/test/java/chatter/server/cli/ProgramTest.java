package chatter.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.ServerConfig;
import chatter.server.backup.BackupPlan;
import chatter.server.limit.Limit;
import chatter.server.tls.TlsFiles;
import chatter.shared.api.Registration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a plain start reads must be what picocli would read, and the rest must be left to it.
final class ProgramTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--port=0",
        "--port=007",
        "--trusted-proxy=127.0.0.1 --trusted-proxy=::1",
        "--host=0.0.0.0 --port=81",
        "--host=::1 --data=relative/folder --backups=another",
        "--session-grace=10m --bcrypt-cost=4",
        "--plain-http --host=0.0.0.0",
        "--plain-http=true",
        "--announce --host=0.0.0.0",
        "--announce=false",
        "--trusted-proxy=127.0.0.1,10.0.0.0/8",
        "--public-url=https://chat.example.org/chat,http://my_server:8080",
        "--registration=open --name=Ours",
        "--registration=CLOSED",
        "--plain-http=false --tls-cert=a.pem --tls-key=folder/b.pem",
        "--session-grace=pt5s --limit=sends-burst=9 --limit=sends-per-second=0",
      })
  void plainStartIsReadAsPicocliReadsIt(String line) {
    String[] args = args(line);
    picocli.CommandLine command = ServerCommand.commandLine();
    command.parseArgs(args);
    ServerCommand server = command.getCommand();
    // Limits have no equals(), but say what they are.
    assertEquals(
        server.config().toString(),
        Program.plainStart(System.getenv(), args).orElseThrow().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "--version",
        "check --data=x",
        "--data=x check",
        "--port 80",
        "--port=",
        "--port=abc",
        "--port=70000",
        "--port=1 --port=2",
        "--bcrypt-cost=3",
        "--session-grace=soon",
        "--limit=nonsense=1",
        "--nonsense=1",
        "--tls-cert=a.pem",
        "--tls-key=a.pem",
        "--tls-cert",
        "--plain-http=maybe",
        "--announce=perhaps",
        "--trusted-proxy=nonsense",
        "--public-url=chat.example.org",
        "--registration=maybe",
        "--name=Our chat",
        "--name=\u202e",
        "--plain-http --plain-http",
        "--plain-http --tls-cert=a.pem --tls-key=a.pem",
        "@file",
        "--data='x'",
        "--data=$HOME",
      })
  void restIsLeftToPicocli(String line) {
    assertTrue(Program.plainStart(Map.of(), args(line)).isEmpty());
  }

  @Test
  void environmentCountsWhereTheCommandLineSaysNothing() {
    ServerConfig config =
        Program.plainStart(
                Map.of(
                    "CHATTER_HOST", "0.0.0.0",
                    "CHATTER_PORT", "81",
                    "CHATTER_DATA", "folder",
                    "CHATTER_SESSION_GRACE", "5s",
                    "CHATTER_BCRYPT_COST", "4",
                    "CHATTER_PLAIN_HTTP", "true",
                    "CHATTER_ANNOUNCE", "true",
                    "CHATTER_REGISTRATION", "invite",
                    "CHATTER_NAME", "Ours",
                    "CHATTER_LIMITS", "sends-burst=7,sends-per-second=3"),
                "--port=82",
                "--limit=sends-burst=9")
            .orElseThrow();
    assertEquals("0.0.0.0", config.host());
    assertEquals(82, config.port());
    assertEquals(Path.of("folder"), config.data());
    assertEquals(Duration.ofSeconds(5), config.sessionGrace());
    assertEquals(4, config.bcryptCost());
    assertTrue(config.plainHttp());
    assertTrue(config.announced());
    assertEquals(new ServerConfig.SettingsChange("Ours", Registration.INVITE), config.settings());
    assertEquals(9, config.limits().value(Limit.SENDS_BURST));
    assertEquals(3, config.limits().value(Limit.SENDS_PER_SECOND));
  }

  @Test
  void passwordsAreHardToGuessUnlessSomebodySaysOtherwise() {
    assertEquals(12, Program.plainStart(Map.of()).orElseThrow().bcryptCost());
  }

  @Test
  void certificateComesFromTheEnvironmentToo() {
    assertEquals(
        new TlsFiles(Path.of("a.pem"), Path.of("b.pem")),
        Program.plainStart(Map.of("CHATTER_TLS_CERT", "a.pem"), "--tls-key=b.pem")
            .orElseThrow()
            .tls());
  }

  @Test
  void environmentNamesTheFolderForBackups() {
    assertEquals(
        BackupPlan.hourly(Path.of("shelf")),
        Program.plainStart(Map.of("CHATTER_BACKUPS", "shelf")).orElseThrow().backups());
    assertEquals(BackupPlan.none(), Program.plainStart(Map.of()).orElseThrow().backups());
  }

  @Test
  void emptyVariableIsLeftToPicocli() {
    assertTrue(Program.plainStart(Map.of("CHATTER_PORT", "")).isEmpty());
  }

  private static String[] args(String line) {
    return Arrays.stream(line.split(" ", -1)).filter(a -> !a.isEmpty()).toArray(String[]::new);
  }
}
