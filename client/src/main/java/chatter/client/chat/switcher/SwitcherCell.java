package chatter.client.chat.switcher;

import chatter.client.chat.sidebar.ConversationFace;
import chatter.client.chat.sidebar.ConversationSummary;
import chatter.client.chat.switcher.SwitcherRanking.Found;
import chatter.client.ui.Avatar;
import chatter.client.ui.AvatarImages;
import chatter.client.ui.Icon;
import chatter.client.ui.Texts;
import chatter.client.ui.emoji.EmojiImages;
import chatter.client.ui.emoji.EmojiLine;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.Visibility;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/// Something one can go to: its face, its name with what was typed of it standing out, and what it
/// is, what is new in it, or what choosing it does.
final class SwitcherCell extends ListCell<Found> {
  private static final double PICTURE = 40;
  private static final double EMOJI = 16;

  private final Texts texts;
  private final AvatarImages avatars;
  private final Avatar picture = new Avatar(PICTURE);
  private final EmojiLine name;
  private final Label hint = new Label();
  private final HBox row;

  SwitcherCell(Texts texts, AvatarImages avatars, EmojiImages emoji) {
    this.texts = texts;
    this.avatars = avatars;
    name = new EmojiLine(emoji, "switcher-name", EMOJI);
    hint.getStyleClass().add("switcher-hint");
    hint.setMinWidth(USE_PREF_SIZE);
    HBox.setHgrow(name, Priority.ALWAYS);
    row = new HBox(picture, name, hint);
    row.getStyleClass().add("switcher-row");
    row.setAlignment(Pos.CENTER_LEFT);
    getStyleClass().add("switcher-cell");
    // As wide as the list, however long the words are.
    setPrefWidth(0);
  }

  @Override
  protected void updateItem(Found found, boolean empty) {
    super.updateItem(found, empty);
    if (empty || found == null) {
      setGraphic(null);
      setAccessibleText(null);
      return;
    }
    SwitcherEntry entry = found.entry();
    if (found.marks().isEmpty()) {
      name.setText(entry.name());
    } else {
      name.setText(
          entry.name(),
          place ->
              found.marks().stream().anyMatch(mark -> mark.from() <= place && place < mark.to()));
    }
    hint.setText(hint(entry));
    showFace(entry);
    setAccessibleText(
        hint.getText().isEmpty() ? entry.name() : entry.name() + ", " + hint.getText());
    setGraphic(row);
  }

  private void showFace(SwitcherEntry entry) {
    switch (entry) {
      case SwitcherEntry.Conversation one -> ConversationFace.show(one.summary(), picture, avatars);
      case SwitcherEntry.Person(AccountInfo account) -> {
        picture.showInitials(account.id(), account.name());
        picture.setPicture(avatars.get(account.avatarUrl()));
        picture.setOnline(false);
      }
      case SwitcherEntry.OpenRoom(var room) -> {
        picture.showIcon(room.id(), room.visibility() == Visibility.OPEN ? Icon.HASH : Icon.LOCK);
        picture.setOnline(false);
      }
    }
  }

  private String hint(SwitcherEntry entry) {
    return switch (entry) {
      case SwitcherEntry.Person _ -> texts.say("switcher.write");
      case SwitcherEntry.OpenRoom(var room) ->
          texts.say("switcher.join", texts.say("room.members", room.members()));
      case SwitcherEntry.Conversation one -> {
        ConversationSummary summary = one.summary();
        String news = news(summary);
        if (one.isRoom()) {
          yield Stream.of(texts.say("switcher.room"), news)
              .filter(words -> !words.isEmpty())
              .collect(Collectors.joining(" · "));
        }
        yield !news.isEmpty() || summary.time().isEmpty()
            ? news
            : texts.say("switcher.lastSpoke", summary.time());
      }
    };
  }

  private String news(ConversationSummary summary) {
    if (summary.mentions() > 0) {
      return texts.say("sidebar.mentions", summary.mentions());
    }
    if (summary.unread() > 0) {
      return texts.say("sidebar.unread", summary.unread());
    }
    return summary.archived() ? texts.say("sidebar.archived") : "";
  }
}
