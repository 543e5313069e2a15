package chatter.server.cluster;

import chatter.server.health.Threads;
import chatter.server.realtime.Hub;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which other servers there are and who is connected to each, as far as they say so by the bus.
/// Each says who is at it when that changes and every few seconds; of one that is silent, as one
/// that died, nobody is here any more. Only for showing: nothing that is stored depends on it.
final class Nodes implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Nodes.class);
  private static final long TICK_MILLIS = 250;
  private static final long BEAT_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long REPEAT_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long DEAF_NANOS = TimeUnit.SECONDS.toNanos(3);

  /// So many accounts fit into one message however large their ids are.
  private static final int ACCOUNTS = 500;

  private final String node;
  private final Hub hub;
  private final Bus bus;
  private final Map<String, Node> others = new HashMap<>();
  private final Thread thread = Thread.ofPlatform().name("nodes").unstarted(this::run);
  private volatile long heardNanos = System.nanoTime() - DEAF_NANOS;
  private volatile boolean closing;
  private Set<Long> said = Set.of();
  private long saidNanos;
  private long beatNanos;
  private long generation;

  /// @param node this one
  Nodes(String node, Hub hub, Bus bus) {
    this.node = node;
    this.hub = hub;
    this.bus = bus;
  }

  void start() {
    saidNanos = System.nanoTime() - REPEAT_NANOS;
    beatNanos = System.nanoTime() - BEAT_NANOS;
    thread.start();
  }

  /// Whether what it says comes back by the bus.
  boolean hears() {
    return System.nanoTime() - heardNanos < DEAF_NANOS;
  }

  /// How many others there are.
  int others() {
    synchronized (others) {
      return others.size();
    }
  }

  private void run() {
    while (!closing) {
      try {
        beat();
        TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        log.warn("could not tell the other servers who is here", e);
      }
    }
  }

  private void beat() {
    long now = System.nanoTime();
    if (now - beatNanos >= BEAT_NANOS) {
      beatNanos = now;
      bus.publish("H " + node);
    }
    Set<Long> here = hub.here();
    if (!here.equals(said) || now - saidNanos >= REPEAT_NANOS) {
      say(here);
      said = here;
      saidNanos = now;
    }
    synchronized (others) {
      for (Iterator<Map.Entry<String, Node>> i = others.entrySet().iterator(); i.hasNext(); ) {
        Map.Entry<String, Node> other = i.next();
        if (now - other.getValue().heardNanos > SILENT_NANOS) {
          i.remove();
          log.info("nothing is heard of another server any more");
          hub.elsewhere(other.getKey(), Set.of());
        }
      }
    }
  }

  /// In as many messages as it takes; who hears them waits for the last.
  private void say(Set<Long> here) {
    Long[] accounts = new TreeSet<>(here).toArray(Long[]::new);
    int parts = Math.max(1, (accounts.length + ACCOUNTS - 1) / ACCOUNTS);
    generation++;
    for (int i = 0; i < parts; i++) {
      Long[] part =
          Arrays.copyOfRange(accounts, i * ACCOUNTS, Math.min(accounts.length, (i + 1) * ACCOUNTS));
      bus.publish("P " + node + " " + generation + " " + i + " " + parts + " " + packed(part));
    }
  }

  private static String packed(Long[] accounts) {
    StringBuilder text = new StringBuilder();
    long before = 0;
    for (Long account : accounts) {
      text.append(Long.toString(account - before, Character.MAX_RADIX)).append(',');
      before = account;
    }
    return text.toString();
  }

  private static Set<Long> unpacked(String text) {
    Set<Long> accounts = new TreeSet<>();
    long before = 0;
    for (String part : text.split(",", -1)) {
      if (!part.isEmpty()) {
        before += Long.parseLong(part, Character.MAX_RADIX);
        accounts.add(before);
      }
    }
    return accounts;
  }

  /// Somebody types here.
  void typing(long conversation, long account, boolean typing) {
    bus.publish("T " + node + " " + conversation + " " + account + " " + (typing ? 1 : 0));
  }

  /// Something came by the bus. What this program does not know is for newer ones.
  ///
  /// @throws RuntimeException if it cannot be read
  void heard(String message) {
    String[] parts = message.split(" ", -1);
    if (parts.length < 2) {
      return;
    }
    String from = parts[1];
    if (from.equals(node)) {
      heardNanos = System.nanoTime();
      return;
    }
    switch (parts[0]) {
      case "P" -> present(from, parts);
      case "T" ->
          hub.typingElsewhere(
              Long.parseLong(parts[2]), Long.parseLong(parts[3]), parts[4].equals("1"));
      case "B" -> {
        synchronized (others) {
          others.remove(from);
        }
        hub.elsewhere(from, Set.of());
      }
      case "H" -> {
        synchronized (others) {
          Node other = others.get(from);
          if (other != null) {
            other.heardNanos = System.nanoTime();
          }
        }
      }
      default -> log.debug("a message of another kind from another server");
    }
  }

  private void present(String from, String[] parts) {
    long number = Long.parseLong(parts[2]);
    int count = Integer.parseInt(parts[4]);
    Set<Long> accounts;
    synchronized (others) {
      Node other =
          others.computeIfAbsent(
              from,
              _ -> {
                log.info("there is another server");
                return new Node();
              });
      other.heardNanos = System.nanoTime();
      if (other.generation != number) {
        other.generation = number;
        other.parts.clear();
      }
      other.parts.put(Integer.parseInt(parts[3]), unpacked(parts[5]));
      if (other.parts.size() < count) {
        return;
      }
      accounts = new TreeSet<>();
      other.parts.values().forEach(accounts::addAll);
    }
    hub.elsewhere(from, accounts);
  }

  /// Says good-bye: nobody is here any more.
  void leave() {
    bus.publish("B " + node);
  }

  @Override
  public void close() {
    closing = true;
    thread.interrupt();
    Threads.awaitEnd(thread);
  }

  /// Another server. Guarded by `others`.
  private static final class Node {
    private final Map<Integer, Set<Long>> parts = new HashMap<>();
    private long generation = -1;
    private long heardNanos;
  }
}
