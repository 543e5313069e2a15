package chatter.client.chat;

import static chatter.client.chat.ChatFixture.NINE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.client.chat.message.Quote;
import chatter.client.chat.timeline.MessageRow;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// People who are mentioned and of whom nothing was heard.
class MentionNamesTest {
  private static final AccountInfo ZOE = new AccountInfo(99, "Zoë Quist", null, null);

  private final ChatFixture fixture = new ChatFixture();
  private final FakeSession session = fixture.session;
  private final ChatViewModel chat = fixture.model();

  private MessageRow last() {
    return (MessageRow) fixture.timeline().rows().getLast();
  }

  private List<String> asked() {
    return session.calls.stream().filter(call -> call.startsWith("people")).toList();
  }

  private void entry(String body) {
    session.add(FakeSession.LENA, NINE.plusSeconds(900), body);
    session.comes(session.stored.getLast());
  }

  @Test
  void theyAreAskedForAndGoByAWordUntilThen() {
    session.everybody.addAll(List.of(FakeSession.LENA, ZOE));
    List<String> heard = new ArrayList<>();
    chat.setOnArrival(heard::add);
    session.welcome();
    entry("ask <@99> and <@4>");
    assertEquals("ask @somebody and @Lena Koch", last().text());
    assertEquals("Lena: ask @somebody and @Lena Koch", fixture.summary().preview());
    assertEquals("@somebody", chat.named("<@99>"));
    assertEquals(
        List.of(true),
        heard.stream().map(one -> one.endsWith("ask @somebody and @Lena Koch")).toList());
    chat.tick();
    assertEquals(List.of("people  98"), asked());
    assertEquals("ask @Zoë Quist and @Lena Koch", last().text());
    assertEquals("Lena: ask @Zoë Quist and @Lena Koch", fixture.summary().preview());
    chat.tick();
    assertEquals(1, asked().size());
  }

  @Test
  void aQuoteOfAMessageThatIsNotLoadedNamesThemToo() {
    session.everybody.add(ZOE);
    session.add(FakeSession.OMAR, NINE, "<@99> knows");
    fixture.fill(100);
    session.add(FakeSession.LENA, NINE.plusSeconds(9_000), "who?", 1L);
    session.readSeq = session.stored.size();
    session.welcome();
    Quote before = last().quote();
    assertEquals("@somebody knows", before.text());
    chat.tick();
    assertEquals("@Zoë Quist knows", last().quote().text());
  }

  @Test
  void whatIsPinnedNamesThemToo() {
    session.everybody.add(ZOE);
    MessagePosted pinned = session.add(FakeSession.OMAR, NINE, "<@99> knows");
    session.rooms.pinned.add(pinned);
    session.readSeq = 1;
    session.welcome();
    List<String> shown = new ArrayList<>();
    Pins pins = chat.openProperty().get().pins();
    pins.refresh();
    Runnable look = () -> pins.rows().forEach(row -> shown.add(chat.named(row.body())));
    pins.rows().addListener((javafx.collections.ListChangeListener<MessagePosted>) _ -> look.run());
    look.run();
    chat.tick();
    assertEquals(List.of("@somebody knows", "@Zoë Quist knows"), shown);
  }

  @Test
  void whoIsNotInThisChatStaysUnknownAndIsAskedForOnce() {
    session.everybody.add(FakeSession.LENA);
    session.welcome();
    entry("<@999> <@999999999999999>");
    chat.tick();
    chat.tick();
    entry("again <@999>");
    chat.tick();
    assertEquals("again @somebody", last().text());
    assertEquals(List.of("people  998"), asked());
    session.welcome();
    session.everybody.add(new AccountInfo(999, "Late Comer", null, null));
    entry("and <@999>");
    chat.tick();
    assertEquals("and @Late Comer", last().text());
  }

  @Test
  void manyAreAskedForPageByPage() {
    LongStream.rangeClosed(100, 219)
        .forEach(id -> session.everybody.add(new AccountInfo(id, "P" + id, null, null)));
    session.welcome();
    entry("<@100> <@150> <@219> <@300>");
    for (int i = 0; i < 5; i++) {
      chat.tick();
    }
    assertEquals(List.of("people  99", "people  149", "people  218"), asked());
    assertEquals("@P100 @P150 @P219 @somebody", last().text());
  }

  @Test
  void afterAFailureTheyAreAskedForAgainInAWhile() {
    session.everybody.add(ZOE);
    session.refusePeople = true;
    session.welcome();
    entry("<@99>");
    for (int i = 0; i < 5; i++) {
      chat.tick();
    }
    assertEquals(1, asked().size());
    session.refusePeople = false;
    fixture.clock.advance(Duration.ofSeconds(11));
    chat.tick();
    assertEquals("@Zoë Quist", last().text());
  }
}
