package chatter.server.benchmark;

import chatter.server.figures.Figure;
import chatter.server.figures.Figures;
import chatter.server.figures.Sections;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/// How long somebody in five hundred conversations waits for the list of them: from `hello` to the
/// whole `welcome`, with what is unread, what mentions that person, and each one's last line.
final class WelcomePart implements Sections.Section {
  private static final int CONVERSATIONS = 500;
  private static final int PEOPLE = 500;
  private static final int WARM = 300;
  private static final double GOAL_MILLIS = 30;
  private static final long ANSWER_SECONDS = 30;

  @Override
  public void run(boolean quick) throws IOException {
    int conversations = quick ? 100 : CONVERSATIONS;
    int times = quick ? 50 : 300;
    try (World world = World.of(1, PEOPLE)) {
      world.fillLife(1, conversations, 200);
      try (Subject server = Subject.chatter(world.data());
          HttpClient http = HttpClient.newHttpClient()) {
        Histogram histogram = new Histogram(TimeUnit.MINUTES.toNanos(1), 3);
        String token = world.members().getFirst().token();
        String hello = "{\"type\":\"hello\",\"version\":" + server.build().protocol() + "}";
        long cpu = 0;
        int chars = 0;
        for (int i = -WARM; i < times; i++) {
          if (i == 0) {
            cpu = (long) (server.cpuSeconds() * 1e9);
            histogram.reset();
          }
          Answer answer = new Answer();
          WebSocket socket =
              http.newWebSocketBuilder()
                  .buildAsync(
                      URI.create("ws://127.0.0.1:" + server.port() + "/ws/" + token), answer)
                  .join();
          long begin = System.nanoTime();
          socket.sendText(hello, true).join();
          String welcome = answer.first.orTimeout(ANSWER_SECONDS, TimeUnit.SECONDS).join();
          histogram.recordValue(answer.nanos - begin);
          socket.abort();
          chars = welcome.indexOf('\n') < 0 ? welcome.length() : welcome.indexOf('\n');
          if (!welcome.startsWith("{\"type\":\"welcome\"") || listed(welcome) != conversations) {
            throw new IOException(listed(welcome) + " conversations were told");
          }
        }
        double cpuMillis = (server.cpuSeconds() - cpu / 1e9) * 1e3 / times;
        double p50 = histogram.getValueAtPercentile(50) / 1e6;
        double p99 = histogram.getValueAtPercentile(99) / 1e6;
        Figures.record(
            new Figure(
                String.format(
                    Locale.ROOT, "welcome for an account in %d conversations", conversations),
                "median at most 30 ms",
                String.format(Locale.ROOT, "median %.1f ms, p99 %.1f ms", p50, p99),
                p50 <= GOAL_MILLIS,
                String.format(
                    Locale.ROOT,
                    "from hello to the whole welcome as the client sees it, %d kB; %.1f ms of the"
                        + " server's CPU with connecting and leaving",
                    chars / 1_000,
                    cpuMillis),
                Map.of("p50Millis", p50, "p99Millis", p99, "serverCpuMillis", cpuMillis)));
      }
    }
  }

  private static int listed(String welcome) {
    return welcome.split("\"lastSeq\":", -1).length - 1;
  }

  /// Takes the first frame, whole.
  private static final class Answer implements WebSocket.Listener {
    private final CompletableFuture<String> first = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private volatile long nanos;

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      if (!first.isDone()) {
        text.append(data);
        if (last) {
          nanos = System.nanoTime();
          first.complete(text.toString());
        }
      }
      socket.request(1);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      first.completeExceptionally(error);
    }
  }
}
