package chatter.server.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.TestConnection;
import chatter.server.TestUser;
import chatter.server.faults.Cut;
import chatter.server.faults.FaultProxy.Direction;
import chatter.server.faults.Form;
import chatter.server.figures.Figures;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Two-way traffic between pages, two of them windows of one account, and a program, while the
/// network is cut over and over.
@Tag("faults")
class PageNetworkCutTest extends BehindABadNetwork {
  private static final long SEED = 20_261_123;
  private static final String ACK = "\"type\":\"ack\"";

  /// In an ack, and in the echo that goes to all windows of the sender.
  private static final String OWN = "\"commandId\"";

  private static final Duration OUTAGE = Duration.ofMillis(600);

  private final Map<String, WatchedPage> pages = new LinkedHashMap<>();
  private final Map<String, List<String>> said = new LinkedHashMap<>();
  private TestUser carl;
  private TestConnection direct;

  private enum Kind {
    BEFORE_ACK,
    AFTER_FRAMES,
    MID_FRAME,
    RELOADED_UNKNOWN,
    RESET,
    REFUSE,
    STALL,
    ABANDON
  }

  /// How the network is cut once.
  private record Blow(Kind kind, Cut cut, Duration after, Direction direction) {}

  @Test
  void aNetworkCutOverAndOverLosesDoublesAndReordersNothing() {
    carl = server.signUp("carl");
    direct = carl.connect();
    Browser adas = signUp("Ada");
    pages.put("ben", WatchedPage.in(signUp("Ben")));
    pages.put("left", WatchedPage.in(adas));
    pages.put("right", WatchedPage.inAnotherWindow(adas));
    pages.values().forEach(WatchedPage::awaitLive);

    List<Blow> blows = blows(Form.of(8, 50));
    for (int round = 0; round < blows.size(); round++) {
      round(round, blows.get(round));
    }
    // What was abandoned stays so; a last cut ends it.
    var _ = proxy.cut();
    pages.values().forEach(WatchedPage::networkIsBack);
    pages.values().forEach(WatchedPage::awaitNothingWaits);
    judge(blows.size());
  }

  private void round(int round, Blow blow) {
    prepare(blow);
    Thread nemesis = Thread.ofVirtual().start(() -> strike(blow));
    String mark = Integer.toString(round);
    pages.forEach((name, page) -> {
      say(name, mark);
      String body = "carl " + mark + " after " + name;
      var _ = direct.post(body);
      said.computeIfAbsent("carl", _ -> new ArrayList<>()).add(body);
    });
    if (round % 4 == 0) {
      say("left", mark + " more");
    }
    join(nemesis);
    if (blow.kind() == Kind.RELOADED_UNKNOWN) {
      reloadUnknown("ben " + mark);
    }
    proxy.heal();
    // In the other rounds the pages come back when their own patience ends, which may take half a
    // minute.
    if (round % 10 != 9 || !Form.isFull()) {
      pages.values().forEach(WatchedPage::networkIsBack);
    }
    pages.values().forEach(WatchedPage::awaitLive);
  }

  /// Cuts that come with the frames are given to connections when they are made, so all are made
  /// anew.
  private void prepare(Blow blow) {
    if (blow.cut().equals(Cut.NONE)) {
      return;
    }
    pages.values().forEach(WatchedPage::awaitNothingWaits);
    // What a page has not got yet would be cut off again with each connection.
    var _ = shownToAll();
    boolean byText = blow.cut().containing() != null;
    AtomicInteger left = new AtomicInteger(pages.size());
    proxy.onWebSocket(() -> byText || left.getAndDecrement() > 0 ? blow.cut() : Cut.NONE);
    Map<WatchedPage, Long> before = new LinkedHashMap<>();
    pages.values().forEach(page -> before.put(page, page.liveAtMillis()));
    var _ = proxy.cut();
    pages.values().forEach(WatchedPage::networkIsBack);
    before.forEach(WatchedPage::awaitLiveAfter);
    proxy.onWebSocket(() -> Cut.NONE);
    if (blow.kind() == Kind.RELOADED_UNKNOWN) {
      // No other connection gets further than its hello, while HTTP works.
      proxy.onWebSocket(() -> Cut.after(Direction.TO_SERVER, 0));
    }
  }

  private void strike(Blow blow) {
    pause(blow.after());
    switch (blow.kind()) {
      case RESET -> {
        var _ = proxy.cut();
      }
      case REFUSE -> {
        proxy.refuse();
        pause(OUTAGE);
      }
      case STALL -> {
        proxy.stall(blow.direction());
        pause(OUTAGE);
        var _ = proxy.cut();
      }
      case ABANDON -> {
        var _ = proxy.abandon();
      }
      case BEFORE_ACK, AFTER_FRAMES, MID_FRAME, RELOADED_UNKNOWN -> {
        // These come by themselves.
      }
    }
  }

  /// The server has the message; the page does not know, and is loaded anew before it can learn.
  private void reloadUnknown(String body) {
    WatchedPage page = pages.get("ben");
    page.front().until("the message stored", () -> bodies(carl).contains(body));
    page.front().reload();
    var _ = page.front().row(body, "pending");
  }

  private void say(String name, String mark) {
    String body = name + " " + mark;
    pages.get(name).say(body);
    said.computeIfAbsent(name, _ -> new ArrayList<>()).add(body);
  }

  /// The history, once every page shows its end: who wrote the last message has its ack before the
  /// others have the message.
  private List<MessagePosted> shownToAll() {
    List<MessagePosted> history = history(carl);
    if (!history.isEmpty()) {
      pages.values().forEach(page -> page.awaitShown(history.getLast().seq()));
    }
    return history;
  }

  private void judge(int cuts) {
    List<MessagePosted> history = shownToAll();
    List<String> stored = history.stream().map(MessagePosted::body).toList();
    List<String> lost = new ArrayList<>(said.values().stream().flatMap(List::stream).toList());
    int written = lost.size();
    lost.removeAll(stored);
    int doubled = stored.size() - new HashSet<>(stored).size();
    long inOrder =
        said.values().stream()
            .filter(one -> one.equals(stored.stream().filter(one::contains).toList()))
            .count();
    List<String> order = history.stream().map(one -> one.seq() + " " + one.body()).toList();
    Map<String, List<String>> shown = new LinkedHashMap<>();
    pages.forEach((name, page) -> shown.put(name, page.everything()));
    long alike = shown.values().stream().filter(order::equals).count();
    int unknown = total("unknown");
    int duplicates = total("duplicates");
    int broken = total("lost");
    Figures.record(
        "page: network cut " + cuts + " times in two-way traffic",
        "0 lost, 0 doubled, same order on every screen",
        "%d lost, %d doubled, %d of %d senders in order, %d of %d screens the same; "
                .formatted(lost.size(), doubled, inOrder, said.size(), alike, pages.size())
            + "%d messages, %d connections lost, %d sends unknown, %d resends duplicate"
                .formatted(stored.size(), broken, unknown, duplicates),
        lost.isEmpty() && doubled == 0 && inOrder == said.size() && alike == pages.size());
    assertEquals(List.of(), lost);
    assertEquals(0, doubled);
    assertEquals(written, stored.size());
    assertEquals(said.size(), inOrder, "senders whose messages stand in the order of writing");
    shown.forEach((name, rows) -> assertEquals(order, rows, name));
    assertTrue(broken >= cuts, broken + " connections were lost");
    assertTrue(unknown > 0, "no send ended unknown: this proves nothing");
    assertTrue(duplicates > 0, "no resend was answered duplicate: this proves nothing");
  }

  private int total(String what) {
    return pages.values().stream().mapToInt(page -> page.count(what)).sum();
  }

  /// All kinds in turn, shuffled.
  private static List<Blow> blows(int count) {
    Random random = new Random(SEED);
    List<Blow> blows = new ArrayList<>();
    while (blows.size() < count) {
      List<Kind> kinds = Arrays.asList(Kind.values());
      Collections.shuffle(kinds, random);
      for (Kind kind : kinds) {
        Direction direction = random.nextBoolean() ? Direction.TO_SERVER : Direction.TO_CLIENT;
        Cut cut =
            switch (kind) {
              case BEFORE_ACK -> Cut.before(ACK);
              case RELOADED_UNKNOWN -> Cut.before(OWN);
              case AFTER_FRAMES -> Cut.after(direction, 2 + random.nextInt(4));
              case MID_FRAME -> Cut.inside(direction, 2 + random.nextInt(3));
              case RESET, REFUSE, STALL, ABANDON -> Cut.NONE;
            };
        blows.add(new Blow(kind, cut, Duration.ofMillis(random.nextInt(250)), direction));
      }
    }
    return blows.subList(0, count);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
