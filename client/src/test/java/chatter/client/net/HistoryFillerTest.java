package chatter.client.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.client.net.HistoryCopy.Missing;
import chatter.client.net.http.ApiException;
import chatter.client.net.http.Failures;
import chatter.client.net.http.HistoryQuery;
import chatter.shared.api.HistoryPage;
import chatter.shared.api.SearchResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// When the server is asked for what nobody waits for.
class HistoryFillerTest {
  private static final HistoryPage EMPTY = new HistoryPage(List.of(), 0, false, false);
  private static final Duration PAUSE = HistoryFiller.PAUSE;
  private static final Duration ALMOST = PAUSE.minusMillis(1);
  private static final Duration MOMENT = Duration.ofMillis(1);

  private final PinnedLoop loop = new PinnedLoop();
  private final Wanting copy = new Wanting();
  private final List<Missing> asked = new ArrayList<>();
  private final Deque<CompletableFuture<HistoryPage>> underWay = new ArrayDeque<>();
  private final HistoryFiller filler = new HistoryFiller(copy, loop, this::ask);

  /// A copy that lacks what a test says.
  private static final class Wanting implements HistoryCopy {
    private final Deque<Missing> lacks = new ArrayDeque<>();
    private Set<Long> refused = Set.of();
    private int looks;

    @Override
    public Standing standing() {
      throw new AssertionError("not asked here");
    }

    @Override
    public void heard(SessionEvent event) {
      throw new AssertionError("not told here");
    }

    @Override
    public void fetched(String epoch, long conversation, HistoryQuery query, HistoryPage page) {
      throw new AssertionError("not told here");
    }

    @Override
    public CompletableFuture<Optional<Kept>> page(long id, HistoryQuery query, boolean away) {
      throw new AssertionError("not asked here");
    }

    @Override
    public CompletableFuture<Optional<SearchResponse>> search(SearchRequest request) {
      throw new AssertionError("not asked here");
    }

    @Override
    public CompletableFuture<Optional<Missing>> missing(Set<Long> but) {
      refused = but;
      looks++;
      return CompletableFuture.completedFuture(Optional.ofNullable(lacks.poll()));
    }
  }

  @AfterEach
  void close() {
    loop.close();
  }

  private CompletableFuture<HistoryPage> ask(long conversation, HistoryQuery query) {
    asked.add(new Missing(conversation, query));
    CompletableFuture<HistoryPage> answer = new CompletableFuture<>();
    underWay.add(answer);
    return answer;
  }

  private static Missing page(long seq) {
    return new Missing(1, new HistoryQuery.Before(seq, 100));
  }

  private void live(Missing... pages) {
    copy.lacks.addAll(List.of(pages));
    loop.execute(filler::live);
    loop.settle();
  }

  private void answer() {
    underWay.remove().complete(EMPTY);
    loop.settle();
  }

  private void fail(ApiException failure) {
    underWay.remove().completeExceptionally(failure);
    loop.settle();
  }

  @Test
  void onePageAtATimeAndNoneSoonAfterTheLast() {
    live(page(300), page(200), page(100));
    loop.advance(ALMOST);
    assertEquals(List.of(), asked);
    loop.advance(MOMENT);
    assertEquals(List.of(page(300)), asked);
    loop.advance(Duration.ofMinutes(5));
    assertEquals(List.of(page(300)), asked, "the first is under way");
    answer();
    loop.advance(ALMOST);
    assertEquals(1, asked.size());
    loop.advance(MOMENT);
    assertEquals(List.of(page(300), page(200)), asked);
  }

  @Test
  void whatThePersonAsksForGoesFirst() {
    live(page(300), page(200));
    CompletableFuture<String> call = new CompletableFuture<>();
    CompletableFuture<String> watched = filler.goesFirst(call);
    loop.advance(Duration.ofMinutes(1));
    assertEquals(List.of(), asked);
    call.complete("there");
    assertEquals("there", watched.join());
    loop.advance(PAUSE);
    assertEquals(List.of(page(300)), asked);
    answer();
    CompletableFuture<String> failing = new CompletableFuture<>();
    var _ = filler.goesFirst(failing);
    failing.completeExceptionally(Failures.unreachable());
    loop.advance(PAUSE);
    assertEquals(List.of(page(300), page(200)), asked);
  }

  @Test
  void nothingIsAskedWhileAwayAndOnePageAtATimeAfterwards() {
    live(page(300), page(200), page(100));
    loop.advance(PAUSE);
    loop.execute(filler::disconnected);
    loop.advance(Duration.ofHours(1));
    fail(Failures.unreachable());
    loop.advance(Duration.ofHours(1));
    assertEquals(List.of(page(300)), asked);

    live();
    loop.advance(PAUSE);
    assertEquals(List.of(page(300), page(200)), asked);
    loop.execute(filler::disconnected);
    live();
    loop.advance(Duration.ofHours(1));
    assertEquals(2, asked.size(), "the second is under way");
    answer();
    loop.advance(PAUSE);
    assertEquals(List.of(page(300), page(200), page(100)), asked);
  }

  @Test
  void aServerThatHasEnoughToDoIsLeftAlone() {
    live(page(1), page(2), page(3), page(4));
    loop.advance(PAUSE);
    fail(Failures.busy(429, Duration.ofSeconds(30)));
    loop.advance(Duration.ofSeconds(30).minus(MOMENT));
    assertEquals(1, asked.size());
    loop.advance(MOMENT);
    assertEquals(2, asked.size());
    fail(Failures.busy(503, null));
    loop.advance(Duration.ofSeconds(60).minus(MOMENT));
    assertEquals(2, asked.size());
    loop.advance(MOMENT);
    assertEquals(3, asked.size());
    answer();
    loop.advance(PAUSE);
    assertEquals(4, asked.size(), "it goes on as before");
  }

  @Test
  void whoDoesNotAnswerIsAskedEverMoreSlowly() {
    live(page(1), page(2), page(3));
    loop.advance(PAUSE);
    fail(Failures.unreachable());
    loop.advance(PAUSE.multipliedBy(2).minus(MOMENT));
    assertEquals(1, asked.size());
    loop.advance(MOMENT);
    fail(Failures.unreachable());
    loop.advance(PAUSE.multipliedBy(4).minus(MOMENT));
    assertEquals(2, asked.size());
    loop.advance(MOMENT);
    assertEquals(3, asked.size());
  }

  @Test
  void aConversationOfWhichNoPageIsGivenHoldsUpNoOther() {
    live(page(300), page(200));
    loop.advance(PAUSE);
    fail(Failures.refused(404, "not_found"));
    loop.advance(PAUSE);
    assertEquals(Set.of(1L), copy.refused);
    assertEquals(2, asked.size());
    answer();
    loop.execute(filler::disconnected);
    live(page(100));
    loop.advance(PAUSE);
    assertEquals(Set.of(), copy.refused, "the server may think otherwise now");
  }

  @Test
  void aPageThatWasOfNoUseIsAskedForMoreSlowly() {
    live(page(300), page(300), page(300));
    loop.advance(PAUSE);
    answer();
    loop.advance(PAUSE);
    answer();
    loop.advance(PAUSE);
    assertEquals(2, asked.size());
    loop.advance(PAUSE);
    assertEquals(3, asked.size());
  }

  @Test
  void itIsLookedAgainNowAndThenWhetherSomethingIsMissing() {
    live();
    loop.advance(PAUSE);
    assertEquals(1, copy.looks);
    copy.lacks.add(page(300));
    loop.advance(HistoryFiller.LOOK_AGAIN.minus(MOMENT));
    assertEquals(List.of(), asked);
    loop.advance(MOMENT);
    assertEquals(List.of(page(300)), asked);
  }
}
