package chatter.client.invite;

import chatter.client.ui.Texts;
import chatter.client.ui.form.CopyButton;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.SVGPath;
import javafx.scene.transform.Scale;

/// An invite to hand to others: its QR code, its short code, its link, and all of it as a message
/// to send, with buttons that copy. Shows nothing until `show`. The QR code is dark on white in
/// both themes, because phones expect that. Style class `invite-card`. JavaFX application thread
/// only.
public final class InviteCard extends VBox {
  /// How large the QR code may become.
  private static final double QR_SIDE = 216;

  private final StackPane qr = new StackPane();
  private final SVGPath modules = new SVGPath();
  private final Label code = new Label();
  private final TextField link = new TextField();
  private String message = "";
  private Runnable onCopied = () -> {};

  /// What an invite shows.
  ///
  /// @param qrSize how many modules the QR code has on a side, its quiet zone included; 0 for none
  /// @param qrPath its dark modules as SVG path data, one unit to a module
  /// @param link the link that the QR code holds
  /// @param code the short code, as it is to be read, e.g. `K7QM-2X9P`
  /// @param message the invite as something to send
  public record Content(int qrSize, String qrPath, String link, String code, String message) {}

  /// One that shows nothing yet.
  public InviteCard() {
    Texts texts = Texts.shared();
    getStyleClass().add("invite-card");
    getStylesheets().add(InviteCard.class.getResource("invite-card.css").toExternalForm());
    qr.getStyleClass().add("invite-qr");
    qr.setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    qr.setAccessibleText(texts.say("invite.qr"));
    modules.getStyleClass().add("invite-modules");
    modules.setManaged(false);
    qr.getChildren().add(modules);
    code.getStyleClass().add("invite-code");
    code.setId("inviteCode");
    CopyButton copyCode =
        CopyButton.small(texts.say("invite.copyCode"), code::getText, this::copied);
    copyCode.setId("copyInviteCode");
    HBox codeRow = new HBox(8, code, copyCode);
    codeRow.setAlignment(Pos.CENTER);
    link.getStyleClass().add("invite-link");
    link.setId("inviteLink");
    link.setEditable(false);
    link.setAccessibleText(texts.say("invite.link"));
    CopyButton copyLink =
        CopyButton.small(texts.say("invite.copyLink"), link::getText, this::copied);
    copyLink.setId("copyInviteLink");
    StackPane linkRow = new StackPane(link, copyLink);
    linkRow.setAlignment(Pos.CENTER_RIGHT);
    CopyButton copyMessage =
        CopyButton.wide(texts.say("invite.copyText"), () -> message, this::copied);
    copyMessage.setId("copyInviteMessage");
    getChildren().addAll(qr, codeRow, linkRow, copyMessage);
    setVisible(false);
    setManaged(false);
  }

  /// Shows an invite.
  public void show(Content content) {
    boolean drawn = content.qrSize() > 0;
    qr.setVisible(drawn);
    qr.setManaged(drawn);
    if (drawn) {
      // Whole pixels, so that every edge is sharp.
      double module = Math.max(1, Math.floor(QR_SIDE / content.qrSize()));
      double side = module * content.qrSize();
      modules.setContent(content.qrPath());
      modules.getTransforms().setAll(new Scale(module, module, 0, 0));
      qr.setMinSize(side, side);
      qr.setMaxSize(side, side);
    }
    link.setText(content.link());
    code.setText(content.code());
    // Letter by letter for those who hear it; a word of eight letters would be guessed at.
    code.setAccessibleText(
        Texts.shared()
            .say("invite.codeIs", String.join(" ", content.code().replace("-", "").split(""))));
    message = content.message();
    setVisible(true);
    setManaged(true);
  }

  /// What happens when somebody has copied the invite, in whatever form.
  public void setOnCopied(Runnable action) {
    onCopied = action;
  }

  private void copied() {
    onCopied.run();
  }

  /// Shows nothing any more.
  public void clear() {
    setVisible(false);
    setManaged(false);
    link.clear();
    code.setText("");
    message = "";
  }
}
