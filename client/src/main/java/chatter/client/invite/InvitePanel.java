package chatter.client.invite;

import chatter.client.ui.ReadersClock;
import chatter.client.ui.Texts;
import chatter.client.ui.TimeLabels;
import chatter.client.ui.Views;
import chatter.client.ui.dialog.Dialogs;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.Executor;
import javafx.scene.Parent;

/// The panel for inviting people, the same wherever it stands. JavaFX application thread only.
///
/// @param view what to show; its invite counts as given when it has been seen
public record InvitePanel(Parent view, InviteViewModel model) {
  /// Puts one together.
  ///
  /// @param inviting the chat
  /// @param ui the way onto the JavaFX application thread
  /// @param dialogs asks before every invite ends
  public static InvitePanel of(Invites inviting, Executor ui, Dialogs dialogs) {
    Texts texts = Texts.of(InvitePanel.class);
    Clock clock = new ReadersClock();
    InviteViewModel model =
        new InviteViewModel(
            inviting,
            texts,
            ui,
            dialogs,
            new TimeLabels(clock, Locale.getDefault(Locale.Category.FORMAT)),
            clock);
    Parent view =
        Views.load(InvitePanel.class, "Invite.fxml", texts, new InviteController(model, texts));
    view.sceneProperty()
        .addListener((property, before, now) -> {
          if (now == null) {
            model.close();
          }
        });
    return new InvitePanel(view, model);
  }
}
