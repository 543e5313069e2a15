package chatter.client.ui.form;

import chatter.client.ui.FieldName;
import chatter.client.ui.Icon;
import chatter.client.ui.Motion;
import chatter.client.ui.Texts;
import javafx.animation.Animation;
import javafx.animation.KeyValue;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.transform.Scale;
import javafx.scene.transform.Translate;

/// A line of a form: a text field whose label moves up when something is written, and below it a
/// hint, or what is wrong. Style classes `field`, `field-box`, `field-label`, `field-note`;
/// pseudo-class `wrong`. JavaFX application thread only.
public final class Field extends VBox {
  private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");
  private static final PseudoClass FOCUSED = PseudoClass.getPseudoClass("focused-inside");
  private static final double LABEL_X = 13;
  private static final double RAISED_BY = 9;
  private static final double RAISED_SCALE = 0.82;

  private final StringProperty text = new SimpleStringProperty(this, "text", "");
  private final StringProperty label = new SimpleStringProperty(this, "label", "");
  private final StringProperty hint = new SimpleStringProperty(this, "hint", "");
  private final StringProperty error = new SimpleStringProperty(this, "error", "");
  private final BooleanProperty raised = new SimpleBooleanProperty();
  private final StackPane box = new StackPane();
  private final Label labelNode = new Label();
  private final Translate lift = new Translate();
  private final Scale shrink = new Scale(1, 1, 0, 0);
  private TextField input = new TextField();
  private Animation moving;

  /// An empty one.
  public Field() {
    getStyleClass().add("field");
    box.getStyleClass().add("field-box");
    box.setAlignment(Pos.CENTER_LEFT);
    labelNode.getStyleClass().add("field-label");
    labelNode.textProperty().bind(label);
    labelNode.setMouseTransparent(true);
    labelNode.getTransforms().addAll(lift, shrink);
    StackPane.setMargin(labelNode, new Insets(0, 0, 0, LABEL_X));
    Label note = new Label();
    note.getStyleClass().add("field-note");
    note.setWrapText(true);
    note.textProperty().bind(Bindings.when(error.isEmpty()).then(hint).otherwise(error));
    note.visibleProperty().bind(note.textProperty().isNotEmpty());
    note.managedProperty().bind(note.visibleProperty());
    error.subscribe(wrong -> pseudoClassStateChanged(WRONG, !wrong.isEmpty()));
    use(input);
    box.getChildren().addAll(input, labelNode);
    getChildren().addAll(box, note);
    text.isNotEmpty().subscribe(this::arrange);
    raised.addListener((property, before, now) -> raise(now));
  }

  /// Makes it a field for a password: hidden, with a button that shows it.
  ///
  /// @param secret true; a field does not turn back
  public void setSecret(boolean secret) {
    if (!secret) {
      return;
    }
    TextField shown = input;
    PasswordField hidden = new PasswordField();
    use(hidden);
    shown.setVisible(false);
    input = hidden;
    Texts texts = Texts.shared();
    Button reveal = new Button();
    reveal.getStyleClass().addAll("icon-button", "field-reveal");
    reveal.setFocusTraversable(false);
    reveal.setOnAction(click -> {
      TextField before = input;
      input = shown.isVisible() ? hidden : shown;
      shown.setVisible(input.equals(shown));
      hidden.setVisible(input.equals(hidden));
      input.requestFocus();
      input.selectRange(before.getAnchor(), before.getCaretPosition());
    });
    Tooltip tip = new Tooltip();
    reveal.setTooltip(tip);
    shown
        .visibleProperty()
        .subscribe(visible -> {
          reveal.setGraphic((visible ? Icon.EYE_OFF : Icon.EYE).node(18));
          String word = texts.say(visible ? "form.password.hide" : "form.password.show");
          tip.setText(word);
          reveal.setAccessibleText(word);
        });
    StackPane.setAlignment(reveal, Pos.CENTER_RIGHT);
    box.getChildren().add(1, hidden);
    box.getChildren().add(reveal);
  }

  /// Whether it hides what is written.
  public boolean isSecret() {
    return box.getChildren().stream().anyMatch(PasswordField.class::isInstance);
  }

  /// Shows what a view model knows.
  public void bind(FormField field) {
    text.bindBidirectional(field.textProperty());
    error.bind(field.errorProperty());
  }

  /// What is written.
  public StringProperty textProperty() {
    return text;
  }

  /// What belongs here.
  public StringProperty labelProperty() {
    return label;
  }

  /// What belongs here.
  public String getLabel() {
    return label.get();
  }

  /// What belongs here.
  public void setLabel(String newLabel) {
    label.set(newLabel);
  }

  /// Help, shown below.
  public StringProperty hintProperty() {
    return hint;
  }

  /// Help, shown below.
  public String getHint() {
    return hint.get();
  }

  /// Help, shown below.
  public void setHint(String newHint) {
    hint.set(newHint);
  }

  /// What is wrong, shown below instead of the hint; empty if nothing is.
  public StringProperty errorProperty() {
    return error;
  }

  /// The node that takes the keys.
  public TextField input() {
    return input;
  }

  /// Puts the cursor into it.
  @Override
  public void requestFocus() {
    input.requestFocus();
    input.end();
  }

  private void use(TextField field) {
    field.textProperty().bindBidirectional(text);
    FieldName.bind(field, label);
    field.accessibleHelpProperty().bind(Bindings.when(error.isEmpty()).then(hint).otherwise(error));
    field.focusedProperty().subscribe(this::arrange);
  }

  private void arrange() {
    boolean focused =
        box.getChildren().stream()
            .anyMatch(child -> child instanceof TextField && child.isFocused());
    pseudoClassStateChanged(FOCUSED, focused);
    raised.set(focused || !text.get().isEmpty());
  }

  private void raise(boolean up) {
    if (moving != null) {
      moving.stop();
    }
    double scale = up ? RAISED_SCALE : 1;
    moving =
        Motion.play(
            Motion.QUICK,
            () -> {},
            new KeyValue(lift.yProperty(), up ? -RAISED_BY : 0, Motion.EASE),
            new KeyValue(shrink.xProperty(), scale, Motion.EASE),
            new KeyValue(shrink.yProperty(), scale, Motion.EASE));
  }
}
