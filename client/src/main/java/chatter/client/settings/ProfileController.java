package chatter.client.settings;

import chatter.client.ui.Avatar;
import chatter.client.ui.Icon;
import chatter.client.ui.StatusLabel;
import chatter.client.ui.Texts;
import chatter.client.ui.Visibility;
import chatter.client.ui.dialog.Dialogs;
import java.io.ByteArrayInputStream;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.image.Image;
import javafx.scene.layout.StackPane;

/// Binds `Profile.fxml`, the top of the drawer, to a `ProfileViewModel`.
public final class ProfileController {
  private static final double SIZE = 104;

  private final ProfileViewModel model;
  private final Texts texts;
  private final Dialogs dialogs;

  @FXML private StackPane picture;
  @FXML private Button change;
  @FXML private Label name;
  @FXML private Label email;
  @FXML private Button remove;
  @FXML private StatusLabel status;

  /// @param dialogs lets the person choose a file
  public ProfileController(ProfileViewModel model, Texts texts, Dialogs dialogs) {
    this.model = model;
    this.texts = texts;
    this.dialogs = dialogs;
  }

  @FXML
  private void initialize() {
    Avatar avatar = new Avatar(SIZE);
    picture.getChildren().addFirst(avatar);
    change.setGraphic(Icon.CAMERA.node(18));
    change.setTooltip(new Tooltip(texts.say("drawer.photo")));
    change.disableProperty().bind(model.busyProperty());
    model
        .accountProperty()
        .subscribe(account -> {
          avatar.showInitials(account.id(), account.name());
          show(avatar);
          name.setText(account.name());
          email.setText(account.email() == null ? "" : account.email());
        });
    model.pictureProperty().subscribe(() -> show(avatar));
    Visibility.when(remove, model.accountProperty().map(account -> account.avatarUrl() != null));
    status.follow(model.statusProperty());
  }

  private void show(Avatar avatar) {
    byte[] bytes = model.pictureProperty().get().bytes();
    Image image =
        bytes.length == 0
            ? null
            : new Image(new ByteArrayInputStream(bytes), 2 * SIZE, 2 * SIZE, true, true);
    avatar.setPicture(image == null || image.isError() ? null : image);
  }

  @FXML
  private void change() {
    dialogs
        .choosePicture(texts.say("drawer.photo"), texts.say("drawer.photoKinds"))
        .ifPresent(model::choose);
  }

  @FXML
  private void remove() {
    model.removePicture();
  }
}
