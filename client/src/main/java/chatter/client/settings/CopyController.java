package chatter.client.settings;

import chatter.client.prefs.CopySize;
import chatter.client.ui.Texts;
import chatter.client.ui.Visibility;
import java.util.Map;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;

/// Binds `Copy.fxml` to a `CopyViewModel`.
public final class CopyController implements Panel {
  private static final double KILO = 1000;

  private final CopyViewModel model;
  private final Texts texts;

  @FXML private ToggleButton sizeNOTHING;
  @FXML private ToggleButton sizeMB_100;
  @FXML private ToggleButton sizeMB_500;
  @FXML private ToggleButton sizeGB_2;
  @FXML private ToggleButton sizeGB_10;
  @FXML private Label copyUsed;

  /// For one view.
  public CopyController(CopyViewModel model, Texts texts) {
    this.model = model;
    this.texts = texts;
  }

  @FXML
  private void initialize() {
    Map<CopySize, ToggleButton> choices = choices();
    ToggleGroup group = new ToggleGroup();
    choices.forEach((size, button) -> {
      button.setToggleGroup(group);
      button.setOnAction(click -> {
        // A second click on the same one would leave none.
        button.setSelected(true);
        model.choose(size);
      });
    });
    model.sizeProperty().subscribe(size -> choices.get(size).setSelected(true));
    Visibility.text(copyUsed, model.usedBytesProperty().map(bytes -> bytes < 0 ? "" : used(bytes)));
  }

  private String used(long bytes) {
    if (bytes == 0) {
      return texts.say("settings.copy.used.none");
    }
    if (bytes < KILO * KILO) {
      return texts.say("settings.copy.used.kB", Math.max(1, Math.round(bytes / KILO)));
    }
    return bytes < KILO * KILO * KILO
        ? texts.say("settings.copy.used.MB", bytes / KILO / KILO)
        : texts.say("settings.copy.used.GB", bytes / KILO / KILO / KILO);
  }

  private Map<CopySize, ToggleButton> choices() {
    return Map.of(
        CopySize.NOTHING, sizeNOTHING,
        CopySize.MB_100, sizeMB_100,
        CopySize.MB_500, sizeMB_500,
        CopySize.GB_2, sizeGB_2,
        CopySize.GB_10, sizeGB_10);
  }

  @Override
  public void opened() {
    model.begin();
    choices().get(model.sizeProperty().get()).requestFocus();
  }
}
