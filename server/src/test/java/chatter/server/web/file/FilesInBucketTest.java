package chatter.server.web.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.Postgres;
import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.cluster.BusAddress;
import chatter.server.faults.FaultProxy;
import chatter.server.file.FilesAddress;
import chatter.server.file.s3.S3Address;
import chatter.server.file.s3.S3Server;
import chatter.server.limit.Limit;
import chatter.server.store.postgres.PostgresAddress;
import chatter.shared.protocol.ClientCommand.SendMessage;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two servers of one chat whose files are in a bucket, and the way there, which breaks.
final class FilesInBucketTest {
  /// More than Jetty has threads of the system's.
  private static final int MANY = 40;

  private FaultProxy way;
  private TestServer one;
  private TestServer two;
  private TestUser ada;
  private TestUser ben;

  @BeforeEach
  void start() {
    Postgres.mustBeHere();
    S3Server s3 = S3Server.running();
    way = FaultProxy.toOther(s3::port);
    S3Address bucket = s3.through(s3.newBucket(), way.port());
    PostgresAddress database = Postgres.newDatabase();
    one = server(database, bucket);
    two = server(database, bucket);
    ada = one.signUp("ada");
    ben = one.signUp("ben").at(two);
  }

  private static TestServer server(PostgresAddress database, S3Address bucket) {
    return TestServer.standard()
        .without(Limit.REQUESTS_PER_SECOND, Limit.DOWNLOADS_AT_ONCE)
        .with(config ->
            config
                .withStore(database)
                .withFiles(FilesAddress.bucket(bucket))
                .withBus(BusAddress.database()))
        .start();
  }

  @AfterEach
  void close() {
    two.close();
    one.close();
    way.close();
  }

  private static SendMessage message(TestConnection from, String id) {
    return new SendMessage(
        from.nextId(), TestConnection.LOBBY, TestConnection.newCommandId(), "", null, List.of(id));
  }

  private static byte[] noise(int many) {
    byte[] noise = new byte[many];
    new Random(many).nextBytes(noise);
    return noise;
  }

  /// Sends a file at the first server and says so at the second.
  private String sent(byte[] bytes) {
    String id = new TestUpload(one, ada).whole("noise.bin", bytes);
    TestConnection adas = ada.connect();
    adas.done(message(adas, id));
    return id;
  }

  @Test
  void whatIsSentAtOneIsReadAtTheOtherWholeAndInParts() {
    byte[] noise = noise(700_000);
    TestConnection bens = ben.connect();
    String id = sent(noise);
    assertEquals("noise.bin", bens.awaits(MessagePosted.class).files().getFirst().name());
    TestUpload bensFiles = new TestUpload(two, ben);
    String url = bensFiles.links(id).getFirst().url();
    HttpResponse<byte[]> whole = bensFiles.get(url);
    assertEquals(200, whole.statusCode());
    assertArrayEquals(noise, whole.body());
    HttpResponse<byte[]> part = bensFiles.get(url, "Range", "bytes=300000-699999");
    assertEquals(206, part.statusCode());
    assertArrayEquals(Arrays.copyOfRange(noise, 300_000, 700_000), part.body());
  }

  @Test
  void withoutTheBucketFilesWaitAndMessagesDoNot() {
    String before = sent(noise(1_000));
    TestUpload adas = new TestUpload(one, ada);
    String url = adas.links(before).getFirst().url();
    String id = adas.created("late.bin", 1_000);
    TestConnection talking = ada.connect();
    way.refuse();
    HttpResponse<String> refused = adas.patch(id, 0, noise(1_000));
    assertEquals(503, refused.statusCode());
    assertTrue(refused.body().contains("\"busy\""), refused.body());
    assertTrue(refused.headers().firstValue("Retry-After").isPresent());
    assertEquals(503, adas.get(url).statusCode());
    talking.post("still here");
    way.heal();
    awaitStored(adas, id);
    talking.done(message(talking, id));
    assertArrayEquals(noise(1_000), adas.get(adas.links(id).getFirst().url()).body());
  }

  /// Whoever asks how far an upload came has it finished, once that can be.
  private static void awaitStored(TestUpload files, String id) {
    until("it is stored", () -> files.head(id).statusCode() == 200);
    assertEquals(1_000, files.offset(id));
  }

  private static void until(String what, BooleanSupplier so) {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!so.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, what);
      LockSupport.parkNanos(20_000_000);
    }
  }

  @Test
  void whoWaitsForABucketThatIsSilentKeepsNobodyElseWaiting() {
    String id = sent(noise(1_000));
    TestUpload files = new TestUpload(one, ada);
    String url = files.links(id).getFirst().url();
    TestConnection talking = ada.connect();
    way.stall(FaultProxy.Direction.values());
    try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<Integer>> waiting =
          IntStream.range(0, MANY)
              .mapToObj(
                  _ -> CompletableFuture.supplyAsync(() -> files.get(url).statusCode(), readers))
              .toList();
      until("all ask the bucket", () -> way.connections() >= MANY);
      talking.post("meanwhile");
      assertEquals(200, one.http().get("/api/health", null).statusCode());
      assertTrue(waiting.stream().noneMatch(CompletableFuture::isDone), "nobody waited");
      way.heal();
      waiting.forEach(answer -> assertTrue(List.of(200, 503).contains(answer.join())));
    }
  }
}
