package chatter.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.ServerConfig.MetricsAddress;
import chatter.server.limit.Limit;
import chatter.server.web.RawHttp;
import chatter.shared.api.LoginRequest;
import chatter.shared.protocol.ClientCommand.SendMessage;
import chatter.shared.protocol.RejectCode;
import chatter.shared.protocol.ServerEvent.Ack;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import chatter.shared.protocol.ServerEvent.Rejected;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// What can be watched of a server, and that what is said of it elsewhere is so.
final class MetricsTest {
  private static final Path MONITORING = Path.of("..", "installer", "monitoring");
  private static final Pattern SAMPLE =
      Pattern.compile("([a-z_]+(?:\\{[a-z_]+=\"[^\"\\n]*\"(?:,[a-z_]+=\"[^\"\\n]*\")*})?) (\\S+)");
  private static final Pattern NAMED = Pattern.compile("\\b(?:chatter|jvm|process)_[a-z_]+\\b");

  @RegisterExtension
  final TestServer server =
      TestServer.standard()
          .with(config ->
              config
                  .withMetrics(new MetricsAddress("127.0.0.1", 0))
                  .withLimit(Limit.SENDS_BURST, 5)
                  .withLimit(Limit.SENDS_PER_SECOND, 1));

  @TempDir private Path folder;

  @Test
  void countsWhatPeopleDo() {
    TestConnection ada = server.signUp("ada").connect();
    TestConnection ben = server.signUp("ben").connect();
    String twice = UUID.randomUUID().toString();
    ada.done(new SendMessage(1L, TestConnection.LOBBY, twice, "one", null));
    Ack again = ada.done(new SendMessage(2L, TestConnection.LOBBY, twice, "one", null));
    assertTrue(again.duplicate());
    ada.post("two");
    ben.awaits(MessagePosted.class, m -> m.body().equals("two"));
    ben.refused(new SendMessage(3L, 99, UUID.randomUUID().toString(), "nowhere", null));
    HttpResponse<String> wrong =
        server
            .http()
            .post("/api/login", null, new LoginRequest("ada@example.org", "not hers at all", "x"));
    assertEquals(401, wrong.statusCode());

    Map<String, Double> seen = look();
    assertEquals(2, seen.get("chatter_connections"));
    assertEquals(2, seen.get("chatter_sessions_connected"));
    assertEquals(2, seen.get(command("hello", "done")));
    assertEquals(2, seen.get(command("send_message", "done")));
    assertEquals(1, seen.get(command("send_message", "duplicate")));
    assertEquals(1, seen.get(command("send_message", "refused")));
    assertEquals(2, seen.get("chatter_logins_total{outcome=\"right\"}"));
    assertEquals(1, seen.get("chatter_logins_total{outcome=\"wrong\"}"));
    assertEquals(1, seen.get("chatter_http_requests_total{status=\"401\"}"));
    assertEquals(2, seen.get("chatter_http_requests_total{status=\"101\"}"));
    // Both have two messages, and who wrote has three answers.
    assertTrue(seen.get("chatter_deliveries_total") >= 7, seen::toString);
    assertTrue(
        seen.get("chatter_frames_sent_bytes_total") > seen.get("chatter_frames_sent_total"),
        seen::toString);
    assertTrue(
        seen.get("chatter_network_sent_bytes_total") > seen.get("chatter_frames_sent_bytes_total"),
        seen::toString);
    assertTrue(seen.get("chatter_network_received_bytes_total") > 1_000, seen::toString);
    assertTrue(seen.get("chatter_store_group_size_sum") >= 5, seen::toString);
    assertEquals(
        seen.get("chatter_store_group_size_count"),
        seen.get("chatter_store_groups_total{outcome=\"stored\"}"));
    assertTrue(seen.get("chatter_store_commit_seconds_sum") > 0, seen::toString);
    assertTrue(seen.get("chatter_store_queue_seconds_count") >= 5, seen::toString);
    assertTrue(seen.get("chatter_store_reader_wait_seconds_count") > 0, seen::toString);
    assertEquals(0, seen.get("chatter_store_groups_total{outcome=\"in_doubt\"}"));
    assertEquals(1, seen.get("chatter_ready"));
    assertTrue(seen.get("process_cpu_seconds_total") > 0, seen::toString);

    for (int i = 0; i < 20; i++) {
      ada.send("too fast");
    }
    ada.awaits(Rejected.class, refused -> refused.code() == RejectCode.RATE_LIMITED);
    assertTrue(look().get(command("send_message", "limited")) >= 1);
    ada.vanish();
    server.awaitConnections(1);
    assertEquals(1, look().get("chatter_sessions_connected"));
  }

  @Test
  void isShownOnItsOwnPortToWhoeverCallsItByItsAddress() throws IOException {
    String got = ask(server.metricsPort(), "/metrics", "127.0.0.1");
    assertTrue(got.startsWith("HTTP/1.1 200"), got);
    assertTrue(got.contains("text/plain; version=0.0.4"), got);
    assertTrue(ask(server.metricsPort(), "/metrics", "localhost").startsWith("HTTP/1.1 200"));
    assertTrue(ask(server.metricsPort(), "/metrics", "[::1]").startsWith("HTTP/1.1 200"));
    String lured = ask(server.metricsPort(), "/metrics", "lure.example.org");
    assertTrue(lured.startsWith("HTTP/1.1 421"), lured);
    assertFalse(lured.contains("chatter_"), lured);
    assertTrue(ask(server.metricsPort(), "/api/health", "127.0.0.1").startsWith("HTTP/1.1 404"));
    assertTrue(ask(server.port(), "/metrics", "127.0.0.1").startsWith("HTTP/1.1 404"));
  }

  @Test
  void takenPortIsSaid() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ChatterServer other =
            new ChatterServer(
                ServerConfig.inFolder(folder)
                    .withPort(0)
                    .withMetrics(new MetricsAddress("127.0.0.1", taken.getLocalPort())))) {
      String said = assertThrows(MetricsException.class, other::start).getMessage();
      assertTrue(said.contains("port " + taken.getLocalPort() + " (choose another with"), said);
    }
  }

  @Test
  void everyMetricIsExplained() throws IOException {
    Map<String, String> types = described("TYPE");
    String shown =
        described("HELP").entrySet().stream()
            .map(help ->
                "| `%s` | %s | %s |"
                    .formatted(help.getKey(), types.get(help.getKey()), help.getValue()))
            .collect(Collectors.joining("\n"));
    String explained =
        Files.readAllLines(MONITORING.resolve("METRICS.md")).stream()
            .filter(line -> line.startsWith("| `"))
            .collect(Collectors.joining("\n"));
    assertEquals(shown, explained);
  }

  @Test
  void dashboardAndAlarmsNameWhatThereIs() throws IOException {
    Map<String, String> types = described("TYPE");
    Set<String> all = new TreeSet<>();
    types.forEach((name, type) -> {
      if (type.equals("histogram")) {
        all.addAll(List.of(name + "_bucket", name + "_sum", name + "_count"));
      } else {
        all.add(name);
      }
    });
    for (String file : List.of("dashboard.json", "alerts.yml")) {
      Set<String> named =
          NAMED
              .matcher(Files.readString(MONITORING.resolve(file)))
              .results()
              .map(MatchResult::group)
              .collect(Collectors.toCollection(TreeSet::new));
      assertTrue(named.size() > 5, file + " names only " + named);
      named.removeAll(all);
      assertEquals(Set.of(), named, file + " names what is not there");
    }
  }

  private static String command(String command, String outcome) {
    return "chatter_commands_total{command=\"" + command + "\",outcome=\"" + outcome + "\"}";
  }

  private Map<String, Double> look() {
    Map<String, Double> samples = new TreeMap<>();
    text()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(line -> {
          var sample = SAMPLE.matcher(line);
          assertTrue(sample.matches(), line);
          String value = sample.group(2).replace("+Inf", "Infinity");
          assertEquals(null, samples.put(sample.group(1), Double.valueOf(value)), line);
        });
    return samples;
  }

  /// By name, in order, what a line of that kind says.
  private Map<String, String> described(String kind) {
    String begin = "# " + kind + " ";
    Map<String, String> described = new TreeMap<>();
    text()
        .lines()
        .filter(line -> line.startsWith(begin))
        .map(line -> line.substring(begin.length()).split(" ", 2))
        .forEach(pair -> described.put(pair[0], pair[1]));
    return described;
  }

  private String text() {
    try (TestHttp http = new TestHttp(server.metricsPort())) {
      HttpResponse<String> answer = http.get("/metrics", null);
      assertEquals(200, answer.statusCode());
      return answer.body();
    }
  }

  private static String ask(int port, String path, String host) throws IOException {
    return RawHttp.exchange(
        port, "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
  }
}
