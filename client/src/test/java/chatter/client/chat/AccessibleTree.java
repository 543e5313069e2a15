package chatter.client.chat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Control;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextInputControl;

/// What a screen reader finds below a node, in order. JavaFX application thread only.
final class AccessibleTree {
  /// What is of no use to anybody without a name.
  private static final Set<AccessibleRole> NAMED =
      EnumSet.of(
          AccessibleRole.BUTTON,
          AccessibleRole.TOGGLE_BUTTON,
          AccessibleRole.RADIO_BUTTON,
          AccessibleRole.CHECK_BOX,
          AccessibleRole.HYPERLINK,
          AccessibleRole.TEXT_FIELD,
          AccessibleRole.TEXT_AREA,
          AccessibleRole.PASSWORD_FIELD,
          AccessibleRole.LIST_VIEW,
          AccessibleRole.LIST_ITEM,
          AccessibleRole.DIALOG);

  private static final Set<AccessibleRole> SILENT =
      EnumSet.of(AccessibleRole.NODE, AccessibleRole.PARENT, AccessibleRole.SCROLL_PANE);

  /// Something in it.
  ///
  /// @param name empty for none
  /// @param value what is written in a field; otherwise empty
  record Item(AccessibleRole role, String name, String value) {
    @Override
    public String toString() {
      return (role + " " + name + (value.isEmpty() ? "" : " = " + value)).strip();
    }
  }

  private final List<Item> items = new ArrayList<>();

  private AccessibleTree() {}

  static List<Item> of(Node root) {
    AccessibleTree tree = new AccessibleTree();
    tree.visit(root);
    return tree.items;
  }

  /// Those that ought to have a name, and have none.
  static List<Item> nameless(Node root) {
    return of(root).stream()
        .filter(item -> NAMED.contains(item.role()) && item.name().isEmpty())
        .toList();
  }

  private static String text(Node node) {
    Object text = node.queryAccessibleAttribute(AccessibleAttribute.TEXT);
    return text == null ? "" : text.toString();
  }

  private void visit(Node node) {
    if (!node.isVisible()) {
      return;
    }
    AccessibleRole role = node.getAccessibleRole();
    if (node instanceof TextInputControl field) {
      Object label = field.queryAccessibleAttribute(AccessibleAttribute.LABELED_BY);
      items.add(new Item(role, label instanceof Node named ? text(named) : "", text(field)));
      return;
    }
    boolean silentText = role == AccessibleRole.TEXT && text(node).isEmpty();
    if (role != null && !SILENT.contains(role) && !silentText) {
      items.add(new Item(role, text(node), ""));
    }
    if (role == AccessibleRole.LIST_VIEW
        && node.queryAccessibleAttribute(AccessibleAttribute.ITEM_COUNT) instanceof Integer count) {
      for (int i = 0; i < count; i++) {
        Node item = (Node) node.queryAccessibleAttribute(AccessibleAttribute.ITEM_AT_INDEX, i);
        items.add(new Item(item.getAccessibleRole(), text(item), ""));
      }
    } else if (node instanceof ScrollPane pane) {
      visit(pane.getContent());
    } else if (node instanceof Parent parent && !(node instanceof Control)) {
      parent.getChildrenUnmodifiable().forEach(this::visit);
    }
  }
}
