package chatter.client.ui;

import javafx.scene.layout.StackPane;

/// An icon for FXML. JavaFX application thread only.
public final class IconView extends StackPane {
  private static final double SIZE = 20;

  private Icon icon;

  /// Nothing yet.
  public IconView() {
    setMouseTransparent(true);
  }

  /// Which icon.
  public Icon getIcon() {
    return icon;
  }

  /// Which icon.
  public void setIcon(Icon newIcon) {
    icon = newIcon;
    getChildren().setAll(icon.node(SIZE));
  }
}
