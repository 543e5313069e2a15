package chatter.client.chat.sidebar;

import chatter.client.ui.Texts;
import chatter.shared.protocol.ConversationKind;
import chatter.shared.protocol.Level;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleGroup;

/// What can be done with a conversation, as the items of a menu. JavaFX application thread only.
public final class ConversationMenu {
  /// Does it.
  public interface Actions {
    /// Keeps it above the others, or no more.
    void star(long conversation, boolean on);

    /// Chooses what of it is to be noticed.
    void notice(long conversation, Level level);

    /// All of it counts as read.
    void markRead(long conversation);

    /// Its newest message counts as unread.
    void markUnread(long conversation);

    /// Shows what was shared in it.
    void files(long conversation);

    /// Goes to the first message of a day.
    void goToDay(long conversation);

    /// Shows its settings.
    void settings(long conversation);

    /// Makes it readable only, or takes that back; after a question.
    void archive(long conversation, boolean on);

    /// Leaves it, after a question.
    void leave(long conversation);
  }

  private final Texts texts;
  private final Actions actions;

  public ConversationMenu(Texts texts, Actions actions) {
    this.texts = texts;
    this.actions = actions;
  }

  /// The items for a conversation as it is now.
  public List<MenuItem> items(ConversationSummary conversation) {
    long id = conversation.id();
    List<MenuItem> items = new ArrayList<>();
    items.add(
        conversation.starred()
            ? item("conversation.unstar", () -> actions.star(id, false))
            : item("conversation.star", () -> actions.star(id, true)));
    items.add(levels(conversation));
    items.add(
        conversation.unread() > 0
            ? item("conversation.markRead", () -> actions.markRead(id))
            : item("conversation.markUnread", () -> actions.markUnread(id)));
    items.add(item("conversation.files", () -> actions.files(id)));
    items.add(item("conversation.goToDate", () -> actions.goToDay(id)));
    if (conversation.kind() == ConversationKind.ROOM) {
      items.add(new SeparatorMenuItem());
      items.add(item("conversation.settings", () -> actions.settings(id)));
      if (conversation.host() && !conversation.lobby()) {
        items.add(
            conversation.archived()
                ? item("conversation.unarchive", () -> actions.archive(id, false))
                : item("conversation.archive", () -> actions.archive(id, true)));
      }
      if (!conversation.lobby()) {
        items.add(item("conversation.leave", () -> actions.leave(id)));
      }
    }
    return items;
  }

  private Menu levels(ConversationSummary conversation) {
    Menu menu = new Menu(texts.say("conversation.notify"));
    ToggleGroup group = new ToggleGroup();
    for (Level level : Level.values()) {
      RadioMenuItem item = new RadioMenuItem(texts.say(Texts.key("conversation.notify.", level)));
      item.setToggleGroup(group);
      item.setSelected(level == conversation.level());
      item.setOnAction(_ -> actions.notice(conversation.id(), level));
      menu.getItems().add(item);
    }
    return menu;
  }

  private MenuItem item(String key, Runnable action) {
    MenuItem item = new MenuItem(texts.say(key));
    item.setOnAction(_ -> action.run());
    return item;
  }
}
