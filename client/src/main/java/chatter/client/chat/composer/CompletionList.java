package chatter.client.chat.composer;

import java.util.List;
import java.util.function.Function;
import java.util.function.IntConsumer;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// What can be meant by what is being typed. The field keeps the keyboard. Style class
/// `completion-list`, each a `completion-row` with `:chosen`. JavaFX application thread only.
///
/// @param <C> what is offered
final class CompletionList<C> extends VBox {
  private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");

  private final Function<C, Row> rows;
  private final IntConsumer onChosen;

  /// How one is shown.
  ///
  /// @param picture at the left
  /// @param name what it is called
  /// @param words the same for a screen reader
  /// @param about more of it, at the right; perhaps empty
  record Row(Node picture, Node name, String words, String about) {}

  /// @param label what they are
  /// @param onChosen gets the place of the one that was pressed
  CompletionList(String label, Function<C, Row> rows, IntConsumer onChosen) {
    this.rows = rows;
    this.onChosen = onChosen;
    getStyleClass().add("completion-list");
    setAccessibleRole(AccessibleRole.LIST_VIEW);
    setAccessibleText(label);
  }

  /// Shows others.
  ///
  /// @return the chosen one in words
  String show(List<C> candidates, int selected) {
    getChildren().clear();
    for (int i = 0; i < candidates.size(); i++) {
      getChildren().add(node(rows.apply(candidates.get(i)), i, i == selected));
    }
    return getChildren().get(selected).getAccessibleText();
  }

  private Node node(Row row, int index, boolean selected) {
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    Label about = new Label(row.about());
    about.getStyleClass().addAll("text-2", "small");
    about.setMinWidth(USE_PREF_SIZE);
    HBox node = new HBox(10, row.picture(), row.name(), space, about);
    node.setAlignment(Pos.CENTER_LEFT);
    node.getStyleClass().add("completion-row");
    node.pseudoClassStateChanged(CHOSEN, selected);
    node.setAccessibleRole(AccessibleRole.LIST_ITEM);
    node.setAccessibleText(row.about().isEmpty() ? row.words() : row.words() + ", " + row.about());
    node.setOnMousePressed(press -> {
      onChosen.accept(index);
      press.consume();
    });
    return node;
  }
}
