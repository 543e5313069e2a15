package chatter.server.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.Postgres;
import chatter.server.faults.Tools;
import chatter.server.store.postgres.PostgresAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Both buses: each message comes to all that listen, this one too, and again after the bus was
/// away.
final class BusesTest {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final List<String> first = new CopyOnWriteArrayList<>();
  private final List<String> second = new CopyOnWriteArrayList<>();

  @Test
  void databaseIsABus() {
    Postgres.mustBeHere();
    PostgresAddress address = Postgres.newDatabase();
    try (Bus one = new PostgresBus(address);
        Bus other = new PostgresBus(address)) {
      carries(
          one,
          other,
          () ->
              Postgres.execute(
                  "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                      + " WHERE datname = '"
                      + address.database()
                      + "'"));
    }
  }

  @Test
  void natsIsABus() {
    try (NatsServer server = Tools.nats();
        Bus one = new NatsBus(server.address(), () -> "a-chat");
        Bus other = new NatsBus(server.address(), () -> "a-chat");
        Bus stranger = new NatsBus(server.address(), () -> "another-chat")) {
      List<String> strange = new CopyOnWriteArrayList<>();
      stranger.listen(strange::add);
      carries(
          one,
          other,
          () -> {
            server.go();
            one.publish("to nobody");
            server.come();
          });
      assertEquals(List.of(), strange, "another chat hears nothing of it");
    }
  }

  @Test
  void natsMayComeLater() {
    NatsServer server = Tools.nats();
    server.go();
    try (server;
        Bus bus = new NatsBus(server.address(), () -> "a-chat")) {
      bus.listen(first::add);
      bus.publish("dropped");
      // Long enough for a first try, which fails.
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
      server.come();
      until(bus, "hello", List.of(first));
    }
  }

  @Test
  void addressIsOneOfTheTwo() {
    assertEquals(null, BusAddress.parse("postgres").nats());
    assertEquals(
        "nats://localhost:4222", BusAddress.parse("nats://me:secret@localhost:4222").toString());
    assertEquals(
        "tls://bus.example:4222", BusAddress.parse("tls://me:secret@bus.example:4222").toString());
    for (String wrong : List.of("redis://localhost", "nats:", "", "nats://bus.example:4222")) {
      String said =
          assertThrows(IllegalArgumentException.class, () -> BusAddress.parse(wrong)).getMessage();
      assertTrue(said.contains("HOST:4222"), said);
    }
  }

  private void carries(Bus one, Bus other, Runnable away) {
    one.listen(first::add);
    other.listen(second::add);
    until(one, "one?", List.of(first, second));
    until(other, "other?", List.of(first, second));
    first.clear();
    second.clear();
    String large = "x".repeat(Bus.MOST_BYTES);
    List<String> all =
        IntStream.range(0, 50)
            .mapToObj(i -> i + " line\nand line \u00e9\u4e16 'quoted' \\")
            .toList();
    all.forEach(one::publish);
    one.publish(large);
    until(() -> first.contains(large) && second.contains(large));
    assertTrue(first.containsAll(all) && second.containsAll(all), "nothing was lost meanwhile");
    away.run();
    until(one, "one again", List.of(first, second));
    until(other, "other again", List.of(first, second));
  }

  /// Says it until all have heard it: nobody promises that each message comes.
  private static void until(Bus bus, String message, List<List<String>> heard) {
    until(() -> {
      bus.publish(message);
      return heard.stream().allMatch(h -> h.contains(message));
    });
  }

  private static void until(BooleanSupplier condition) {
    long began = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - began > PATIENCE_NANOS) {
        throw new AssertionError("it did not come");
      }
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
  }
}
