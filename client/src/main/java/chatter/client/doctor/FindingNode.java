package chatter.client.doctor;

import chatter.client.ui.Icon;
import java.util.Locale;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// A finding: its mark, what was looked at, what was found, and what to do. One stop for the
/// keyboard, and one sentence for a screen reader. Style class `finding`.
final class FindingNode extends HBox {
  private static final double MARK = 20;

  FindingNode(CheckRow row, String aloud) {
    getStyleClass().addAll("finding", "finding-" + row.mark().name().toLowerCase(Locale.ROOT));
    setAccessibleRole(AccessibleRole.TEXT);
    setAccessibleText(aloud);
    setFocusTraversable(true);
    Region mark =
        switch (row.mark()) {
          case OK -> Icon.CIRCLE_CHECK.node(MARK);
          case WARN -> Icon.TRIANGLE_ALERT.node(MARK);
          case BAD -> Icon.CIRCLE_X.node(MARK);
          case SKIPPED -> Icon.CIRCLE_QUESTION_MARK.node(MARK);
        };
    VBox words = new VBox(2, label(row.title(), "finding-title"), label(row.sentence()));
    if (!row.whatToDo().isEmpty()) {
      words.getChildren().add(label(row.whatToDo(), "text-2", "small", "what-to-do"));
    }
    HBox.setHgrow(words, Priority.ALWAYS);
    getChildren().addAll(mark, words);
  }

  private static Label label(String text, String... classes) {
    Label label = new Label(text);
    label.getStyleClass().addAll(classes);
    label.setWrapText(true);
    label.setMinHeight(USE_PREF_SIZE);
    return label;
  }
}
