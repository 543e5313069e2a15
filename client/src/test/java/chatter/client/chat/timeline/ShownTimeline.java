package chatter.client.chat.timeline;

import chatter.client.chat.list.AnchoredList;
import chatter.client.chat.list.RowCell;
import chatter.client.chat.message.ChatMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/// What a timeline on the screen holds, for tests of the whole app. JavaFX application thread only.
public final class ShownTimeline {
  private final TimelineView view;

  /// @param node the node `timeline`
  public ShownTimeline(Node node) {
    view = (TimelineView) node;
  }

  /// A message.
  ///
  /// @param seq 0 while it waits
  public record Message(long seq, String body, boolean waiting) {}

  /// The messages that are loaded, in order.
  public List<Message> messages() {
    List<Message> messages = new ArrayList<>();
    for (TimelineRow row : view.timeline().rows()) {
      if (row instanceof MessageRow shown) {
        ChatMessage message = shown.message();
        messages.add(new Message(message.seq(), message.content().body(), !message.stored()));
      }
    }
    return messages;
  }

  /// Whether the newest message is loaded.
  public boolean endsWithNewest() {
    return view.timeline().pages().isEndComplete();
  }

  /// Whether the first message is loaded and in view.
  public boolean atStart() {
    Node first = cells().isEmpty() ? null : cells().getFirst();
    return view.timeline().pages().isStartComplete()
        && list().firstIndex() == 0
        && first != null
        && first.getLayoutY() >= 0;
  }

  /// How many messages are unread.
  public int unread() {
    return view.timeline().readMark().unread();
  }

  public void scrollToEnd() {
    view.timeline().showNewest();
  }

  /// Towards older messages, by half of what is in view.
  public void scrollUp() {
    view.scrollBy(view.getHeight() / 2);
  }

  /// The texts of the messages that are laid out, from the top, as the nodes have them.
  public List<String> laidOut() {
    return cells().stream()
        .filter(MessageCell.class::isInstance)
        .map(cell -> bodyOf((Parent) cell))
        .toList();
  }

  private List<RowCell<TimelineRow>> cells() {
    return list().cells();
  }

  @SuppressWarnings("unchecked")
  private AnchoredList<TimelineRow> list() {
    return view.getChildrenUnmodifiable().stream()
        .filter(AnchoredList.class::isInstance)
        .map(node -> (AnchoredList<TimelineRow>) node)
        .findFirst()
        .orElseThrow();
  }

  private static String bodyOf(Parent cell) {
    return cell.getChildrenUnmodifiable().stream()
        .filter(Bubble.class::isInstance)
        .flatMap(bubble -> ((Bubble) bubble).lookupAll(".body").stream())
        .flatMap(flow -> ((TextFlow) flow).getChildren().stream())
        .filter(Text.class::isInstance)
        .map(text -> ((Text) text).getText())
        .collect(Collectors.joining());
  }
}
