package chatter.client.ui.form;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.ui.Fx;
import chatter.client.ui.Theme;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Path;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CaretBlinkingTest {
  private static final double HURRY = 50;

  private Button other;
  private Stage stage;
  private TextInputControl field;

  static Stream<Supplier<TextInputControl>> fields() {
    return Stream.of(TextArea::new, TextField::new, PasswordField::new);
  }

  private void show(Supplier<TextInputControl> kind) {
    Fx.run(() -> {
      field = kind.get();
      other = new Button("other");
      stage = new Stage();
      stage.setScene(new Scene(new VBox(field, other), 300, 200));
      var _ = new Theme(stage.getScene());
      stage.show();
      stage.requestFocus();
      field.requestFocus();
    });
    Fx.await("the field has the focus", field::isFocused);
  }

  @AfterEach
  void close() {
    Fx.run(stage::close);
  }

  private CaretBlinking blinking() {
    CaretBlinking blinking =
        field instanceof TextArea
            ? assertInstanceOf(CalmTextAreaSkin.class, field.getSkin()).caret()
            : assertInstanceOf(CalmTextFieldSkin.class, field.getSkin()).caret();
    assertNotNull(blinking, "JavaFX has another caret now");
    return blinking;
  }

  /// As JavaFX binds it; the selection is never half there.
  private double caret() {
    return field.lookupAll("*").stream()
        .filter(Path.class::isInstance)
        .filter(path -> path.opacityProperty().isBound())
        .mapToDouble(Node::getOpacity)
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("fields")
  void caretComesToRestAndIsThere(Supplier<TextInputControl> kind) {
    show(kind);
    Fx.run(() -> {
      assertTrue(blinking().isRunning());
    });
    Fx.await("it is gone for a moment", () -> caret() == 0);
    Fx.await("it is there again", () -> caret() == 1);
    Fx.run(() -> blinking().hurry(HURRY));
    Fx.await("it stands still", () -> !blinking().isRunning());
    assertEquals(1, Fx.call(this::caret));
  }

  @ParameterizedTest
  @MethodSource("fields")
  void caretBlinksAgainWhenSomethingIsTyped(Supplier<TextInputControl> kind) {
    show(kind);
    Fx.run(() -> blinking().hurry(HURRY));
    Fx.await("it stands still", () -> !blinking().isRunning());
    Fx.run(() -> {
      blinking().hurry(1);
      field.appendText("a");
    });
    Fx.await("it blinks", () -> blinking().isRunning());
  }

  @ParameterizedTest
  @MethodSource("fields")
  void caretIsWhereTheFocusIs(Supplier<TextInputControl> kind) {
    show(kind);
    Fx.run(other::requestFocus);
    Fx.await("it is gone", () -> caret() == 0);
    assertFalse(Fx.call(() -> blinking().isRunning()));
    Fx.run(field::requestFocus);
    Fx.await("it is there", () -> blinking().isRunning());
  }
}
