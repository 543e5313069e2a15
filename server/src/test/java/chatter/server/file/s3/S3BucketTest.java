package chatter.server.file.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.faults.FaultProxy;
import chatter.server.store.StorageException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What is asked of a real server for the S3 API, and of some that do not do as they should.
final class S3BucketTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static S3Server s3;

  @BeforeAll
  static void start() {
    s3 = S3Server.running();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static StorageException refused(S3Address address) {
    try (S3Bucket bucket = new S3Bucket(address)) {
      return assertThrows(StorageException.class, () -> bucket.put("x", text("x")));
    }
  }

  @Test
  void keepsWhatIsPutThere() throws IOException {
    try (S3Bucket bucket = new S3Bucket(s3.newBucket())) {
      assertTrue(bucket.open("a/b").isEmpty());
      assertTrue(bucket.length("a/b").isEmpty());
      bucket.put("a/b", text("one"));
      bucket.put("a/b", text("other"));
      assertEquals(5, bucket.length("a/b").orElseThrow());
      assertArrayEquals(text("other"), bucket.read("a/b", 100).orElseThrow());
      assertArrayEquals(text("oth"), bucket.read("a/b", 3).orElseThrow());
      S3Bucket.Block block = bucket.get("a/b", 2, 2).orElseThrow();
      assertEquals(ByteBuffer.wrap(text("he")), block.bytes());
      assertEquals(5, block.total());
      bucket.remove("a/b");
      bucket.remove("a/b");
      assertTrue(bucket.read("a/b", 100).isEmpty());
    }
  }

  @Test
  void saysThatThereIsNoSuchBucket() {
    S3Address none = s3.parse("no-such-bucket", Map.of());
    assertTrue(refused(none).getMessage().contains("has no bucket of that name"));
    try (S3Bucket bucket = new S3Bucket(none)) {
      // Which is another thing than that nothing is in it.
      assertThrows(StorageException.class, () -> bucket.read("x", 1));
    }
  }

  @Test
  void saysThatTheCredentialsAreWrongAndNotWhichTheyAre() {
    String place = s3.newBucket().bucket();
    StorageException refused =
        refused(s3.parse(place, Map.of("AWS_SECRET_ACCESS_KEY", "another-secret")));
    assertTrue(
        refused.getMessage().contains("does not know the credentials"), refused.getMessage());
    assertFalse(refused.getMessage().contains("another-secret"));
  }

  @Test
  void saysThatTheClockIsWrong() {
    Clock late = Clock.offset(Clock.systemUTC(), Duration.ofHours(2));
    try (S3Bucket bucket = new S3Bucket(s3.newBucket(), late, PATIENCE, PATIENCE)) {
      StorageException refused =
          assertThrows(StorageException.class, () -> bucket.put("x", text("x")));
      assertTrue(refused.getMessage().contains("set the clock"), refused.getMessage());
    }
  }

  @Test
  void doesNotWaitForEverAndThenNotAtAllForAMoment() {
    try (FaultProxy proxy = FaultProxy.toOther(s3::port);
        S3Bucket bucket =
            new S3Bucket(
                s3.through(s3.newBucket(), proxy.port()),
                Clock.systemUTC(),
                Duration.ofMillis(500),
                PATIENCE)) {
      proxy.stall(FaultProxy.Direction.values());
      StorageException away =
          assertThrows(StorageException.class, () -> bucket.put("x", text("x")));
      assertEquals(StorageException.Kind.BUSY, away.kind());
      assertTrue(away.getMessage().contains("does not answer in time"), away.getMessage());
      StorageException still = assertThrows(StorageException.class, () -> bucket.read("x", 1));
      assertEquals(StorageException.Kind.BUSY, still.kind());
      assertTrue(still.getMessage().contains("was away a moment ago"), still.getMessage());
    }
  }

  @Test
  void triesAgainWhatFailedForAMoment() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    try (Odd odd =
            Odd.answering(exchange -> {
              exchange.getRequestBody().readAllBytes();
              exchange.sendResponseHeaders(asked.incrementAndGet() < 3 ? 503 : 200, -1);
            });
        S3Bucket bucket = new S3Bucket(odd.address())) {
      bucket.put("x", text("x"));
      assertEquals(3, asked.get());
    }
  }

  @Test
  void takesNoMoreThanItAskedFor() throws IOException {
    try (Odd odd =
            Odd.answering(exchange -> {
              exchange.sendResponseHeaders(200, 0);
              byte[] some = new byte[64 * 1024];
              for (int i = 0; i < 10_000; i++) {
                exchange.getResponseBody().write(some);
              }
            });
        S3Bucket bucket = new S3Bucket(odd.address())) {
      assertThrows(StorageException.class, () -> bucket.read("x", 1_000));
      assertEquals(0, odd.whole.get());
    }
  }

  @Test
  void saysThatItIsFull() throws IOException {
    try (Odd odd =
            Odd.answering(exchange -> {
              exchange.getRequestBody().readAllBytes();
              byte[] said = text("<Error><Code>XMinioStorageFull</Code></Error>");
              exchange.sendResponseHeaders(507, said.length);
              exchange.getResponseBody().write(said);
            });
        S3Bucket bucket = new S3Bucket(odd.address())) {
      assertEquals(
          StorageException.Kind.FULL,
          assertThrows(StorageException.class, () -> bucket.put("x", text("x"))).kind());
    }
  }

  /// What answers as it is told.
  private record Odd(HttpServer server, AtomicInteger whole) implements AutoCloseable {
    private interface Answer {
      void to(HttpExchange exchange) throws IOException;
    }

    private static Odd answering(Answer answer) throws IOException {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      AtomicInteger whole = new AtomicInteger();
      server.createContext(
          "/",
          exchange -> {
            try (exchange) {
              answer.to(exchange);
              whole.incrementAndGet();
            }
          });
      server.start();
      return new Odd(server, whole);
    }

    private S3Address address() {
      return S3Address.parse(
          "s3://bucket?endpoint=http://127.0.0.1:" + server.getAddress().getPort(),
          S3Server.environment(Map.of()));
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
