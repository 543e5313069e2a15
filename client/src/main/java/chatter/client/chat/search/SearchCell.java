package chatter.client.chat.search;

import chatter.client.chat.sidebar.ConversationFace;
import chatter.client.ui.Avatar;
import chatter.client.ui.AvatarImages;
import chatter.client.ui.Icon;
import chatter.client.ui.Texts;
import chatter.client.ui.emoji.EmojiImages;
import chatter.client.ui.emoji.EmojiLine;
import chatter.shared.api.SearchHit;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.FileInfo;
import chatter.shared.search.Mark;
import chatter.shared.search.TermMatch.FileMarks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// A line below the field to search with. Style class `search-cell`. JavaFX application thread
/// only.
final class SearchCell extends ListCell<SearchRow> {
  private static final int MOST_LINES = 3;
  private static final double EMOJI = 15;
  private static final double PICTURE = 32;

  /// Beside the words of a line, as the style sheet has it.
  private static final double EDGES = 16 + 16;

  private static final Map<String, Icon> SIGNS =
      Map.of(
          "from", Icon.USER,
          "in", Icon.HASH,
          "has", Icon.PAPERCLIP,
          "before", Icon.HISTORY,
          "after", Icon.CLOCK_3,
          "on", Icon.CLOCK_3,
          "file", Icon.FILE,
          "picture", Icon.CAMERA,
          "link", Icon.EXTERNAL_LINK);

  private final Texts texts;
  private final AvatarImages avatars;
  private final EmojiImages emoji;
  private final DoubleSupplier wide;
  private final Supplier<Region> foot;

  /// Made when this is the end for the first time.
  private Region ownFoot;

  /// @param wide how wide the list is, in pixels
  /// @param foot makes what stands at the end
  SearchCell(
      Texts texts,
      AvatarImages avatars,
      EmojiImages emoji,
      DoubleSupplier wide,
      Supplier<Region> foot) {
    this.texts = texts;
    this.avatars = avatars;
    this.emoji = emoji;
    this.wide = wide;
    this.foot = foot;
    getStyleClass().add("search-cell");
    // As wide as the list, however long the words are.
    setPrefWidth(0);
  }

  @Override
  protected void updateItem(SearchRow row, boolean empty) {
    super.updateItem(row, empty);
    if (empty || row == null) {
      setGraphic(null);
      setAccessibleText(null);
      return;
    }
    Region shown =
        switch (row) {
          case SearchRow.Message message -> message(message);
          case SearchRow.Offer offer -> offer(offer);
          case SearchRow.Foot _ -> foot();
        };
    shown.setMinWidth(wide.getAsDouble());
    shown.setPrefWidth(wide.getAsDouble());
    shown.setMaxWidth(wide.getAsDouble());
    setGraphic(shown);
    setAccessibleText(words(texts, row));
  }

  private Region foot() {
    if (ownFoot == null) {
      ownFoot = foot.get();
    }
    return ownFoot;
  }

  /// A line in words; empty for the end.
  static String words(Texts texts, SearchRow row) {
    return switch (row) {
      case SearchRow.Message message ->
          Stream.concat(
                  Stream.of(
                      message.hit().row().sender().name()
                          + " "
                          + texts.say("search.in", message.where()),
                      message.when(),
                      message.hit().text()),
                  files(message.hit()).stream().map(FileInfo::name))
              .filter(words -> !words.isEmpty())
              .collect(Collectors.joining(", "));
      case SearchRow.Offer offer ->
          offer.hint().isEmpty() ? offer.name() : offer.name() + ", " + offer.hint();
      case SearchRow.Foot _ -> "";
    };
  }

  private static List<FileInfo> files(SearchHit hit) {
    return hit.row().files() == null ? List.of() : hit.row().files();
  }

  private Region message(SearchRow.Message message) {
    SearchHit hit = message.hit();
    EmojiLine sender = new EmojiLine(emoji, "search-sender", EMOJI);
    sender.setText(hit.row().sender().name());
    EmojiLine where = new EmojiLine(emoji, "search-where", EMOJI);
    where.setText(texts.say("search.in", message.where()));
    HBox.setHgrow(where, Priority.ALWAYS);
    Label when = new Label(message.when());
    when.getStyleClass().add("search-when");
    when.setMinWidth(USE_PREF_SIZE);
    HBox head = new HBox(4, sender, where, when);
    head.setAlignment(Pos.CENTER_LEFT);
    List<Node> parts = new ArrayList<>(List.of(head));
    if (!hit.text().isEmpty()) {
      parts.add(
          new MarkedText(hit.text(), hit.marks(), emoji, MOST_LINES, wide.getAsDouble() - EDGES));
    }
    List<FileInfo> files = files(hit);
    for (int i = 0; i < files.size(); i++) {
      int index = i;
      List<Mark> marks =
          hit.files().stream()
              .filter(file -> file.index() == index)
              .findFirst()
              .map(FileMarks::marks)
              .orElse(List.of());
      parts.add(file(files.get(i).name(), marks));
    }
    VBox all = new VBox(3);
    all.getChildren().setAll(parts);
    all.getStyleClass().add("search-hit");
    return all;
  }

  private Node file(String name, List<Mark> marks) {
    EmojiLine line = new EmojiLine(emoji, "search-file", EMOJI);
    line.setText(
        name,
        place -> marks.stream().anyMatch(mark -> mark.start() <= place && place < mark.end()));
    HBox.setHgrow(line, Priority.ALWAYS);
    HBox all = new HBox(6, Icon.FILE.node(14), line);
    all.setAlignment(Pos.CENTER_LEFT);
    return all;
  }

  private Region offer(SearchRow.Offer offer) {
    EmojiLine name = new EmojiLine(emoji, "search-offer-name", EMOJI);
    name.setText(offer.name());
    HBox.setHgrow(name, Priority.ALWAYS);
    Label hint = new Label(offer.hint());
    hint.getStyleClass().add("search-hint");
    hint.setMinWidth(USE_PREF_SIZE);
    HBox all = new HBox(12, sign(offer), name, hint);
    all.setAlignment(Pos.CENTER_LEFT);
    all.getStyleClass().add("search-offer");
    return all;
  }

  private Region sign(SearchRow.Offer offer) {
    return switch (offer) {
      case SearchRow.Operator operator -> icon(SIGNS.get(operator.operator()));
      case SearchRow.Kind kind -> icon(SIGNS.get(kind.kind()));
      case SearchRow.Day _ -> icon(Icon.CLOCK_3);
      case SearchRow.Person person -> picture(person.account());
      case SearchRow.Conversation conversation -> {
        Avatar picture = new Avatar(PICTURE);
        ConversationFace.show(conversation.summary(), picture, avatars);
        yield picture;
      }
    };
  }

  private Region picture(AccountInfo account) {
    Avatar picture = new Avatar(PICTURE);
    picture.showInitials(account.id(), account.name());
    picture.setPicture(avatars.get(account.avatarUrl()));
    return picture;
  }

  private static Region icon(Icon icon) {
    StackPane place = new StackPane(icon.node(18));
    place.setMinSize(PICTURE, PICTURE);
    return place;
  }
}
