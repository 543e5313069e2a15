package chatter.client.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.chat.composer.ChosenFile;
import chatter.client.chat.composer.ComposerViewModel;
import chatter.client.chat.message.Quote;
import chatter.client.chat.sidebar.ConversationSummary;
import chatter.client.chat.sidebar.RosterViewModel;
import chatter.client.chat.sidebar.RosterViewModel.Here;
import chatter.client.chat.timeline.MessageRow;
import chatter.client.net.ConnectionState;
import chatter.client.net.SessionEvent;
import chatter.client.net.http.ErrorMessage;
import chatter.client.net.socket.EndReason;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.PresenceInfo;
import chatter.shared.protocol.RejectCode;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Connection bar, typing line, header, sidebar and composer, without a window.
class ChatViewModelTest {
  private final ChatFixture fixture = new ChatFixture();
  private final FakeSession session = fixture.session;
  private final ChatViewModel chat = fixture.model();

  private ComposerViewModel composer() {
    return chat.openProperty().get().composer();
  }

  private void pass(double seconds) {
    fixture.clock.advance(Duration.ofMillis((long) (seconds * 1000)));
    chat.tick();
  }

  private void connection(ConnectionState state, Integer retryInSeconds) {
    chat.on(
        new SessionEvent.ConnectionChanged(
            state,
            retryInSeconds == null ? null : fixture.clock.instant().plusSeconds(retryInSeconds)));
  }

  private String bar() {
    return chat.connection().textProperty().get();
  }

  private PresenceInfo person(long id, String name, boolean online) {
    return new PresenceInfo(
        id, name, null, online ? PresenceInfo.State.ONLINE : PresenceInfo.State.OFFLINE, null);
  }

  @Test
  void aShortInterruptionIsNotMentioned() {
    session.welcome();
    connection(ConnectionState.LIVE, null);
    connection(ConnectionState.WAITING, 2);
    pass(2);
    connection(ConnectionState.CONNECTING, null);
    pass(2.9);
    assertEquals("", bar());
    connection(ConnectionState.CATCHING_UP, null);
    pass(10);
    assertEquals("", bar());
  }

  @Test
  void whatIsNotTrustedIsSaidAtOnceAndUntilItIsTrusted() {
    session.welcome();
    connection(ConnectionState.LIVE, null);
    chat.on(
        new SessionEvent.ConnectionChanged(
            ConnectionState.WAITING,
            fixture.clock.instant().plusSeconds(9),
            new ErrorMessage(
                Optional.empty(), "error.notSecure.EXPIRED", List.of("office.local"))));
    String expired =
        "The certificate of office.local has expired. Whoever runs the server must renew it.";
    assertEquals(expired + " · Retrying in 9 s", bar());
    assertTrue(chat.connection().retryableProperty().get());
    connection(ConnectionState.CONNECTING, null);
    assertEquals(expired + " · Connecting…", bar());
    connection(ConnectionState.WAITING, 9);
    assertEquals("", bar());
    connection(ConnectionState.LIVE, null);
    pass(10);
    assertEquals("", bar());
  }

  @Test
  void aLongInterruptionSaysSinceWhenAndWhatWaits() throws Exception {
    session.welcome();
    connection(ConnectionState.LIVE, null);
    connection(ConnectionState.WAITING, 9);
    String since = chat.labels().time(fixture.clock.instant());
    session.send(1, "one", null);
    session.send(1, "two", null);
    session.send(1, "three", null);
    session.refuse(RejectCode.TOO_LARGE);
    pass(5);
    String away = "The chat is not reachable since " + since + " · 2 messages waiting";
    assertEquals(away + " · Retrying in 4 s", bar());
    assertTrue(chat.connection().retryableProperty().get());
    pass(1.5);
    assertEquals(away + " · Retrying in 3 s", bar());
    connection(ConnectionState.CONNECTING, null);
    assertEquals(away + " · Connecting…", bar());
    chat.tryNow();
    assertTrue(session.calls.contains("tryNow"));
    connection(ConnectionState.LIVE, null);
    assertEquals("", bar());
  }

  @Test
  void everyReasonToEndHasWords() {
    for (EndReason reason : EndReason.values()) {
      chat.on(new SessionEvent.Ended(reason));
      assertFalse(bar().isBlank());
    }
  }

  @Test
  void theTypingLineNamesUpToTwoAndForgetsThemAfterSixSeconds() {
    session.welcome();
    chat.on(new SessionEvent.Typing(1, 3, "Omar", true));
    assertEquals("Omar is typing…", chat.openProperty().get().typing().textProperty().get());
    pass(3);
    chat.on(new SessionEvent.Typing(1, 4, "Lena", true));
    assertEquals(
        "Omar and Lena are typing…", chat.openProperty().get().typing().textProperty().get());
    chat.on(new SessionEvent.Typing(1, 5, "Ana", true));
    assertEquals(
        "Several people are typing…", chat.openProperty().get().typing().textProperty().get());
    pass(3);
    assertEquals(
        "Lena and Ana are typing…", chat.openProperty().get().typing().textProperty().get());
    chat.on(new SessionEvent.Typing(1, 5, "Ana", false));
    session.post(FakeSession.LENA, "sent it");
    assertEquals("", chat.openProperty().get().typing().textProperty().get());
  }

  @Test
  void whoStoppedTheServerHereIsToldSoAtOnceAndCanStartItAgain() {
    session.welcome();
    connection(ConnectionState.LIVE, null);
    chat.setHost(new HostStatus(HostStatus.State.RUNNING, ""));
    chat.setHost(new HostStatus(HostStatus.State.STOPPED, ""));
    assertEquals("", bar());
    chat.on(new SessionEvent.ServerStopping());
    connection(ConnectionState.WAITING, 1);
    assertEquals("You stopped hosting", bar());
    assertTrue(chat.connection().startableProperty().get());
    assertFalse(chat.connection().retryableProperty().get());
    composer().draftProperty().set("later");
    composer().send();
    assertEquals("You stopped hosting · 1 message waiting", bar());
    chat.setHost(new HostStatus(HostStatus.State.STARTING, ""));
    assertFalse(chat.connection().startableProperty().get());
    pass(6);
    assertEquals("Starting the chat on this computer… · 1 message waiting", bar());
    chat.setHost(new HostStatus(HostStatus.State.STOPPED, "The chat could not start: no space"));
    assertEquals("The chat could not start: no space · 1 message waiting", bar());
    assertTrue(chat.connection().startableProperty().get());
    connection(ConnectionState.LIVE, null);
    assertEquals("", bar());
    assertFalse(chat.connection().startableProperty().get());
  }

  @Test
  void othersAreToldThatTheHostStoppedTheChat() {
    session.welcome();
    chat.connection().setPlace("Harbour Office");
    connection(ConnectionState.LIVE, null);
    chat.on(new SessionEvent.ServerStopping());
    connection(ConnectionState.WAITING, 1);
    pass(4);
    assertEquals("", bar(), "a server that only starts anew is nobody’s business");
    connection(ConnectionState.CONNECTING, null);
    connection(ConnectionState.WAITING, 30);
    pass(2);
    assertEquals(
        "Harbour Office was stopped at 11:43. It is back when its host starts it again"
            + " · Retrying in 28 s",
        bar());
    connection(ConnectionState.LIVE, null);
    connection(ConnectionState.WAITING, 30);
    pass(6);
    assertEquals("Harbour Office is not reachable since 11:43 · Retrying in 24 s", bar());
  }

  @Test
  void theHeaderCountsMembersAndWhoIsHere() {
    session.welcome();
    chat.on(new SessionEvent.Presence(true, 6, 14, List.of()));
    assertEquals("14 members, 6 online", chat.headCount().textProperty().get());
  }

  @Test
  void theHeaderCountsWhoComesWhileConnected() {
    session.welcome();
    chat.on(new SessionEvent.Presence(true, 1, 2, List.of(person(1, "Ada", true))));
    assertEquals("1 member, 1 online", chat.headCount().textProperty().get());
    // Nobody more is online, and still there is one more.
    chat.on(new SessionEvent.Presence(false, 1, 2, List.of(person(4, "Lena", false))));
    assertEquals("2 members, 1 online", chat.headCount().textProperty().get());
    // So many that nobody is named any more.
    chat.on(new SessionEvent.Presence(true, 1, 201, List.of()));
    assertEquals("201 members, 1 online", chat.headCount().textProperty().get());
    chat.on(new SessionEvent.Presence(false, 1, 202, List.of()));
    assertEquals("202 members, 1 online", chat.headCount().textProperty().get());
  }

  @Test
  void peopleWhomNobodyNamesAreFetchedOnceAndKnownByTheirNewNames() {
    session.everybody.addAll(List.of(FakeSession.ME, FakeSession.OMAR, FakeSession.LENA));
    session.welcome();
    chat.on(new SessionEvent.Presence(true, 1, null, List.of(person(1, "Ada", true))));
    assertEquals(List.of(), peopleCalls(), "everybody is named");
    session.refusePeople = true;
    chat.on(new SessionEvent.Presence(true, 2, 201, List.of()));
    assertEquals(
        "The server cannot be reached. Check the address and the network, then try again.",
        chat.sidebar().people().stateProperty().get().problem());
    session.refusePeople = false;
    chat.on(new SessionEvent.Presence(true, 2, 201, List.of()));
    chat.on(new SessionEvent.Presence(false, 3, 202, List.of()));
    assertEquals(List.of("people  null", "people  null"), peopleCalls());
    chat.on(new SessionEvent.AccountChanged(new AccountInfo(3, "Zz", null, null)));
    assertEquals(
        List.of("Ada Brandt", "Zz", "Lena Koch"),
        chat.sidebar().people().stateProperty().get().found().stream()
            .map(AccountInfo::name)
            .toList());
    assertEquals(Here.NOT_TOLD, chat.sidebar().roster().person(FakeSession.OMAR).here());
  }

  @Test
  void peopleStandWithThoseWhoAreHereFirst() {
    session.welcome();
    chat.on(
        new SessionEvent.Presence(
            true,
            2,
            null,
            List.of(
                person(1, "Ada", true),
                person(3, "Omar", true),
                person(4, "Élodie", false),
                person(5, "Zoe", false))));
    assertEquals(List.of("Ada", "Omar", "Élodie", "Zoe"), names());
    chat.on(new SessionEvent.Presence(false, 3, null, List.of(person(5, "Zoe", true))));
    assertEquals(List.of("Ada", "Omar", "Zoe", "Élodie"), names());
    chat.on(new SessionEvent.AccountChanged(new AccountInfo(3, "Zz", null, null)));
    assertEquals(List.of("Ada", "Zoe", "Zz", "Élodie"), names());
  }

  /// What the server said last about who is here holds no more when it is away.
  @Test
  void nobodyIsOnlineWhileTheChatIsAway() {
    session.welcome();
    connection(ConnectionState.LIVE, null);
    List<PresenceInfo> everybody =
        List.of(person(1, "Ada", true), person(3, "Omar", true), person(4, "Lena", false));
    chat.on(new SessionEvent.Presence(true, 2, null, everybody));
    connection(ConnectionState.WAITING, 30);
    pass(4.9);
    assertEquals(List.of(Here.ONLINE, Here.ONLINE, Here.OFFLINE), here());
    pass(0.2);
    assertEquals(List.of(Here.UNKNOWN, Here.UNKNOWN, Here.UNKNOWN), here());
    assertEquals(List.of("Ada", "Omar", "Lena"), names());
    assertEquals("3 members", chat.headCount().textProperty().get());
    chat.on(new SessionEvent.AccountChanged(new AccountInfo(3, "Omar M", null, null)));
    assertEquals(List.of(Here.UNKNOWN, Here.UNKNOWN, Here.UNKNOWN), here());
    // Back, but what it says is what has changed since something that was not heard.
    connection(ConnectionState.CATCHING_UP, null);
    chat.on(new SessionEvent.Presence(false, 1, null, List.of(person(3, "Omar", false))));
    assertEquals(List.of(Here.UNKNOWN, Here.UNKNOWN, Here.UNKNOWN), here());
    chat.on(new SessionEvent.Presence(true, 2, null, everybody));
    assertEquals(List.of(Here.ONLINE, Here.ONLINE, Here.OFFLINE), here());
    assertEquals("3 members, 2 online", chat.headCount().textProperty().get());
  }

  @Test
  void nobodyIsOnlineOnceTheServerSentTheReaderAway() {
    session.welcome();
    connection(ConnectionState.LIVE, null);
    chat.on(new SessionEvent.Presence(true, 1, null, List.of(person(1, "Ada", true))));
    chat.on(new SessionEvent.Ended(EndReason.VERSION));
    assertEquals(List.of(Here.UNKNOWN), here());
  }

  private List<String> peopleCalls() {
    return session.calls.stream().filter(call -> call.startsWith("people")).toList();
  }

  private List<Here> here() {
    return chat.sidebar().roster().people().stream().map(RosterViewModel.Person::here).toList();
  }

  private List<String> names() {
    return chat.sidebar().roster().people().stream()
        .map(person -> person.account().name())
        .toList();
  }

  @Test
  void aRoomWithoutMessagesSaysSo() {
    session.welcome();
    assertEquals("No messages yet", chat.sidebar().conversations().getFirst().preview());
  }

  @Test
  void aPreviewFromRightToLeftLosesItsEndWhenItIsCutOff() {
    session.add(FakeSession.LENA, fixture.clock.instant(), "שלום לכולם (test) 123");
    session.welcome();
    assertEquals(
        "\u200fLena: \u2068שלום לכולם (test) 123\u2069",
        chat.sidebar().conversations().getFirst().preview());
  }

  @Test
  void theRoomShowsItsNewestMessageAndWhatIsUnread() {
    session.add(FakeSession.LENA, fixture.clock.instant(), "the printer is back");
    session.welcome();
    ConversationSummary room = chat.sidebar().conversations().getFirst();
    assertEquals("Lena: the printer is back", room.preview());
    assertEquals("11:43", room.time());
    assertEquals(1, room.unread());
    chat.on(new SessionEvent.ReadMoved(1, FakeSession.ME.id(), 1));
    assertEquals(0, chat.sidebar().conversations().getFirst().unread());
  }

  @Test
  void theTextStaysUntilTheOutboxHasIt() {
    session.welcome();
    composer().draftProperty().set("precious");
    session.diskFull = true;
    composer().send();
    assertEquals("precious", composer().draftProperty().get());
    assertFalse(chat.noticeProperty().get().isEmpty());
    pass(7);
    assertEquals("", chat.noticeProperty().get());
    session.diskFull = false;
    composer().send();
    assertEquals("", composer().draftProperty().get());
    assertEquals("precious", session.outbox.getFirst().body());
  }

  @Test
  void enterSendsAsTheReaderLikesIt() {
    session.welcome();
    assertTrue(composer().enterSends(false, false));
    assertFalse(composer().enterSends(true, false));
    chat.setEnterSends(false);
    assertFalse(composer().enterSends(false, false));
    assertTrue(composer().enterSends(false, true));
  }

  @Test
  void nothingAndTooMuchCannotBeSent() {
    session.welcome();
    composer().draftProperty().set("  \n ");
    composer().send();
    composer().draftProperty().set("😀".repeat(8_001));
    assertTrue(composer().tooLongProperty().get());
    assertEquals("1 character too long", composer().counterProperty().get());
    composer().send();
    assertTrue(session.outbox.isEmpty());
    composer().draftProperty().set("😀".repeat(7_990) + "  ");
    assertEquals("10 characters left", composer().counterProperty().get());
    composer().send();
    assertEquals(1, session.outbox.size());
    composer().draftProperty().set("short");
    assertEquals("", composer().counterProperty().get());
  }

  @Test
  void anAnswerCarriesWhatItAnswers() {
    session.add(FakeSession.LENA, fixture.clock.instant(), "a question");
    session.welcome();
    composer().replyTo(new Quote(1, "Lena Koch", "a question", fixture.clock.instant()));
    composer().draftProperty().set("an answer");
    composer().send();
    assertEquals(1L, session.outbox.getFirst().replyTo());
    assertEquals(null, composer().replyProperty().get());
  }

  @Test
  void draftsAreSavedAfterAPauseAndNowAndThenWithoutOne() {
    session.welcome();
    composer().draftProperty().set("h");
    pass(0.5);
    assertTrue(fixture.drafts.isEmpty());
    pass(1);
    assertEquals("h", fixture.drafts.get(1L));
    for (int i = 0; i < 12; i++) {
      composer().draftProperty().set("h" + "a".repeat(i + 1));
      pass(0.5);
    }
    assertTrue(fixture.drafts.get(1L).length() > 8, fixture.drafts.get(1L));
    composer().send();
    assertEquals("", fixture.drafts.get(1L));
  }

  @Test
  void aDraftIsThereAgain() {
    fixture.drafts.put(1L, "half a sente");
    session.welcome();
    assertEquals("half a sente", composer().draftProperty().get());
    assertTrue(composer().sendableProperty().get());
  }

  @Test
  void typingIsToldAndItsEnd() {
    session.welcome();
    composer().draftProperty().set("x");
    composer().send();
    assertEquals(
        List.of("typing true", "typing false"),
        session.calls.stream().filter(call -> call.startsWith("typing")).toList());
  }

  @Test
  void whatIsAnsweredIsPartOfTheDraft() {
    session.add(FakeSession.LENA, fixture.clock.instant(), "a question");
    Quote question = new Quote(1, "Lena Koch", "a question", session.stored.getFirst().sentAt());
    session.welcome();
    composer().replyTo(question);
    assertEquals(question, fixture.replies.get(1L));
    ChatViewModel later = fixture.model();
    session.welcome();
    assertEquals(question, later.openProperty().get().composer().replyProperty().get());
    later.openProperty().get().composer().draftProperty().set("an answer");
    later.openProperty().get().composer().send();
    assertEquals(null, fixture.replies.get(1L));
  }

  @Test
  void aRestoredServerDoesNotTurnTheAnswerBeingWrittenIntoOneToAnotherMessage() {
    session.add(FakeSession.LENA, fixture.clock.instant(), "a question");
    session.welcome();
    composer().replyTo(new Quote(1, "Lena Koch", "a question", fixture.clock.instant()));
    composer().draftProperty().set("an answer");
    session.stored.clear();
    session.add(FakeSession.OMAR, fixture.clock.instant().plusSeconds(9), "something else");
    session.listener.accept(new SessionEvent.ConversationReset(1, 1, true));
    assertEquals(null, composer().replyProperty().get());
    assertEquals("an answer", composer().draftProperty().get());
    assertEquals(
        "The message you were replying to is not there any more.", chat.noticeProperty().get());
  }

  @Test
  void whatWasSaidToWhoCannotSeeIsTakenBackByARestore() {
    List<String> said = new ArrayList<>();
    chat.setOnArrival(said::add);
    session.welcome();
    session.listener.accept(new SessionEvent.ConversationReset(1, 0, false));
    assertEquals(List.of(), said);
    session.listener.accept(new SessionEvent.ConversationReset(1, 0, true));
    assertEquals(List.of(""), said);
  }

  @Test
  void aDraftThatCannotBeKeptIsSaid() {
    session.welcome();
    fixture.draftRefused.run();
    assertEquals(
        "What you are writing could not be saved on this computer.", chat.noticeProperty().get());
  }

  private List<String> bodies(ChatViewModel of) {
    return of.openProperty().get().timeline().rows().stream()
        .filter(MessageRow.class::isInstance)
        .map(row -> ((MessageRow) row).message().content().body())
        .toList();
  }

  private ChatViewModel started() {
    ChatViewModel later = fixture.model();
    later.remember(FakeSession.ME, fixture.kept, 1, fixture.clock.instant());
    return later;
  }

  @Test
  void whatWasKnownIsThereBeforeTheServerIs() throws Exception {
    for (int i = 0; i < 80; i++) {
      session.add(FakeSession.LENA, fixture.clock.instant(), "x".repeat(100) + i);
    }
    session.readSeq = 80;
    session.welcome();
    pass(1);

    session.calls.clear();
    ChatViewModel later = started();
    assertEquals(50, bodies(later).size());
    assertEquals("Last known messages · connecting…", later.headCount().textProperty().get());
    assertEquals(
        List.of("history Newest[limit=50]"),
        session.calls,
        "nothing else is asked, and nothing marked as read");
    later.openProperty().get().composer().draftProperty().set("typed at once");
    later.openProperty().get().composer().send();
    assertEquals("typed at once", bodies(later).getLast());

    session.add(FakeSession.OMAR, fixture.clock.instant(), "missed");
    session.hold = true;
    session.welcome();
    assertEquals(51, bodies(later).size(), "until the page is there");
    session.post(FakeSession.OMAR, "live meanwhile");
    session.release();
    assertEquals(
        List.of("missed", "live meanwhile", "typed at once"),
        bodies(later).subList(bodies(later).size() - 3, bodies(later).size()));
  }

  @Test
  void theFilesChosenBeforeTheServerIsThereStayWhereTheyAreChosen(@TempDir Path copies) {
    session.copies = copies;
    SessionEvent.Welcomed two =
        new SessionEvent.Welcomed(
            FakeSession.ME,
            List.of(session.lobby(), FakeSession.direct(7, FakeSession.LENA)),
            8000);
    session.listener.accept(two);
    pass(1);
    ChatViewModel later = started();
    ComposerViewModel lobby = later.openProperty().get().composer();
    lobby
        .files()
        .add(
            List.of(
                new ChosenFile.Source(
                    "plan.txt", 4, false, () -> new ByteArrayInputStream(new byte[4]))));
    later.show(7);
    session.listener.accept(two);
    assertEquals(7, later.openProperty().get().id());
    later.show(1);
    assertEquals(
        List.of("plan.txt"),
        later.openProperty().get().composer().files().list().stream()
            .map(ChosenFile::name)
            .toList());
  }

  @Test
  void whatIsKeptOfAConversationIsAsOfItsNewestEntryAndAsFarAsWasRead() {
    session.add(FakeSession.LENA, fixture.clock.instant(), "known");
    session.readSeq = 1;
    session.welcome();
    pass(1);
    chat.setActive(false);
    session.post(FakeSession.OMAR, "new");
    chat.close();
    ConversationInfo lobby = fixture.kept.getFirst();
    assertEquals(2, lobby.lastSeq());
    assertEquals(1, lobby.readSeq());
    assertEquals(1, lobby.unread());
    assertEquals("new", lobby.last().text());
  }

  @Test
  void nothingIsKeptInThePlaceOfWhatWasKnownBeforeTheServerHasSpoken() {
    session.welcome();
    pass(1);
    List<ConversationInfo> before = fixture.kept;
    ChatViewModel later = started();
    fixture.kept = List.of();
    pass(10);
    later.close();
    assertEquals(List.of(), fixture.kept);
    assertFalse(before.isEmpty());
  }

  @Test
  void theBarSaysAsOfWhenIsWhatIsShownUntilTheServerIsThere() {
    session.welcome();
    pass(1);
    ChatViewModel later = fixture.model();
    later.remember(
        FakeSession.ME, fixture.kept, 1, fixture.clock.instant().minus(Duration.ofHours(1)));
    pass(6);
    later.tick();
    String shown = later.connection().textProperty().get();
    assertTrue(shown.contains("shown as of "), shown);
    session.listener.accept(new SessionEvent.ConnectionChanged(ConnectionState.LIVE, null));
    session.welcome();
    session.listener.accept(
        new SessionEvent.ConnectionChanged(
            ConnectionState.WAITING, fixture.clock.instant().plusSeconds(60)));
    pass(6);
    later.tick();
    shown = later.connection().textProperty().get();
    assertFalse(shown.isEmpty());
    assertFalse(shown.contains("shown as of "), shown);
  }

  @Test
  void whoWantsToGoSomewhereGoesThereOnceTheChatIsAwayOrThere() {
    session.welcome();
    pass(1);
    List<String> gone = new ArrayList<>();
    ChatViewModel later = started();
    later.onceKnown(() -> gone.add("first"));
    later.onceKnown(() -> gone.add("second"));
    pass(1);
    later.tick();
    assertEquals(List.of(), gone, "it may be there in a moment");
    pass(5);
    later.tick();
    assertEquals(List.of("second"), gone);
    later.onceKnown(() -> gone.add("third"));
    assertEquals(List.of("second", "third"), gone);
    session.listener.accept(new SessionEvent.ConnectionChanged(ConnectionState.LIVE, null));
    session.welcome();
    assertEquals(List.of("second", "third"), gone);
  }

  @Test
  void aMessageThatIsNotOnThisComputerIsSaidToBeSo() {
    session.listener.accept(new SessionEvent.ConnectionChanged(ConnectionState.LIVE, null));
    chat.sayAbsent();
    assertEquals("This message is not there.", chat.noticeProperty().get());
    session.listener.accept(
        new SessionEvent.ConnectionChanged(
            ConnectionState.WAITING, fixture.clock.instant().plusSeconds(60)));
    chat.sayAbsent();
    assertEquals(
        "This message is not on this computer, and The chat cannot be reached now.",
        chat.noticeProperty().get());
  }

  @Test
  void theNewestAreShownWhereWhatIsUnreadIsNotAtHand() {
    for (int i = 0; i < 100; i++) {
      session.add(FakeSession.LENA, fixture.clock.instant(), "message " + i);
    }
    session.readSeq = 10;
    session.welcome();
    pass(1);
    session.refuseAround = true;
    ChatViewModel later = started();
    assertEquals("message 99", bodies(later).getLast());
  }

  @Test
  void noHoleIsLeftWhenTheFirstPageFailsAfterTheLastKnownMessages() {
    session.add(FakeSession.LENA, fixture.clock.instant(), "known");
    session.readSeq = 1;
    session.welcome();
    pass(1);
    ChatViewModel later = started();
    session.add(FakeSession.OMAR, fixture.clock.instant(), "missed");
    session.refuseHistory = true;
    session.welcome();
    session.post(FakeSession.OMAR, "live");
    assertFalse(bodies(later).contains("known"));
  }
}
