package chatter.client.settings;

import chatter.client.ui.Icon;
import chatter.client.ui.StatusLabel;
import chatter.client.ui.Texts;
import chatter.client.ui.TimeLabels;
import chatter.shared.api.SessionsResponse.SessionInfo;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Binds `Devices.fxml` to a `DevicesViewModel`.
public final class DevicesController implements Panel {
  private static final String PHONES = "(?i).*(iphone|android|ipad|phone).*";

  private final DevicesViewModel model;
  private final Texts texts;
  private final TimeLabels when;

  @FXML private Pane devices;
  @FXML private StatusLabel devicesStatus;

  /// @param when says when something was
  public DevicesController(DevicesViewModel model, Texts texts, TimeLabels when) {
    this.model = model;
    this.texts = texts;
    this.when = when;
  }

  @FXML
  private void initialize() {
    model
        .devices()
        .addListener(
            (ListChangeListener<SessionInfo>)
                change ->
                    devices.getChildren().setAll(model.devices().stream().map(this::row).toList()));
    devicesStatus.follow(model.statusProperty());
  }

  @Override
  public void opened() {
    model.begin();
  }

  private static Label hint(String words) {
    Label label = new Label(words);
    label.getStyleClass().addAll("text-2", "small");
    label.setWrapText(true);
    return label;
  }

  private Node row(SessionInfo device) {
    String name = model.name(device);
    Label title = new Label(name);
    title.getStyleClass().add("device-name");
    title.setWrapText(true);
    VBox words = new VBox(2, title);
    if (device.current()) {
      Label here = new Label(texts.say("devices.current"));
      here.getStyleClass().addAll("small", "device-here");
      words.getChildren().add(here);
    }
    words
        .getChildren()
        .addAll(
            hint(texts.say("devices.since", when.brief(device.createdAt()))),
            hint(
                device.current()
                    ? texts.say("devices.activeNow")
                    : texts.say("devices.lastSeen", when.brief(device.lastSeenAt()))));
    HBox.setHgrow(words, Priority.ALWAYS);
    HBox row = new HBox((name.matches(PHONES) ? Icon.SMARTPHONE : Icon.LAPTOP).node(20), words);
    row.getStyleClass().add("device");
    if (!device.current()) {
      Button end = new Button(texts.say("devices.end"));
      end.getStyleClass().addAll("text-button", "danger");
      end.setMinWidth(Region.USE_PREF_SIZE);
      end.setAccessibleText(texts.say("devices.endLabel", name));
      end.setOnAction(click -> {
        end.setDisable(true);
        model.end(device);
      });
      row.getChildren().add(end);
    }
    return row;
  }
}
