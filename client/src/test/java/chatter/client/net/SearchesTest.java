package chatter.client.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.net.http.ApiException;
import chatter.client.net.http.Failures;
import chatter.client.net.http.HistoryQuery;
import chatter.shared.api.HistoryPage;
import chatter.shared.api.SearchResponse;
import chatter.shared.search.SearchException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Who is asked for messages, and what becomes of a server that does not answer.
class SearchesTest {
  private final PinnedLoop loop = new PinnedLoop();
  private final List<String> asked = new ArrayList<>();
  private CompletableFuture<SearchResponse> answer = new CompletableFuture<>();
  private CompletableFuture<Optional<SearchResponse>> kept = found("older");
  private boolean connected = true;
  private int silences;
  private final Searches searches =
      new Searches(
          request -> {
            asked.add("server " + request.cursor());
            return answer;
          },
          new Copy(),
          loop,
          () -> connected,
          () -> silences++);

  /// A copy in which nothing but searching is asked for.
  private final class Copy implements HistoryCopy {
    @Override
    public Standing standing() {
      throw new AssertionError();
    }

    @Override
    public void heard(SessionEvent event) {
      throw new AssertionError();
    }

    @Override
    public void fetched(String epoch, long conversation, HistoryQuery query, HistoryPage page) {
      throw new AssertionError();
    }

    @Override
    public CompletableFuture<Optional<Kept>> page(
        long conversation, HistoryQuery query, boolean away) {
      throw new AssertionError();
    }

    @Override
    public CompletableFuture<Optional<Missing>> missing(Set<Long> refused) {
      throw new AssertionError();
    }

    @Override
    public CompletableFuture<Optional<SearchResponse>> search(SearchRequest request) {
      asked.add("copy " + request.cursor());
      return kept;
    }
  }

  @AfterEach
  void close() {
    loop.close();
  }

  private static SearchResponse response(String next) {
    return new SearchResponse(List.of(), next, null);
  }

  private static CompletableFuture<Optional<SearchResponse>> found(String next) {
    return CompletableFuture.completedFuture(Optional.of(response(next)));
  }

  private CompletableFuture<SearchPage> ask(String cursor) {
    return searches
        .page(new SearchRequest("cable", null, ZoneOffset.UTC, cursor))
        .orTimeout(60, TimeUnit.SECONDS);
  }

  private static ApiException failure(CompletableFuture<SearchPage> call) {
    return ApiException.of(assertThrows(CompletionException.class, call::join));
  }

  @Test
  void theServerIsAskedWhileItIsThere() {
    CompletableFuture<SearchPage> page = ask(null);
    answer.complete(response("p2"));
    assertEquals(new SearchPage(response("p2"), false), page.join());
    loop.advance(Duration.ofMinutes(1));
    assertEquals(List.of("server null"), asked);
    assertEquals(0, silences, "it answered");
  }

  @Test
  void whatIsKeptIsSearchedWhileItIsAwayAndAListGoesOnWhereItBegan() {
    connected = false;
    SearchPage first = ask(null).join();
    assertTrue(first.kept());
    connected = true;
    ask(first.response().next()).join();
    answer.complete(response(null));
    connected = false;
    assertFalse(ask("p2").join().kept());
    assertEquals(List.of("copy null", "copy older", "server p2"), asked);
  }

  @Test
  void aServerThatIsSilentOrGoneIsDoneWithout() {
    CompletableFuture<SearchPage> page = ask(null);
    loop.advance(Searches.PATIENCE.minusMillis(1));
    assertFalse(page.isDone());
    assertEquals(0, silences);
    loop.advance(Duration.ofMillis(1));
    assertTrue(page.join().kept());
    assertEquals(1, silences);
    answer = CompletableFuture.failedFuture(Failures.unreachable());
    assertTrue(ask(null).join().kept());
    assertInstanceOf(ApiException.Unreachable.class, failure(ask("p2")), "nobody else knows p2");
  }

  @Test
  void whatTheServerRefusesStaysRefused() {
    answer = CompletableFuture.failedFuture(Failures.refused(503, "busy"));
    assertEquals(503, assertInstanceOf(ApiException.Refused.class, failure(ask(null))).status());
    assertEquals(List.of("server null"), asked);
  }

  @Test
  void nothingIsFoundWhereNothingIsKept() {
    connected = false;
    kept = CompletableFuture.completedFuture(Optional.empty());
    assertInstanceOf(ApiException.Unreachable.class, failure(ask(null)));
  }

  @Test
  void aQueryIsRefusedInTheServersWords() {
    connected = false;
    kept =
        CompletableFuture.failedFuture(
            new SearchException(SearchException.Reason.UNKNOWN_PERSON, "from:Zoe", 0, 8));
    ApiException.Refused refused = assertInstanceOf(ApiException.Refused.class, failure(ask(null)));
    assertEquals("unknown_person", refused.code());
    assertEquals(422, refused.status());
  }
}
