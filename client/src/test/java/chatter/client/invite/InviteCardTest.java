package chatter.client.invite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.ui.Fx;
import chatter.client.ui.Theme;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.image.WritableImage;
import javafx.scene.input.Clipboard;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.Test;

class InviteCardTest {
  private static final String LINK = "https://192.168.1.20:8080/#join=K7QM2X9P";

  /// Four modules on a side, the quiet zone included; the second of the second row is dark.
  private static final InviteCard.Content CONTENT =
      new InviteCard.Content(4, "M1 1h1v1h-1z", LINK, "K7QM-2X9P", "Ana invites you: " + LINK);

  private static InviteCard shown(Theme.Choice colours) {
    InviteCard card = new InviteCard();
    Scene scene = new Scene(new StackPane(card), 400, 600);
    try (Theme theme = new Theme(scene)) {
      theme.choose(colours);
    }
    card.show(CONTENT);
    card.getScene().getRoot().applyCss();
    card.getScene().getRoot().layout();
    return card;
  }

  @Test
  void qrCodeIsDarkOnWhiteAlsoInTheDark() {
    WritableImage picture =
        Fx.call(() -> shown(Theme.Choice.DARK).lookup(".invite-qr").snapshot(null, null));
    double module = picture.getWidth() / 4;
    assertEquals(
        Color.BLACK, picture.getPixelReader().getColor((int) (1.5 * module), (int) (1.5 * module)));
    assertEquals(
        Color.WHITE, picture.getPixelReader().getColor((int) (2.5 * module), (int) (1.5 * module)));
  }

  @Test
  void linkCodeAndMessageAreCopiedAndThatIsTold() {
    InviteCard card = Fx.call(() -> shown(Theme.Choice.LIGHT));
    AtomicInteger told = new AtomicInteger();
    card.setOnCopied(told::incrementAndGet);
    assertEquals(LINK, Fx.call(() -> copied(card, "#copyInviteLink")));
    assertEquals("K7QM-2X9P", Fx.call(() -> copied(card, "#copyInviteCode")));
    assertEquals("Ana invites you: " + LINK, Fx.call(() -> copied(card, "#copyInviteMessage")));
    assertEquals("Copied", Fx.call(() -> ((Button) card.lookup("#copyInviteMessage")).getText()));
    assertEquals(3, told.get());
  }

  @Test
  void codeIsReadOutLetterByLetter() {
    InviteCard card = Fx.call(() -> shown(Theme.Choice.LIGHT));
    assertEquals(
        "Invite code: K 7 Q M 2 X 9 P",
        Fx.call(() -> card.lookup("#inviteCode").getAccessibleText()));
  }

  private static String copied(InviteCard card, String button) {
    ((Button) card.lookup(button)).fire();
    return Clipboard.getSystemClipboard().getString();
  }

  @Test
  void clearedCardShowsNothing() {
    InviteCard card = Fx.call(() -> shown(Theme.Choice.LIGHT));
    assertTrue(card.isManaged());
    Fx.run(card::clear);
    assertFalse(card.isManaged());
    assertFalse(card.isVisible());
  }
}
