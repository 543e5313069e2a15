package chatter.client.chat.sidebar;

import chatter.client.ui.AvatarImages;
import chatter.client.ui.Icon;
import chatter.client.ui.Texts;
import chatter.client.ui.emoji.EmojiImages;
import java.util.Locale;
import java.util.function.BiConsumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// A row of the sidebar, used again for others while scrolling.
final class SidebarCell extends ListCell<SidebarEntry> {
  private final Texts texts;
  private final SidebarRow row;
  private final Label words = new Label();
  private final Button begin = new Button();
  private final HBox heading;

  /// @param onBegin begins something in a section, at the button that asked for it
  SidebarCell(
      Texts texts,
      AvatarImages avatars,
      EmojiImages emoji,
      BiConsumer<ConversationSummary.Section, Node> onBegin) {
    this.texts = texts;
    row = new SidebarRow(texts, avatars, emoji);
    words.getStyleClass().add("section-label");
    begin.setGraphic(Icon.PLUS.node(15));
    begin.getStyleClass().addAll("icon-button", "small");
    begin.setFocusTraversable(false);
    begin.setOnAction(_ -> {
      if (getItem() instanceof SidebarEntry.Heading(ConversationSummary.Section section)) {
        onBegin.accept(section, begin);
      }
    });
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    heading = new HBox(words, space, begin);
    heading.getStyleClass().add("section");
    heading.setAlignment(Pos.CENTER_LEFT);
    getStyleClass().add("sidebar-cell");
    // As wide as the list, however long the words are.
    setPrefWidth(0);
  }

  @Override
  protected void updateItem(SidebarEntry entry, boolean empty) {
    super.updateItem(entry, empty);
    switch (entry) {
      case null -> {
        setGraphic(null);
        setAccessibleText(null);
      }
      case SidebarEntry.Heading(ConversationSummary.Section section) -> showHeading(section);
      case SidebarEntry.Conversation(ConversationSummary summary) -> {
        setAccessibleText(row.show(summary));
        setGraphic(row);
      }
    }
  }

  /// What begins something in the section of a heading.
  Button begin() {
    return begin;
  }

  private void showHeading(ConversationSummary.Section section) {
    // The style sheets of JavaFX know no capitals.
    words.setText(texts.say(Texts.key("sidebar.section.", section)).toUpperCase(Locale.ROOT));
    words.setGraphic(section == ConversationSummary.Section.STARRED ? Icon.STAR.node(15) : null);
    begin.setVisible(section != ConversationSummary.Section.STARRED);
    if (begin.isVisible()) {
      String word =
          texts.say(
              section == ConversationSummary.Section.ROOMS
                  ? "sidebar.newRoom"
                  : "sidebar.newDirect");
      begin.setId(section == ConversationSummary.Section.ROOMS ? "addRoom" : "addDirect");
      begin.setAccessibleText(word);
      begin.setTooltip(new Tooltip(word));
    }
    String name = texts.say(Texts.key("sidebar.section.", section));
    setAccessibleText(begin.isVisible() ? name + ", " + begin.getAccessibleText() : name);
    setGraphic(heading);
  }
}
