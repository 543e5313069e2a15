package chatter.client.chat.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.chat.ChatFixture;
import chatter.client.chat.ChatScreen;
import chatter.client.chat.ChatViewModel;
import chatter.client.chat.FakeSession;
import chatter.client.chat.sidebar.ConversationSummary;
import chatter.client.net.SearchPage;
import chatter.client.net.SessionEvent;
import chatter.client.net.http.Failures;
import chatter.client.ui.Texts;
import chatter.client.ui.TimeLabels;
import chatter.shared.api.SearchHit;
import chatter.shared.api.SearchResponse;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ServerEvent.MessageDeleted;
import chatter.shared.protocol.ServerEvent.MessageEdited;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import chatter.shared.search.Mark;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Looking for messages: what is asked when, and what stands below the field.
class SearchPanelViewModelTest {
  private static final Instant AT = ChatFixture.NINE;

  private final ChatFixture fixture = new ChatFixture();
  private final List<String> asked = new ArrayList<>();
  private final List<CompletableFuture<SearchResponse>> answers = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private final List<AccountInfo> known =
      new ArrayList<>(List.of(FakeSession.LENA, FakeSession.OMAR));
  private List<AccountInfo> heard = List.of();
  private final List<Runnable> due = new ArrayList<>();
  private final List<Runnable> peopleDue = new ArrayList<>();
  private final List<SearchHit> gone = new ArrayList<>();
  private final ChatViewModel chat = fixture.model();
  private long shown = 1;
  private Instant lastHeard;

  private final SearchPanelViewModel panel =
      new SearchPanelViewModel(
          new Chat(),
          Runnable::run,
          Texts.of(ChatScreen.class),
          new TimeLabels(fixture.clock, Locale.UK),
          due::add,
          peopleDue::add);

  /// A chat with a few rooms in it.
  private final class Chat implements SearchPanelViewModel.Source {
    @Override
    public AccountInfo me() {
      return FakeSession.ME;
    }

    @Override
    public Collection<AccountInfo> known() {
      return known;
    }

    @Override
    public CompletableFuture<List<AccountInfo>> people(String query) {
      names.add(query);
      return CompletableFuture.completedFuture(heard);
    }

    @Override
    public void heardOf(List<AccountInfo> people) {
      known.addAll(people);
    }

    @Override
    public List<ConversationSummary> conversations() {
      return chat.sidebar().conversations();
    }

    @Override
    public Optional<ConversationSummary> here() {
      return conversations().stream().filter(one -> one.id() == shown).findFirst();
    }

    @Override
    public CompletableFuture<SearchPage> messages(String text, Long here, String cursor) {
      asked.add(text + " " + here + " " + cursor);
      CompletableFuture<SearchResponse> answer = new CompletableFuture<>();
      answers.add(answer);
      boolean kept = lastHeard != null;
      return answer.thenApply(response -> new SearchPage(response, kept));
    }

    @Override
    public Instant lastHeard() {
      return lastHeard;
    }
  }

  @BeforeEach
  void begin() {
    fixture.session.listener.accept(
        new SessionEvent.Welcomed(
            FakeSession.ME,
            List.of(
                fixture.session.lobby(),
                fixture.session.room(3, "Field team", 0),
                fixture.session.room(4, "Twice", 0),
                fixture.session.room(5, "Twice", 0),
                FakeSession.direct(6, FakeSession.LENA)),
            8000));
    panel.setOnGo(gone::add);
    panel.setActive(true);
  }

  private static SearchHit hit(long conversation, long seq) {
    return new SearchHit(
        conversation,
        new MessagePosted(conversation, seq, FakeSession.LENA, "a cable", AT, null, null),
        "a cable",
        List.of(new Mark(2, 7)),
        List.of());
  }

  private void answer(String next, SearchHit... hits) {
    answers.getLast().complete(new SearchResponse(List.of(hits), next, null));
  }

  private SearchPanelViewModel.State state() {
    return panel.stateProperty().get();
  }

  /// The lines but for the end.
  private List<String> lines() {
    return state().rows().stream().limit(state().rows().size() - 1).map(this::line).toList();
  }

  private String line(SearchRow row) {
    return switch (row) {
      case SearchRow.Message one -> one.where() + " " + one.hit().row().seq();
      case SearchRow.Offer offer -> offer.name();
      case SearchRow.Foot _ -> "end";
    };
  }

  private void type(String text) {
    panel.write(text, text.length());
  }

  /// Nobody types on.
  private void rest() {
    due.removeLast().run();
  }

  private void find(SearchHit... hits) {
    type("cable");
    rest();
    answer(null, hits);
  }

  @Test
  void theServerIsAskedOnceNoLetterFollows() {
    type("c");
    type("ca");
    assertEquals(List.of(), asked);
    assertEquals("Loading…", state().status().text());
    due.getFirst().run();
    assertEquals(List.of(), asked);
    due.getLast().run();
    assertEquals(List.of("ca null null"), asked);
    answer(null, hit(1, 9), hit(3, 7));
    assertEquals(List.of("Lobby 9", "Field team 7"), lines());
    assertEquals(0, state().chosen());
    assertEquals("2 results · ↑ ↓ to go, Enter to open", state().status().text());
    assertEquals("", state().action());
  }

  @Test
  void onlyWhatWasAskedForLastIsShown() {
    type("cable");
    rest();
    type("cables");
    rest();
    answers.getLast().complete(new SearchResponse(List.of(hit(1, 2)), null, null));
    answers.getFirst().complete(new SearchResponse(List.of(hit(1, 9)), null, null));
    assertEquals(List.of("Lobby 2"), lines());
  }

  @Test
  void whatIsFoundOnThisComputerAloneIsSaidAndAskedForAnewWhenTheServerIsBack() {
    lastHeard = AT;
    find(hit(1, 9));
    assertEquals(
        "1 result · ↑ ↓ to go, Enter to open"
            + " Only what is on this computer was searched, as of 09:00.",
        state().status().text());
    lastHeard = null;
    panel.serverIsBack();
    assertEquals(List.of("cable null null", "cable null null"), asked);
    answer(null, hit(1, 10), hit(1, 9));
    assertEquals("2 results · ↑ ↓ to go, Enter to open", state().status().text());
    panel.serverIsBack();
    assertEquals(2, asked.size(), "it was the server's answer");
  }

  @Test
  void whoIsNamedMayOnlyBeNobodyOnThisComputer() {
    lastHeard = AT;
    type("from:Zoe ");
    rest();
    answers.getLast().completeExceptionally(Failures.refused(422, "unknown_person"));
    assertEquals(
        "Nobody here goes by the name after “from:”."
            + " Only what is on this computer was searched, as of 09:00.",
        state().status().text());
  }

  @Test
  void pagesFollowOneAtATime() {
    type("cable");
    rest();
    answer("p2", hit(1, 9));
    assertEquals("1 result so far", state().status().text());
    panel.more();
    panel.more();
    assertEquals(List.of("cable null null", "cable null p2"), asked);
    answer(null, hit(1, 4));
    assertEquals(List.of("Lobby 9", "Lobby 4"), lines());
    panel.more();
    assertEquals(2, asked.size());
  }

  @Test
  void emptyPagesAreAskedOnButNotForEver() {
    type("cable");
    rest();
    for (int i = 1; i <= MessageSearch.MOST_EMPTY; i++) {
      answer("p" + i);
    }
    assertEquals(MessageSearch.MOST_EMPTY, asked.size());
    assertEquals("No message has that as far as was looked.", state().status().text());
    assertEquals("Look further", state().action());
    panel.goOn();
    assertEquals("cable null p8", asked.getLast());
  }

  @Test
  void whatFailsCanBeTriedAgain() {
    type("cable");
    rest();
    answer("p2", hit(1, 9));
    panel.more();
    answers.getLast().completeExceptionally(Failures.unreachable());
    assertEquals(List.of("Lobby 9"), lines());
    assertTrue(state().status().problem());
    assertEquals("Try again", state().action());
    panel.more();
    assertEquals(2, asked.size());
    panel.goOn();
    assertEquals("cable null p2", asked.getLast());
    answer(null, hit(1, 3));
    assertFalse(state().status().problem());
    type("from:nobody");
    rest();
    answers.getLast().completeExceptionally(Failures.refused(422, "unknown_person"));
    assertEquals(List.of(), lines());
    assertEquals("Nobody here goes by the name after “from:”.", state().status().text());
  }

  @Test
  void whatTheServerIsStillPreparingIsSaid() {
    type("cable");
    rest();
    answers
        .getLast()
        .complete(new SearchResponse(List.of(), null, Instant.parse("2026-11-20T10:00:00Z")));
    assertTrue(
        state().status().text().startsWith("No message has that. Messages before 20 Nov"),
        state().status().text());
  }

  @Test
  void aConversationAloneIsLookedThroughAtOnce() {
    find(hit(1, 9), hit(3, 7));
    shown = 3;
    panel.within(true);
    assertEquals("cable 3 null", asked.getLast());
    assertFalse(state().everywhere());
    assertEquals("This conversation", state().hereName());
    shown = 1;
    panel.refresh();
    assertEquals("Field team", state().hereName());
    panel.within(false);
    assertEquals("cable null null", asked.getLast());
  }

  @Test
  void whatIsDeletedOrOutOfReachGoesAndWhatIsEditedIsAskedForAnew() {
    find(hit(1, 9), hit(3, 7), hit(3, 5));
    panel.came(new MessageDeleted(1, 20, FakeSession.LENA, AT, 8));
    panel.came(new MessageDeleted(4, 20, FakeSession.LENA, AT, 9));
    assertEquals(3, lines().size());
    panel.came(new MessageDeleted(1, 20, FakeSession.LENA, AT, 9));
    assertEquals(List.of("Field team 7", "Field team 5"), lines());
    panel.came(new MessageEdited(3, 21, FakeSession.LENA, AT, 5, "a rope", null));
    assertEquals(2, asked.size());
    assertEquals(2, lines().size());
    answer(null, hit(3, 7));
    panel.drop(3);
    assertEquals(List.of(), lines());
  }

  @Test
  void whatIsDeletedWhileTheAnswerIsOnItsWayIsNotFound() {
    type("cable");
    rest();
    panel.came(new MessageDeleted(1, 20, FakeSession.LENA, AT, 9));
    answer(null, hit(1, 9), hit(3, 7));
    assertEquals(List.of("Field team 7"), lines());
  }

  @Test
  void whatWasFoundIsThereAgainAndAskedForAnew() {
    find(hit(1, 9));
    panel.setActive(false);
    panel.came(new MessageEdited(1, 21, FakeSession.LENA, AT, 9, "a rope", null));
    assertEquals(1, asked.size());
    panel.setActive(true);
    assertEquals(2, asked.size());
    assertEquals(List.of("Lobby 9"), lines());
  }

  @Test
  void nothingIsAskedOnceNobodyLooks() {
    type("cable");
    panel.setActive(false);
    rest();
    assertEquals(List.of(), asked);
  }

  @Test
  void theArrowsGoRoundAndEnterOpens() {
    find(hit(1, 9), hit(3, 7), hit(3, 5));
    panel.step(1);
    assertEquals(1, state().chosen());
    panel.step(-1);
    panel.step(-1);
    assertEquals(2, state().chosen());
    panel.step(1);
    assertEquals(0, state().chosen());
    panel.leap(8);
    panel.enter();
    assertEquals(List.of(5L), gone.stream().map(one -> one.row().seq()).toList());
  }

  @Test
  void whatWasChosenByHandStaysChosenWhenLinesBeforeItGo() {
    find(hit(1, 9), hit(3, 7), hit(3, 5));
    panel.step(1);
    panel.came(new MessageDeleted(1, 20, FakeSession.LENA, AT, 9));
    assertEquals(0, state().chosen());
    panel.enter();
    assertEquals(7, gone.getFirst().row().seq());
  }

  @Test
  void enterAsksForWhatWasTypedJustNow() {
    type("cable");
    panel.enter();
    assertEquals(List.of("cable null null"), asked);
    rest();
    assertEquals(1, asked.size());
  }

  @Test
  void anEmptyFieldOffersAllThatCanBeSaid() {
    assertEquals(6, lines().size());
    assertEquals(-1, state().chosen());
    panel.enter();
    panel.step(1);
    assertEquals(0, state().chosen());
    panel.enter();
    assertEquals(new SearchPieces.Written("from:", 5), state().written());
  }

  @Test
  void peopleAreOfferedAsTheirNamesOrByNumberWhereThoseAreNotOne() {
    heard = List.of(new AccountInfo(8, "Lena Koch", null, null));
    type("from:ko");
    assertEquals(List.of("Lena Koch"), lines());
    peopleDue.getLast().run();
    assertEquals(List.of("ko"), names);
    assertEquals(List.of("Lena Koch", "Lena Koch"), lines());
    panel.step(1);
    panel.enter();
    assertEquals("from:@8 ", state().written().text());
    type("from:omar");
    panel.enter();
    assertEquals("from:\"Omar Malik\" ", state().written().text());
    type("from:ada");
    assertEquals(List.of("Ada Brandt (you)"), lines());
  }

  @Test
  void conversationsAreOfferedByTheirTitlesOrByNumberWhereThoseAreNotOne() {
    type("in:field");
    panel.enter();
    assertEquals("in:\"Field team\" ", state().written().text());
    type("in:twice");
    assertEquals(2, lines().size());
    panel.enter();
    assertTrue(
        List.of("in:#4 ", "in:#5 ").contains(state().written().text()), state().written().text());
    type("in:lena");
    panel.enter();
    assertEquals("in:#6 ", state().written().text());
  }

  @Test
  void kindsAndDaysAreOffered() {
    type("has:pic");
    panel.enter();
    assertEquals("has:picture ", state().written().text());
    type("before:");
    assertEquals(List.of("Today", "Yesterday", "7 days ago", "30 days ago"), lines());
    panel.step(1);
    panel.enter();
    assertEquals("before:2026-11-22 ", state().written().text());
  }

  @Test
  void aCalendarIsThereWhereADayIsAskedForAndWritesIt() {
    assertNull(state().calendar());
    type("van -on:");
    LocalDate today = LocalDate.of(2026, 11, 23);
    assertEquals(new SearchPanelViewModel.Calendar(today, today), state().calendar());
    type("van -on:2026-03-3");
    assertEquals(today, state().calendar().day());
    type("van -on:2026-03-31");
    assertEquals(LocalDate.of(2026, 3, 31), state().calendar().day());
    panel.choose(LocalDate.of(2026, 4, 1));
    assertEquals("van -on:2026-04-01 ", state().written().text());
    assertNull(state().calendar());
    type("from:");
    assertNull(state().calendar());
  }

  @Test
  void whatIsOfferedCanBePutAwayAndThenEnterMeansWhatWasFound() {
    type("has:p");
    assertTrue(state().offering());
    assertTrue(panel.decline());
    assertFalse(state().offering());
    assertFalse(panel.decline());
    type("has:pi");
    assertTrue(state().offering());
  }

  @Test
  void theButtonForFilesSaysSoInTheFieldAndTakesItBack() {
    type("cable");
    panel.toggleFiles();
    assertEquals("cable has:file ", state().written().text());
    assertTrue(state().files());
    panel.toggleFiles();
    assertEquals("cable ", state().written().text());
    assertFalse(state().files());
  }

  @Test
  void aHitTellsWhoItIsByNow() {
    find(hit(1, 9));
    panel.accountChanged(new AccountInfo(4, "Lena K", null, null));
    assertEquals(
        List.of("Lena K"),
        state().rows().stream()
            .flatMap(row ->
                row instanceof SearchRow.Message one
                    ? Stream.of(one.hit().row().sender().name())
                    : Stream.of())
            .toList());
  }
}
