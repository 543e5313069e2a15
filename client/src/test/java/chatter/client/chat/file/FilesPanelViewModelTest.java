package chatter.client.chat.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.chat.ChatScreen;
import chatter.client.chat.FakeSession;
import chatter.client.net.http.Failures;
import chatter.client.ui.Texts;
import chatter.shared.api.SharedItem;
import chatter.shared.api.SharedKind;
import chatter.shared.api.SharedLink;
import chatter.shared.api.SharedResponse;
import chatter.shared.protocol.ServerEvent.MessageDeleted;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// What was shared, page by page.
class FilesPanelViewModelTest {
  private static final Instant AT = Instant.parse("2026-11-23T09:00:00Z");

  private final List<String> asked = new ArrayList<>();
  private final Deque<CompletableFuture<SharedResponse>> answers = new ArrayDeque<>();
  private final FilesPanelViewModel panel =
      new FilesPanelViewModel(
          (kind, before) -> {
            asked.add(kind.wireName() + " " + before);
            CompletableFuture<SharedResponse> answer = new CompletableFuture<>();
            answers.add(answer);
            return answer;
          },
          Runnable::run,
          Texts.of(ChatScreen.class));

  private static SharedItem link(long seq) {
    return new SharedItem(
        seq,
        FakeSession.LENA,
        AT,
        null,
        List.of(new SharedLink("https://example.org/" + seq, null)));
  }

  private void answer(Long next, long... seqs) {
    answers
        .poll()
        .complete(
            new SharedResponse(
                LongStream.of(seqs).mapToObj(FilesPanelViewModelTest::link).toList(), next));
  }

  private FilesPanelViewModel.State state() {
    return panel.stateProperty().get();
  }

  private List<Long> seqs() {
    return state().items().stream().map(SharedItem::seq).toList();
  }

  @Test
  void nothingIsAskedUntilSomebodyLooksAndThenOneKindOnly() {
    panel.show(SharedKind.LINKS);
    assertEquals(List.of(), asked);
    panel.setActive(true);
    assertEquals(List.of("links null"), asked);
    assertTrue(state().loading());
    answer(null, 9, 7);
    assertEquals(List.of(9L, 7L), seqs());
    assertFalse(state().more());
    panel.show(SharedKind.FILES);
    assertEquals("files null", asked.getLast());
    assertEquals(List.of(), seqs());
    panel.show(SharedKind.LINKS);
    assertEquals(List.of(9L, 7L), seqs());
    assertEquals(2, asked.size(), "what is loaded stays");
  }

  @Test
  void itGoesOnWhereThePageEndedUntilThereIsNoMore() {
    panel.setActive(true);
    answer(8L, 9);
    assertTrue(state().more());
    panel.more();
    panel.more();
    assertEquals(List.of("pictures null", "pictures 8"), asked);
    answer(null, 5);
    panel.more();
    assertEquals(List.of(9L, 5L), seqs());
    assertEquals(2, asked.size());
  }

  @Test
  void anEmptyPageIsNoEndButOnlyWhoWantsGoesOn() {
    panel.setActive(true);
    answer(500L);
    assertTrue(state().more());
    assertTrue(state().dry());
    panel.more();
    assertEquals("pictures 500", asked.getLast());
    answer(100L, 400);
    assertFalse(state().dry());
  }

  @Test
  void whatFailedIsSaidAndTriedAgain() {
    panel.setActive(true);
    answer(8L, 9);
    panel.more();
    answers.poll().completeExceptionally(Failures.unreachable());
    assertFalse(state().problem().isEmpty());
    assertEquals(List.of(9L), seqs());
    panel.more();
    assertEquals(2, asked.size(), "not by itself");
    panel.retry();
    assertEquals("pictures 8", asked.getLast());
    answer(null, 5);
    assertEquals("", state().problem());
    assertEquals(List.of(9L, 5L), seqs());
  }

  @Test
  void aChangeIsLookedUpAsFarAsOneHasLoaded() {
    panel.setActive(true);
    answer(8L, 9);
    panel.more();
    answer(2L, 5);
    panel.came(new MessageDeleted(1, 10, FakeSession.LENA, AT, 9));
    assertEquals("pictures null", asked.getLast());
    assertEquals(List.of(9L, 5L), seqs(), "what is shown stays meanwhile");
    answer(6L, 7);
    assertEquals("pictures 6", asked.getLast());
    answer(2L, 5);
    assertEquals(List.of(7L, 5L), seqs());
    assertTrue(state().more());
  }

  @Test
  void aChangeWhileItIsAskedOrNobodyLooksIsSeenToLater() {
    panel.setActive(true);
    panel.outdate();
    assertEquals(1, asked.size());
    answer(null, 9);
    assertEquals(2, asked.size());
    answer(null, 10, 9);
    panel.setActive(false);
    panel.outdate();
    assertEquals(2, asked.size());
    panel.setActive(true);
    assertEquals(3, asked.size());
  }
}
