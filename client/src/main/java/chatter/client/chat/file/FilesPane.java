package chatter.client.chat.file;

import chatter.client.chat.message.ChatMessage;
import chatter.client.chat.message.MessageFile;
import chatter.client.chat.text.Openable;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.layout.Region;

/// The files of a message: its pictures side by side, in room that is kept for them by their size,
/// then a card for each of the others. Style class `message-files`. JavaFX application thread only.
public final class FilesPane extends Region {
  private static final double GAP = 4;
  private static final double WIDEST = 360;
  private static final double HIGHEST = 300;
  private static final double LEAST = 96;
  private static final double CARD = 300;
  private static final int COLUMNS = 3;

  private final FileContext tools;
  private final List<PictureTile> pictures = new ArrayList<>();
  private final List<Region> below = new ArrayList<>();
  private List<MessageFile> shown = List.of();
  private boolean failed;

  public FilesPane(FileContext tools) {
    this.tools = tools;
    getStyleClass().add("message-files");
  }

  /// Shows the files of another message, or of the same one as it is now.
  public void show(ChatMessage message) {
    List<MessageFile> files = message.content().files();
    boolean refused = message.delivery() == ChatMessage.Delivery.FAILED;
    if (same(files) && refused == failed) {
      return;
    }
    release();
    shown = files;
    failed = refused;
    String commandId = message.stored() ? null : (String) message.key();
    String sender = message.content().sender().name();
    List<MessageFile> drawn = files.stream().filter(MessageFile::isPicture).toList();
    for (int i = 0; i < drawn.size(); i++) {
      int place = i;
      pictures.add(
          new PictureTile(tools, drawn.get(i), () -> tools.actions().view(drawn, place))
              .withMotion());
    }
    if (commandId != null && !refused && !drawn.isEmpty()) {
      below.add(new UploadRow(tools, drawn, commandId));
    }
    files.stream()
        .filter(file -> !file.isPicture())
        .map(file -> new FileCard(tools, file, sender, refused ? null : commandId))
        .forEach(below::add);
    getChildren().setAll(pictures);
    getChildren().addAll(below);
    requestLayout();
  }

  /// Whether they are the same, but for how far their upload is.
  private boolean same(List<MessageFile> files) {
    if (files.size() != shown.size()) {
      return false;
    }
    for (int i = 0; i < files.size(); i++) {
      MessageFile one = files.get(i);
      MessageFile other = shown.get(i);
      if (!one.id().equals(other.id()) || one.waiting() != other.waiting()) {
        return false;
      }
    }
    return true;
  }

  /// Lets go of what it shows.
  public void release() {
    pictures.forEach(PictureTile::release);
    below.forEach(node -> {
      if (node instanceof FileCard card) {
        card.release();
      }
    });
    pictures.clear();
    below.clear();
    getChildren().clear();
    shown = List.of();
  }

  /// What can be opened, in order.
  public List<Openable> targets() {
    List<Openable> all = new ArrayList<>();
    pictures.forEach(tile -> all.add(tile.target()));
    for (Node node : below) {
      if (node instanceof FileCard card) {
        all.addAll(card.targets());
      } else if (node instanceof UploadRow row) {
        all.add(row.target());
      }
    }
    return all;
  }

  private int columns() {
    int count = pictures.size();
    return count == 2 || count == 4 ? 2 : Math.min(count, COLUMNS);
  }

  private double gridWidth(double width) {
    if (pictures.isEmpty()) {
      return 0;
    }
    double room = Math.min(WIDEST, width);
    if (pictures.size() > 1) {
      return room;
    }
    MessageFile only = pictures.getFirst().file();
    double scale = Math.min(1, Math.min(room / only.width(), HIGHEST / only.height()));
    return Math.min(room, Math.max(LEAST, Math.rint(only.width() * scale)));
  }

  private double gridHeight(double width) {
    if (pictures.isEmpty()) {
      return 0;
    }
    if (pictures.size() > 1) {
      int rows = (pictures.size() + columns() - 1) / columns();
      return rows * cell(width) + (rows - 1) * GAP;
    }
    MessageFile only = pictures.getFirst().file();
    double scale =
        Math.min(1, Math.min(Math.min(WIDEST, width) / only.width(), HIGHEST / only.height()));
    return Math.max(LEAST / 2, Math.rint(only.height() * scale));
  }

  private double cell(double width) {
    return Math.floor((gridWidth(width) - (columns() - 1) * GAP) / columns());
  }

  @Override
  protected double computePrefWidth(double height) {
    double width = gridWidth(WIDEST);
    for (Region node : below) {
      width = Math.max(width, node instanceof FileCard ? CARD : node.prefWidth(-1));
    }
    return width;
  }

  @Override
  protected double computePrefHeight(double width) {
    double inner = width < 0 ? prefWidth(-1) : width;
    double height = gridHeight(inner);
    for (Region node : below) {
      height += (height == 0 ? 0 : GAP + 2) + node.prefHeight(inner);
    }
    return Math.ceil(height);
  }

  @Override
  protected void layoutChildren() {
    double width = getWidth();
    double y = gridHeight(width);
    if (pictures.size() == 1) {
      pictures.getFirst().resizeRelocate(0, 0, gridWidth(width), y);
    } else if (!pictures.isEmpty()) {
      double cell = cell(width);
      for (int i = 0; i < pictures.size(); i++) {
        pictures
            .get(i)
            .resizeRelocate(
                (i % columns()) * (cell + GAP),
                Math.floorDiv(i, columns()) * (cell + GAP),
                cell,
                cell);
      }
    }
    for (Region node : below) {
      y += y == 0 ? 0 : GAP + 2;
      double height = node.prefHeight(width);
      node.resizeRelocate(0, y, width, height);
      y += height;
    }
  }
}
