package chatter.client.chat.room;

import chatter.client.ui.Texts;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.geometry.Orientation;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// One of a few choices, with a sentence about it that breaks into lines. Style class
/// `option-card`. JavaFX application thread only.
final class OptionCard extends RadioButton {
  private final HBox content = new HBox(12);

  /// @param words what is chosen
  /// @param meaning what that means
  OptionCard(String words, String meaning) {
    getStyleClass().setAll("option-card");
    Region mark = new Region();
    mark.getStyleClass().add("option-mark");
    Label title = new Label(words);
    title.getStyleClass().add("option-title");
    Label about = new Label(meaning);
    about.getStyleClass().addAll("text-2", "small");
    about.setWrapText(true);
    VBox lines = new VBox(2, title, about);
    content.getChildren().addAll(mark, lines);
    content.prefWidthProperty().bind(widthProperty().map(this::inner));
    setGraphic(content);
    setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    setMaxWidth(Double.MAX_VALUE);
    setAccessibleText(words + ". " + meaning);
  }

  /// Who can find a room: everybody, or only those who are let in.
  ///
  /// @param open whether everybody can; follows what is chosen
  static List<OptionCard> forRoom(Texts texts, BooleanProperty open) {
    OptionCard all = new OptionCard(texts.say("newRoom.open"), texts.say("newRoom.open.what"));
    OptionCard some =
        new OptionCard(texts.say("newRoom.private"), texts.say("newRoom.private.what"));
    ToggleGroup group = new ToggleGroup();
    group.getToggles().addAll(all, some);
    group.selectToggle(open.get() ? all : some);
    group.selectedToggleProperty().subscribe(now -> open.set(all.equals(now)));
    return List.of(all, some);
  }

  private double inner(Number width) {
    return width.doubleValue() - snappedLeftInset() - snappedRightInset();
  }

  @Override
  public Orientation getContentBias() {
    return Orientation.HORIZONTAL;
  }

  @Override
  protected double computePrefHeight(double width) {
    return snappedTopInset() + content.prefHeight(inner(width)) + snappedBottomInset();
  }

  @Override
  protected double computeMinHeight(double width) {
    return computePrefHeight(width);
  }
}
