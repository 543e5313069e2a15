package chatter.client.chat.file;

import chatter.client.chat.message.MessageFile;
import chatter.client.chat.text.Openable;
import java.util.List;
import javafx.scene.layout.StackPane;

/// Below the pictures of a message that waits: how much of them is sent. Style class `upload-row`.
final class UploadRow extends StackPane {
  private final FileContext tools;
  private final List<MessageFile> files;
  private final ProgressLine line;

  UploadRow(FileContext tools, List<MessageFile> files, String commandId) {
    this.tools = tools;
    this.files = files;
    getStyleClass().add("upload-row");
    line =
        new ProgressLine(
            tools.texts(),
            tools.texts().say("file.uploading"),
            tools.texts().say("file.cancel"),
            () -> tools.actions().cancel(commandId));
    getChildren().add(line);
    // They last as long as the files wait, and this as long as they are shown.
    files.forEach(file -> tools.uploads().of(file.copy()).subscribe(this::show));
  }

  private void show() {
    long done = 0;
    long all = 0;
    for (MessageFile file : files) {
      done += tools.uploads().of(file.copy()).get();
      all += file.bytes();
    }
    line.show(done, all);
  }

  Openable target() {
    return new Openable(line.button(), line.button()::fire);
  }
}
