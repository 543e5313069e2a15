package chatter.client.invite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.ui.Texts;
import chatter.client.ui.TimeLabels;
import chatter.client.ui.dialog.AskedDialogs;
import chatter.shared.api.InviteInfo;
import chatter.shared.api.InviteOffer;
import chatter.shared.api.QrCode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// On a chat that is made up on the spot.
class InviteViewModelTest {
  private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

  private final MadeUp chat = new MadeUp();
  private final AskedDialogs dialogs = new AskedDialogs();
  private final InviteViewModel model =
      new InviteViewModel(
          chat,
          Texts.of(InvitePanel.class),
          Runnable::run,
          dialogs,
          new TimeLabels(Clock.fixed(NOON, ZoneOffset.UTC), Locale.UK),
          () -> NOON);

  private static final class MadeUp implements Invites {
    final List<InviteInfo> good = new ArrayList<>();
    final List<CompletableFuture<InviteOffer>> held = new ArrayList<>();
    final List<InviteOffer> late = new ArrayList<>();
    String base = "https://192.168.1.20:8080";
    String fingerprint = "6ugoZaECZH4w";
    Optional<String> inviter = Optional.of("Ana");
    boolean hold;
    boolean away;
    boolean closed;
    private int made;

    @Override
    public CompletableFuture<InviteOffer> make(Integer uses, int hours) {
      if (away) {
        return CompletableFuture.failedFuture(new IllegalStateException("away"));
      }
      made++;
      InviteInfo invite =
          new InviteInfo(
              made,
              "AAAA-000" + made,
              uses,
              NOON.plusSeconds(60L * made),
              NOON.plusSeconds(3600L * hours),
              "Ana Silva");
      good.addFirst(invite);
      InviteOffer offer =
          new InviteOffer(
              invite,
              List.of(base),
              fingerprint,
              base + "/#join=AAAA000" + made,
              "chatter://join",
              new QrCode(4, "M1 1h1v1h-1z"));
      if (!hold) {
        return CompletableFuture.completedFuture(offer);
      }
      late.add(offer);
      held.add(new CompletableFuture<>());
      return held.getLast();
    }

    @Override
    public CompletableFuture<List<InviteInfo>> list() {
      return CompletableFuture.completedFuture(List.copyOf(good));
    }

    @Override
    public CompletableFuture<Boolean> end(long id) {
      return CompletableFuture.completedFuture(good.removeIf(invite -> invite.id() == id));
    }

    @Override
    public CompletableFuture<Boolean> endAll() {
      good.clear();
      return CompletableFuture.completedFuture(true);
    }

    @Override
    public CompletableFuture<Boolean> closed() {
      return CompletableFuture.completedFuture(closed);
    }

    @Override
    public Optional<String> inviter() {
      return inviter;
    }

    @Override
    public String chat() {
      return "Harbour Office";
    }

    @Override
    public String words(Throwable failure) {
      return "It is " + failure.getMessage() + ".";
    }
  }

  private InviteOffer shown() {
    return model.offerProperty().get().orElseThrow();
  }

  private String said() {
    return model.stateProperty().get().text();
  }

  private List<Long> good() {
    return chat.good.stream().map(InviteInfo::id).toList();
  }

  @Test
  void panelMakesAnInviteAndShowsItAgainWhileItIsGood() {
    model.open();
    assertEquals(1, shown().invite().id());
    assertEquals("Good until 5 Dec, 12:00.", said());
    model.close();
    model.open();
    assertEquals(1, shown().invite().id());
    chat.good.clear();
    model.open();
    assertEquals(2, shown().invite().id());
  }

  @Test
  void anotherChoiceEndsTheOneBeforeUnlessSomebodyMayHaveIt() {
    model.open();
    model.chooseUses(InviteViewModel.Uses.PERSON);
    assertEquals(List.of(2L), good());
    assertEquals("Good for one person, until 5 Dec, 12:00.", said());
    assertTrue(model.others().isEmpty());
    model.given();
    model.chooseHours(24);
    assertEquals(List.of(3L, 2L), good());
    assertEquals(2, model.others().getFirst().id());
    model.close();
    model.chooseHours(720);
    assertEquals(List.of(4L, 3L, 2L), good());
    assertEquals(List.of(3L, 2L), model.others().stream().map(InviteInfo::id).toList());
  }

  @Test
  void invitesMadeEarlierEndOneByOneAndAllAtOnce() {
    model.open();
    model.given();
    model.chooseHours(24);
    model.end(model.others().getFirst());
    assertTrue(model.others().isEmpty());
    assertEquals(List.of(2L), good());
    assertEquals("The invite made 12:01 has ended. Good until 29 Nov, 12:00.", said());
    dialogs.answer = false;
    model.endAll();
    assertEquals(List.of(2L), good());
    dialogs.answer = true;
    model.endAll();
    assertEquals(List.of(3L), good());
    assertEquals(3, shown().invite().id());
    assertTrue(said().startsWith("All earlier invites have ended. This one is new. Good until"));
  }

  @Test
  void inviteThatComesAfterAnotherChoiceIsNotShownAndEnds() {
    chat.hold = true;
    model.open();
    chat.hold = false;
    model.chooseUses(InviteViewModel.Uses.PERSON);
    assertEquals(2, shown().invite().id());
    chat.held.getFirst().complete(chat.late.getFirst());
    assertEquals(2, shown().invite().id());
    assertEquals(List.of(2L), good());
  }

  @Test
  void failureIsSaidAndTriedAgain() {
    chat.away = true;
    model.open();
    assertEquals("It is away.", said());
    assertTrue(model.stateProperty().get().problem());
    assertFalse(model.offerProperty().get().isPresent());
    chat.away = false;
    model.again();
    assertEquals(1, shown().invite().id());
    assertFalse(model.stateProperty().get().problem());
  }

  @Test
  void messageExplainsTheBrowsersWarningOnlyWhereThereIsOne() {
    model.open();
    assertEquals(
        """
        Ana invites you to Harbour Office: https://192.168.1.20:8080/#join=AAAA0001
        Your browser will warn you once, because this chat has a key of its own that nobody else \
        vouches for. Choose “Advanced” and go on: the connection is encrypted all the same.
        In the Chatter app the code is enough: AAAA-0001\
        """,
        model.message(shown()));
    chat.fingerprint = null;
    model.chooseHours(24);
    assertEquals(
        """
        Ana invites you to Harbour Office: https://192.168.1.20:8080/#join=AAAA0002
        In the Chatter app the code is enough: AAAA-0002\
        """,
        model.message(shown()));
    chat.inviter = Optional.empty();
    assertTrue(model.message(shown()).startsWith("You are invited to Harbour Office: https://"));
  }

  @Test
  void notesSayWhoCannotOpenTheLink() {
    model.open();
    assertEquals(1, model.notes(shown()).size());
    assertTrue(model.notes(shown()).getFirst().startsWith("Browsers warn once"));
    for (String here :
        List.of("http://localhost:8080", "http://127.0.0.1:8080", "http://[::1]:1")) {
      chat.base = here;
      model.chooseHours(24);
      assertEquals(1, model.notes(shown()).size());
      assertTrue(model.notes(shown()).getFirst().startsWith("Only this computer"), here);
    }
    chat.base = "http://localhost.example:8080";
    chat.closed = true;
    model.forget();
    model.open();
    List<String> notes = model.notes(shown());
    assertTrue(notes.getFirst().startsWith("Nobody new can join"), notes::toString);
    assertTrue(notes.get(1).startsWith("The connection is not encrypted"), notes::toString);
  }
}
