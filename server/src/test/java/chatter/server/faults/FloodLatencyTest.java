package chatter.server.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import chatter.server.ServerProcess;
import chatter.server.figures.Figures;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What others feel of each flood, from one connection and from ten, plain and with TLS. That each
/// ends with the right code is part of every build: `FrameFloodTest`.
@Tag("faults")
final class FloodLatencyTest {
  private static final int PEOPLE = 50;
  private static final int FLOODERS = 10;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// Between two percentiles of a busy machine, so that only neighbours who are really hurt fail.
  private static final Duration CEILING = Duration.ofMillis(500);

  @TempDir private Path folder;

  @Test
  void nobodyElseNoticesAFlood() throws GeneralSecurityException {
    assumeTrue(Form.isFull(), "takes minutes");
    List<String> hurt = new ArrayList<>();
    try (ServerProcess process =
            ServerProcess.start(
                Map.of("JDK_JAVA_OPTIONS", "-Xmx512m"),
                List.of(),
                "--port=0",
                // With a key of its own: TLS, and plain http for this computer.
                "--host=0.0.0.0",
                "--data=" + folder,
                "--bcrypt-cost=4",
                "--limit=registrations-per-minute=0");
        Crowd crowd = new Crowd(process::port)) {
      List<String> tokens = Load.people(process, PEOPLE + FLOODERS);
      List<Member> others = tokens.subList(0, PEOPLE).stream().map(crowd::join).toList();
      List<String> flooders = tokens.subList(PEOPLE, PEOPLE + FLOODERS);
      crowd.awaitLive(PATIENCE);
      // Everybody's code is warm before the first run, or it would be the slower one.
      p99(crowd, others);
      for (SSLContext tls : new SSLContext[] {null, trustingAnybody()}) {
        for (Floods.Kind kind : Floods.Kind.values()) {
          for (int count : new int[] {1, FLOODERS}) {
            Duration before = p99(crowd, others);
            Duration during;
            int ended;
            try (Floods floods =
                Floods.begin(kind, process.port(), tls, flooders.subList(0, count))) {
              during = p99(crowd, others);
              ended = floods.ended();
            }
            Duration slower = during.minus(before);
            String what = kind + " of " + count + (tls == null ? ", plain" : ", TLS");
            Figures.record(
                "flood: " + what,
                "others' p99 within 20 ms of the run without",
                "p99 "
                    + Latencies.millis(during)
                    + ", without "
                    + Latencies.millis(before)
                    + "; ended "
                    + ended
                    + " times",
                slower.toMillis() <= 20);
            if (slower.compareTo(CEILING) >= 0) {
              hurt.add(what + ": " + before + " became " + during);
            }
          }
        }
      }
      others.forEach(other ->
          assertEquals(List.of(), crowd.ask(() -> List.copyOf(other.closeCodes)), "others closed"));
      long last = crowd.newest();
      crowd.awaitSeq(last, PATIENCE);
      assertEquals(0, crowd.sum(m -> m.holes), "holes");
      assertTrue(hurt.isEmpty(), hurt::toString);
    }
  }

  private static Duration p99(Crowd crowd, List<Member> others) {
    crowd.latencies();
    Load.talk(crowd, others.subList(0, 20), 40, 4_000, "hello");
    return crowd.latencies().percentile(99);
  }

  private static SSLContext trustingAnybody() throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new TrustsAnybody()}, null);
    return context;
  }

  /// The server's key is its own, and which it is does not matter here.
  private static final class TrustsAnybody extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

    @Override
    public void checkClientTrusted(
        X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

    @Override
    public void checkServerTrusted(
        X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
