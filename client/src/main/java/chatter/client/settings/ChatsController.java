package chatter.client.settings;

import chatter.client.ui.Icon;
import chatter.client.ui.MenuRow;
import chatter.client.ui.Texts;
import javafx.fxml.FXML;
import javafx.scene.layout.Pane;

/// Binds `Chats.fxml`, the way to the other chats, to `ChatSwitcher`.
public final class ChatsController implements Panel {
  private final ChatSwitcher others;
  private final Texts texts;

  @FXML private Pane chats;

  /// For one view.
  public ChatsController(ChatSwitcher others, Texts texts) {
    this.others = others;
    this.texts = texts;
  }

  @Override
  public void opened() {
    chats.getChildren().setAll(others.list().stream().map(this::row).toList());
    chats.getChildren().getFirst().requestFocus();
  }

  private MenuRow row(ChatSwitcher.Chat chat) {
    MenuRow row = new MenuRow();
    row.setText(chat.name());
    row.setIcon(chat.current() ? Icon.CHECK : Icon.HASH);
    String detail =
        chat.current()
            ? texts.say("settings.chats.here")
            : chat.person().isEmpty()
                ? texts.say("settings.chats.signedOut")
                : texts.say("settings.chats.as", chat.person());
    row.detailProperty().set(detail);
    row.accessibleTextProperty().unbind();
    row.setAccessibleText(chat.name() + ", " + detail);
    row.setOnAction(click -> others.open(chat.id()));
    return row;
  }

  @FXML
  private void join() {
    others.join();
  }
}
