package chatter.client.chat.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.chat.ChatFixture;
import chatter.client.chat.FakeSession;
import chatter.client.chat.message.UnreadCount;
import chatter.client.net.ConnectionState;
import chatter.client.net.SessionEvent;
import chatter.client.ui.AvatarImages;
import chatter.client.ui.Fx;
import chatter.client.ui.Theme;
import chatter.client.ui.emoji.EmojiImages;
import chatter.server.faults.Form;
import chatter.shared.protocol.ConversationInfo;
import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javafx.scene.Scene;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Showing and scrolling must not hold on to what was shown before.
@Tag("story")
class LeakTest {
  private static final int ROUNDS = Form.of(30, 500);
  private static final long SLACK_BYTES = 6L << 20;
  private static final int ROOMS = 50;
  private static final int SWITCHES = Form.of(100, 500);

  /// So many timelines are held.
  private static final int HELD = 8;

  private final ChatFixture fixture = new ChatFixture();

  private TimelineViewModel room() {
    FakeSession session = new FakeSession(fixture.clock);
    for (int i = 0; i < 400; i++) {
      session.add(
          i % 3 == 0 ? FakeSession.LENA : FakeSession.OMAR,
          Instant.parse("2026-11-23T09:00:00Z").plusSeconds(i * 20L),
          "some words 🙂 and https://example.org ".repeat(1 + i % 6));
    }
    session.readSeq = 400;
    Consumer<Throwable> fail =
        failure -> {
          throw new AssertionError(failure);
        };
    UnreadCount count = new UnreadCount(FakeSession.ME.id());
    count.told(400, 0, 0, 400);
    TimelineViewModel timeline =
        new TimelineViewModel(
            session,
            Runnable::run,
            fixture.chat.labels(),
            FakeSession.ME,
            session.lobby().id(),
            count,
            TimelineWindowTest.WORDS,
            fail);
    timeline.open();
    return timeline;
  }

  private static long used() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 6; i++) {
      System.gc();
      Fx.run(() -> {});
      Runtime runtime = Runtime.getRuntime();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }

  private void round(TimelineView view, TimelineViewModel timeline) {
    Fx.run(() -> {
      view.show(timeline);
      for (int i = 0; i < 6; i++) {
        view.scrollBy(900);
        fixture.screen.root().layout();
      }
    });
    Fx.run(() -> view.scrollBy(-2_000));
  }

  @Test
  void switchingAndScrollingManyTimesLeavesTheHeapAsItWas() {
    fixture.session.add(FakeSession.LENA, fixture.clock.instant(), "hello");
    fixture.show(1000, 700, false);
    Fx.run(() -> {
      fixture.session.listener.accept(
          new SessionEvent.ConnectionChanged(ConnectionState.LIVE, null));
      fixture.session.welcome();
    });
    TimelineView view = (TimelineView) fixture.node("#timeline");
    TimelineViewModel one = Fx.call(this::room);
    TimelineViewModel two = Fx.call(this::room);
    for (int i = 0; i < 30; i++) {
      round(view, i % 2 == 0 ? one : two);
    }
    long before = used();
    List<WeakReference<TimelineViewModel>> visited = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      TimelineViewModel next = i % 50 == 0 ? Fx.call(this::room) : i % 2 == 0 ? one : two;
      if (i % 50 == 0) {
        visited.add(new WeakReference<>(next));
      }
      round(view, next);
    }
    round(view, one);
    long after = used();
    System.getLogger("measured")
        .log(
            System.Logger.Level.INFO,
            "heap " + before / 1024 + " kB, then " + after / 1024 + " kB");
    assertTrue(after - before < SLACK_BYTES, "grew by " + (after - before));
    assertTrue(visited.stream().allMatch(room -> room.refersTo(null)), "a room is still held");
    fixture.close();
  }

  @Test
  void goingManyTimesThroughFiftyRoomsHoldsTheTimelinesOfTheLastEight() {
    for (int i = 0; i < 200; i++) {
      fixture.session.add(
          i % 3 == 0 ? FakeSession.LENA : FakeSession.OMAR,
          Instant.parse("2026-11-23T09:00:00Z").plusSeconds(i * 20L),
          "some words 🙂 and https://example.org ".repeat(1 + i % 6));
    }
    List<ConversationInfo> rooms = new ArrayList<>();
    for (int id = 1; id <= ROOMS; id++) {
      rooms.add(fixture.session.room(id, "Room " + id, 200));
    }
    fixture.show(1000, 700, false);
    Fx.run(() -> {
      fixture.session.listener.accept(
          new SessionEvent.ConnectionChanged(ConnectionState.LIVE, null));
      fixture.session.listener.accept(new SessionEvent.Welcomed(FakeSession.ME, rooms, 8000));
    });
    List<WeakReference<TimelineViewModel>> visited = new ArrayList<>();
    for (int i = 0; i < ROOMS; i++) {
      goTo(1 + i, visited);
    }
    long before = used();
    for (int i = 0; i < SWITCHES; i++) {
      goTo(1 + i % ROOMS, visited);
    }
    long after = used();
    assertTrue(after - before < SLACK_BYTES, "grew by " + (after - before));
    assertEquals(HELD, visited.stream().filter(room -> !room.refersTo(null)).count());
    fixture.close();
  }

  private void goTo(long room, List<WeakReference<TimelineViewModel>> visited) {
    Fx.run(() -> {
      fixture.chat.show(room);
      fixture.screen.root().layout();
      visited.add(new WeakReference<>(fixture.timeline()));
    });
  }

  @Test
  void aTimelineHoldsOnToNoViewThatShowedIt() {
    fixture.show(1000, 700, false);
    TimelineViewModel timeline = Fx.call(this::room);
    CellContext tools =
        new CellContext(
            fixture.texts,
            fixture.chat.labels(),
            Fx.call(EmojiImages::new),
            new AvatarImages(_ -> new CompletableFuture<>(), Runnable::run),
            noActions(),
            null);
    List<WeakReference<TimelineView>> views = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Fx.run(() -> {
        TimelineView view = new TimelineView(tools);
        try (Theme _ = new Theme(new Scene(view, 600, 500))) {
          view.show(timeline);
          view.applyCss();
          view.layout();
          view.show(null);
        }
        views.add(new WeakReference<>(view));
      });
    }
    fixture.settle();
    used();
    assertEquals(0, views.stream().filter(view -> !view.refersTo(null)).count());
    assertFalse(timeline.rows().isEmpty());
    fixture.close();
  }

  /// What nobody does anything with.
  private static MessageActions noActions() {
    MessageActions.Rights none =
        new MessageActions.Rights(false, false, false, false, false, false, false, false);
    return (MessageActions)
        Proxy.newProxyInstance(
            LeakTest.class.getClassLoader(),
            new Class<?>[] {MessageActions.class},
            (_, method, _) ->
                switch (method.getName()) {
                  case "rights" -> none;
                  case "meansReader", "amongTwo" -> false;
                  default -> null;
                });
  }
}
