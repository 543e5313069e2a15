package chatter.client.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CardPaneTest {
  private static final double TOLERANCE = 1;

  private CardPane place;
  private VBox card;
  private StackPane root;

  @BeforeEach
  void show() {
    Fx.run(() -> {
      card = new VBox();
      card.getStyleClass().add("card");
      place = new CardPane();
      place.setCard(card);
      root = new StackPane(place);
      var _ = new Scene(root, 900, 700);
    });
  }

  /// @return where the card begins when it is so high in a window so high
  private double top(double height, double window) {
    return Fx.call(() -> {
      card.setPrefHeight(height);
      root.resize(900, window);
      // What the scroll pane learns while it is laid out counts at the next time.
      for (int i = 0; i < 3; i++) {
        root.applyCss();
        root.layout();
      }
      assertEquals(height, card.getHeight(), TOLERANCE);
      return card.localToScene(0, 0).getY();
    });
  }

  @Test
  void cardThatGrowsAndShrinksByItselfStaysWhereItBegins() {
    assertEquals(250, top(200, 700), TOLERANCE);
    assertEquals(250, top(300, 700), TOLERANCE);
    assertEquals(250, top(150, 700), TOLERANCE);
  }

  @Test
  void cardMovesUpAsFarAsItMustToFitAndComesBack() {
    assertEquals(250, top(200, 700), TOLERANCE);
    double fits = top(600, 700);
    assertTrue(fits < 80 && fits > 0, "begins at " + fits);
    assertEquals(24, top(900, 700), TOLERANCE);
    assertEquals(250, top(200, 700), TOLERANCE);
  }

  @Test
  void newContentOrAnotherWindowIsReasonToCentreIt() {
    assertEquals(250, top(200, 700), TOLERANCE);
    assertEquals(250, top(300, 700), TOLERANCE);
    Fx.run(place::centre);
    assertEquals(200, top(300, 700), TOLERANCE);
    assertEquals(150, top(300, 600), TOLERANCE);
  }

  @Test
  void cardThatDidNotFitAtFirstIsCentredWhenItDoes() {
    assertEquals(24, top(900, 700), TOLERANCE);
    assertEquals(250, top(200, 700), TOLERANCE);
  }
}
