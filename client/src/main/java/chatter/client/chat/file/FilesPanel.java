package chatter.client.chat.file;

import chatter.client.chat.message.MessageFile;
import chatter.client.ui.Icon;
import chatter.client.ui.SidePanelHead;
import chatter.client.ui.Texts;
import chatter.client.ui.TimeLabels;
import chatter.client.ui.emoji.EmojiImages;
import chatter.client.ui.emoji.EmojiLine;
import chatter.client.ui.form.SegmentedControl;
import chatter.shared.address.DialableUri;
import chatter.shared.api.SharedItem;
import chatter.shared.api.SharedKind;
import chatter.shared.api.SharedLink;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.geometry.Side;
import javafx.scene.Cursor;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// What was shared in a conversation, beside it: its pictures, its other files and its links, by
/// month. The arrow keys go from one to the next, Enter opens, and the menu key shows what else can
/// be done. Only the lines in view are drawn, and only they hold pictures. Style class
/// `side-panel`. JavaFX application thread only.
public final class FilesPanel extends VBox {
  private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
  private static final PseudoClass PROBLEM = PseudoClass.getPseudoClass("problem");
  private static final double EMOJI = 15;
  private static final double GAP = 4;

  /// Beside the lines: the edges, and the bar that scrolls them.
  private static final double EDGES = 14 + 14 + 8;

  private static final double WIDEST_SIDE = 132;
  private static final int FEWEST_COLUMNS = 3;

  /// As near to the end more is asked for.
  private static final int NEAR = 3;

  private static final Pattern SCHEME = Pattern.compile("^(?:https?://|mailto:)");
  private static final Set<String> OPENED = Set.of("http", "https", "mailto");

  /// What the panel asks of the chat around it.
  public interface Actions {
    /// Shows pictures large.
    ///
    /// @param first which one at first
    /// @param goTo goes to the message of the one shown
    void view(List<MessageFile> pictures, int first, IntConsumer goTo);

    /// Opens an address.
    void follow(URI address);

    /// Copies words.
    void copy(String words);

    /// Goes to a message.
    void goTo(long seq);

    /// Takes the panel away.
    void close();
  }

  private final FilesPanelViewModel model;
  private final FileContext tools;
  private final Texts texts;
  private final TimeLabels labels;
  private final EmojiImages emoji;
  private final Actions actions;
  private final SegmentedControl<SharedKind> tabs = new SegmentedControl<>();
  private final ListView<SharedRow> list = new ListView<>();
  private final ContextMenu menu = new ContextMenu();

  /// What the model says, as long as this is shown: the model lives longer.
  private final ObjectProperty<FilesPanelViewModel.State> state = new SimpleObjectProperty<>();

  /// Which of the pictures in the chosen line.
  private final IntegerProperty column = new SimpleIntegerProperty();

  /// How wide the lines are.
  private double wide;

  public FilesPanel(
      FilesPanelViewModel model,
      FileContext tools,
      TimeLabels labels,
      EmojiImages emoji,
      Actions actions) {
    this.model = model;
    this.tools = tools;
    texts = tools.texts();
    this.labels = labels;
    this.emoji = emoji;
    this.actions = actions;
    getStyleClass().addAll("side-panel", "files-panel");
    setId("filesPanel");
    Node head = new SidePanelHead(texts, texts.say("conversation.files"), actions::close);
    tabs.setId("filesTabs");
    tabs.setChoices(
        List.of(SharedKind.values()),
        kind -> texts.say(Texts.key("shared.", kind)),
        model.stateProperty().get().kind());
    tabs.setOnChosen(this::choose);
    VBox body = new VBox(tabs);
    body.getStyleClass().add("side-panel-body");
    list.setId("sharedList");
    list.getStyleClass().add("shared-list");
    list.setCellFactory(_ -> new RowCell());
    list.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    list.focusedProperty()
        .subscribe(focused -> {
          if (focused && list.getSelectionModel().getSelectedIndex() < 0) {
            step(1);
          }
        });
    list.setOnContextMenuRequested(this::menuByKey);
    list.getSelectionModel().selectedIndexProperty().subscribe(_ -> column.set(0));
    list.widthProperty().subscribe(this::fit);
    list.heightProperty().subscribe(this::lookForMore);
    list.skinProperty()
        .subscribe(skin -> {
          if (skin != null && list.lookup(".virtual-flow") instanceof VirtualFlow<?> flow) {
            flow.positionProperty().subscribe(this::lookForMore);
          }
        });
    VBox.setVgrow(list, Priority.ALWAYS);
    getChildren().addAll(head, body, list);
    state.bind(model.stateProperty());
    state.subscribe(_ -> show());
    sceneProperty().subscribe((_, scene) -> shownIn(scene));
  }

  private void shownIn(Scene scene) {
    model.setActive(scene != null);
    if (scene == null) {
      state.unbind();
      for (Node cell : list.lookupAll(".shared-cell")) {
        ((RowCell) cell).release();
      }
    } else if (!state.isBound()) {
      state.bind(model.stateProperty());
      list.refresh();
    }
  }

  /// Puts the keyboard into it.
  public void takeFocus() {
    tabs.getChildren().stream()
        .filter(tab -> tab instanceof ToggleButton button && button.isSelected())
        .findFirst()
        .ifPresent(Node::requestFocus);
  }

  private void choose(SharedKind kind) {
    list.getSelectionModel().clearSelection();
    list.getItems().clear();
    model.show(kind);
    list.scrollTo(0);
  }

  private void fit() {
    double now = Math.floor(list.getWidth() - EDGES);
    if (now > 0 && now != wide) {
      wide = now;
      show();
      list.refresh();
    }
  }

  private void show() {
    FilesPanelViewModel.State state = model.stateProperty().get();
    list.setAccessibleText(texts.say(Texts.key("shared.", state.kind())));
    if (wide <= 0) {
      return;
    }
    int columns = Math.max(FEWEST_COLUMNS, (int) Math.ceil((wide + GAP) / (WIDEST_SIDE + GAP)));
    double side = Math.floor((wide - (columns - 1) * GAP) / columns);
    List<SharedRow> rows = SharedRow.of(state, columns, side, labels);
    replace(rows);
    // Put in its place, a shorter line stays the chosen one.
    if (chosen() instanceof SharedRow.Pictures row) {
      column.set(Math.min(column.get(), row.pictures().size() - 1));
    }
    lookForMore();
  }

  /// In place, so that what one has scrolled to stays where it is.
  private void replace(List<SharedRow> rows) {
    List<SharedRow> shown = list.getItems();
    if (shown.isEmpty()) {
      shown.add(new SharedRow.Foot());
    }
    int before = shown.size() - 1;
    int both = Math.min(rows.size(), before);
    for (int i = 0; i < both; i++) {
      if (!rows.get(i).equals(shown.get(i))) {
        shown.set(i, rows.get(i));
      }
    }
    if (both < before) {
      list.getItems().remove(both, before);
    } else if (both < rows.size()) {
      shown.addAll(both, rows.subList(both, rows.size()));
    }
  }

  /// What is said below the lines.
  ///
  /// @param action what can be done about it, in words; empty for nothing
  private record FootWords(String words, String action) {}

  private FootWords foot() {
    FilesPanelViewModel.State state = model.stateProperty().get();
    if (!state.problem().isEmpty()) {
      return new FootWords(state.problem(), texts.say("app.tryAgain"));
    }
    if (state.loading() || !state.answered()) {
      return new FootWords(texts.say("app.loading"), "");
    }
    boolean empty = state.items().isEmpty();
    if (state.more()) {
      return new FootWords(empty ? texts.say("shared.notYet") : "", texts.say("shared.more"));
    }
    return new FootWords(empty ? texts.say(Texts.key("shared.none.", state.kind())) : "", "");
  }

  /// When the list is laid out: is its end near?
  private void lookForMore() {
    Platform.runLater(() -> {
      if (list.lookup(".virtual-flow") instanceof VirtualFlow<?> flow && list.getScene() != null) {
        IndexedCell<?> last = flow.getLastVisibleCell();
        boolean near = last != null && last.getIndex() >= list.getItems().size() - NEAR;
        if (near && !model.stateProperty().get().dry()) {
          model.more();
        }
      }
    });
  }

  private SharedRow chosen() {
    return list.getSelectionModel().getSelectedItem();
  }

  private void pressed(KeyEvent key) {
    boolean plain = !key.isShiftDown() && !key.isShortcutDown() && !key.isAltDown();
    boolean done =
        plain
            && switch (key.getCode()) {
              case LEFT -> beside(-1);
              case RIGHT -> beside(1);
              case UP -> step(-1);
              case DOWN -> step(1);
              case ENTER, SPACE -> open(key.getCode());
              default -> false;
            };
    if (done) {
      key.consume();
    }
  }

  /// Goes to the next line that is no name of a month.
  private boolean step(int by) {
    int from = list.getSelectionModel().getSelectedIndex();
    if (from < 0
        && list.lookup(".virtual-flow") instanceof VirtualFlow<?> flow
        && flow.getFirstVisibleCell() != null) {
      // Where one looks, not where the list begins.
      from = flow.getFirstVisibleCell().getIndex() - 1;
    }
    int at = from + by;
    while (at >= 0
        && at < list.getItems().size()
        && list.getItems().get(at) instanceof SharedRow.Month) {
      at += by;
    }
    if (at >= 0 && at < list.getItems().size()) {
      int kept = column.get();
      list.getSelectionModel().clearAndSelect(at);
      if (list.getItems().get(at) instanceof SharedRow.Pictures row) {
        column.set(Math.min(kept, row.pictures().size() - 1));
      }
      if (list.lookup(".virtual-flow") instanceof VirtualFlow<?> flow) {
        if (at > 0 && list.getItems().get(at - 1) instanceof SharedRow.Month) {
          flow.scrollTo(at - 1);
        }
        flow.scrollTo(at);
      }
    }
    return true;
  }

  private boolean beside(int by) {
    if (!(chosen() instanceof SharedRow.Pictures row)) {
      return true;
    }
    int to = column.get() + by;
    if (to >= 0 && to < row.pictures().size()) {
      column.set(to);
    } else {
      int before = list.getSelectionModel().getSelectedIndex();
      step(by);
      if (list.getSelectionModel().getSelectedIndex() != before
          && chosen() instanceof SharedRow.Pictures other) {
        column.set(by > 0 ? 0 : other.pictures().size() - 1);
      }
    }
    return true;
  }

  private boolean open(KeyCode code) {
    switch (chosen()) {
      case null -> {
        return code == KeyCode.SPACE;
      }
      case SharedRow.Month _ -> {}
      case SharedRow.Pictures row -> view(row.pictures().get(column.get()));
      case SharedRow.File row -> {
        if (!FileWords.isProgram(row.file())) {
          tools.actions().open(row.file());
        }
      }
      case SharedRow.Link row -> address(row.link()).ifPresent(actions::follow);
      case SharedRow.Foot _ -> {
        if (!foot().action().isEmpty()) {
          goOn();
        }
      }
    }
    return true;
  }

  private void goOn() {
    if (model.stateProperty().get().problem().isEmpty()) {
      model.more();
    } else {
      model.retry();
    }
  }

  private void view(SharedRow.Picture picture) {
    List<SharedRow.Picture> all = SharedRow.pictures(model.stateProperty().get().items());
    int first = all.indexOf(picture);
    if (first >= 0) {
      actions.view(
          all.stream().map(SharedRow.Picture::file).toList(),
          first,
          at -> actions.goTo(all.get(at).item().seq()));
    }
  }

  /// Where a link leads, if that may be opened.
  private static Optional<URI> address(SharedLink link) {
    try {
      URI uri = new URI(link.url());
      return Optional.of(uri)
          .filter(one -> one.getScheme() != null)
          .filter(one -> OPENED.contains(one.getScheme().toLowerCase(Locale.ROOT)));
    } catch (URISyntaxException notOne) {
      return Optional.empty();
    }
  }

  /// The name of the computer, or the address for mail.
  private static String host(SharedLink link) {
    return address(link)
        .map(uri -> uri.isOpaque() ? uri.getSchemeSpecificPart() : hostOf(uri))
        .orElse("");
  }

  private static String hostOf(URI uri) {
    return uri.getRawAuthority() == null ? "" : DialableUri.host(uri);
  }

  private void menuByKey(ContextMenuEvent event) {
    if (event.isKeyboardTrigger() && chosen() != null) {
      Node cell =
          list.lookupAll(".list-cell").stream()
              .filter(one -> one instanceof ListCell<?> row && row.isSelected())
              .findFirst()
              .orElse(list);
      items(chosen(), column.get())
          .ifPresent(items -> {
            menu.getItems().setAll(items);
            menu.show(cell, Side.BOTTOM, 0, 0);
          });
      event.consume();
    }
  }

  private void menuAt(ContextMenuEvent event, Node node, SharedRow row, int place) {
    items(row, place)
        .ifPresent(items -> {
          menu.getItems().setAll(items);
          menu.show(node, event.getScreenX(), event.getScreenY());
        });
    event.consume();
  }

  /// What can be done with one of what a line shows.
  private Optional<List<MenuItem>> items(SharedRow row, int place) {
    return switch (row) {
      case SharedRow.Month _, SharedRow.Foot _ -> Optional.empty();
      case SharedRow.Pictures(var pictures, _) -> {
        SharedRow.Picture picture = pictures.get(Math.min(place, pictures.size() - 1));
        yield Optional.of(items(picture.item(), picture.file(), () -> view(picture)));
      }
      case SharedRow.File(var item, var file) ->
          Optional.of(items(item, file, () -> tools.actions().open(file)));
      case SharedRow.Link(var item, var link) -> {
        List<MenuItem> items = new ArrayList<>();
        address(link)
            .ifPresent(
                uri -> items.add(item(texts.say("message.openLink"), () -> actions.follow(uri))));
        items.add(item(texts.say("message.copyAddress"), () -> actions.copy(link.url())));
        items.add(item(goToWords(title(link)), () -> actions.goTo(item.seq())));
        yield Optional.of(items);
      }
    };
  }

  private List<MenuItem> items(SharedItem item, MessageFile file, Runnable open) {
    String name = file.name();
    FileActions files = tools.actions();
    List<MenuItem> items = new ArrayList<>();
    if (!FileWords.isProgram(file)) {
      items.add(item(texts.say("file.openLabel", name), open));
    }
    items.add(
        tools.downloads().saved(file) == null
            ? item(texts.say("file.saveLabel", name), () -> files.save(file, item.sender().name()))
            : item(texts.say("file.folderLabel", name), () -> files.showInFolder(file)));
    items.add(item(goToWords(name), () -> actions.goTo(item.seq())));
    return items;
  }

  private static MenuItem item(String words, Runnable action) {
    MenuItem item = new MenuItem(words);
    // Names are no places for shortcuts.
    item.setMnemonicParsing(false);
    item.setOnAction(_ -> action.run());
    return item;
  }

  private String goToWords(String what) {
    return texts.say("shared.goTo", what);
  }

  private String from(SharedItem item) {
    return texts.say("shared.by", item.sender().name(), labels.brief(item.sentAt()));
  }

  private String words(SharedRow.Picture picture) {
    SharedItem item = picture.item();
    return texts.say(
        "shared.picture", picture.file().name(), item.sender().name(), labels.full(item.sentAt()));
  }

  private String words(SharedRow row) {
    return switch (row) {
      case SharedRow.Month month -> month.words();
      case SharedRow.Pictures line ->
          line.pictures().stream()
              .map(picture -> picture.file().name())
              .collect(Collectors.joining(", "));
      case SharedRow.File(var item, var file) ->
          file.name() + ", " + FileWords.about(texts, file) + ", " + from(item);
      case SharedRow.Link(var item, var link) ->
          Stream.of(title(link), host(link), from(item))
              .filter(words -> !words.isEmpty())
              .distinct()
              .collect(Collectors.joining(", "));
      case SharedRow.Foot _ -> foot().words();
    };
  }

  private static String title(SharedLink link) {
    return link.text() == null || link.text().isBlank()
        ? SCHEME.matcher(link.url()).replaceFirst("").replaceFirst("/$", "")
        : link.text();
  }

  private Button goToButton(SharedItem item, String what) {
    Button go = new Button();
    go.setGraphic(Icon.MESSAGE_CIRCLE.node(16));
    go.getStyleClass().addAll("icon-button", "small", "file-button", "shared-go");
    go.setFocusTraversable(false);
    go.setAccessibleText(goToWords(what));
    go.setTooltip(new Tooltip(goToWords(what)));
    go.setOnAction(_ -> actions.goTo(item.seq()));
    return go;
  }

  /// A link: words, where it leads, who sent it.
  private HBox linkCard(SharedRow.Link row) {
    EmojiLine title = new EmojiLine(emoji, "link-title", EMOJI);
    title.setText(title(row.link()));
    Label host = new Label(host(row.link()));
    host.getStyleClass().add("link-host");
    host.setMinWidth(0);
    EmojiLine from = new EmojiLine(emoji, "file-size", EMOJI);
    from.setText(from(row.item()));
    VBox words = new VBox(2, title, host, from);
    words.setMinWidth(0);
    words.setPrefWidth(0);
    HBox.setHgrow(words, Priority.ALWAYS);
    boolean mail = row.link().url().startsWith("mailto:");
    StackPane icon = new StackPane((mail ? Icon.MAIL : Icon.EXTERNAL_LINK).node(18));
    icon.getStyleClass().add("file-icon");
    HBox card = new HBox(10, icon, words, goToButton(row.item(), title(row.link())));
    card.setAlignment(Pos.CENTER_LEFT);
    card.getStyleClass().add("shared-row");
    address(row.link())
        .ifPresent(uri -> {
          card.setCursor(Cursor.HAND);
          card.setOnMouseClicked(click -> {
            if (click.getButton() == MouseButton.PRIMARY && click.isStillSincePress()) {
              actions.follow(uri);
            }
          });
        });
    return card;
  }

  private Region footer() {
    FootWords foot = foot();
    Label words = new Label(foot.words());
    words.getStyleClass().add("shared-foot");
    words.setWrapText(true);
    words.pseudoClassStateChanged(PROBLEM, !model.stateProperty().get().problem().isEmpty());
    words.managedProperty().bind(words.textProperty().isNotEmpty());
    VBox all = new VBox(6, words);
    all.getStyleClass().add("shared-end");
    all.setAlignment(Pos.TOP_CENTER);
    if (!foot.action().isEmpty()) {
      Button on = new Button(foot.action());
      on.setId("sharedMore");
      on.getStyleClass().add("text-button");
      on.setOnAction(_ -> goOn());
      all.getChildren().add(on);
    }
    return all;
  }

  /// A line. Style class `shared-cell`.
  private final class RowCell extends ListCell<SharedRow> {
    private final List<PictureTile> tiles = new ArrayList<>();
    private FileCard card;

    RowCell() {
      getStyleClass().add("shared-cell");
      // As wide as the list.
      setPrefWidth(0);
      selectedProperty().subscribe(_ -> mark());
      column.subscribe(_ -> mark());
      list.focusedProperty().subscribe(_ -> mark());
      state.subscribe(_ -> showFoot());
    }

    @Override
    protected void updateItem(SharedRow row, boolean empty) {
      super.updateItem(row, empty);
      release();
      if (empty || row == null) {
        setGraphic(null);
        setAccessibleText(null);
        return;
      }
      Region shown =
          switch (row) {
            case SharedRow.Month month -> heading(month);
            case SharedRow.Pictures line -> pictures(line);
            case SharedRow.File one -> file(one);
            case SharedRow.Link one -> linkCard(one);
            case SharedRow.Foot _ -> footer();
          };
      show(shown);
      if (!(row instanceof SharedRow.Pictures)) {
        setOnContextMenuRequested(event -> {
          if (!event.isKeyboardTrigger()) {
            menuAt(event, this, row, 0);
          }
        });
      }
      mark();
    }

    private void show(Region shown) {
      shown.setMinWidth(wide);
      shown.setPrefWidth(wide);
      shown.setMaxWidth(wide);
      setGraphic(shown);
    }

    private void showFoot() {
      if (getItem() instanceof SharedRow.Foot && !isEmpty()) {
        show(footer());
        mark();
      }
    }

    private void release() {
      tiles.forEach(PictureTile::release);
      tiles.clear();
      if (card != null) {
        card.release();
        card = null;
      }
      setOnContextMenuRequested(null);
    }

    private Region heading(SharedRow.Month month) {
      Label words = new Label(month.words());
      words.getStyleClass().add("shared-month");
      return words;
    }

    private Region pictures(SharedRow.Pictures line) {
      HBox tilesInLine = new HBox(GAP);
      tilesInLine.setPadding(new Insets(0, 0, GAP, 0));
      for (SharedRow.Picture picture : line.pictures()) {
        PictureTile tile = new PictureTile(tools, picture.file(), () -> view(picture));
        tile.setAccessibleText(words(picture));
        tile.setMinSize(line.side(), line.side());
        tile.setPrefSize(line.side(), line.side());
        tile.setMaxSize(line.side(), line.side());
        int place = tiles.size();
        tile.setOnContextMenuRequested(event -> {
          if (!event.isKeyboardTrigger()) {
            menuAt(event, tile, line, place);
          }
        });
        tiles.add(tile);
        Button go = goToButton(picture.item(), picture.file().name());
        go.getStyleClass().add("shared-over");
        StackPane.setAlignment(go, Pos.BOTTOM_RIGHT);
        StackPane.setMargin(go, new Insets(GAP));
        StackPane both = new StackPane(tile, go);
        go.visibleProperty().bind(both.hoverProperty());
        both.setMaxSize(line.side(), line.side());
        tilesInLine.getChildren().add(both);
      }
      return tilesInLine;
    }

    private Region file(SharedRow.File row) {
      card = new FileCard(tools, row.file(), row.item().sender().name(), null);
      card.list(from(row.item()), goToButton(row.item(), row.file().name()));
      return card;
    }

    private void mark() {
      SharedRow row = getItem();
      boolean chosen = isSelected() && list.isFocused();
      for (int i = 0; i < tiles.size(); i++) {
        tiles.get(i).pseudoClassStateChanged(CHOSEN, chosen && i == column.get());
      }
      if (getGraphic() != null) {
        getGraphic().pseudoClassStateChanged(CHOSEN, chosen);
      }
      if (row instanceof SharedRow.Pictures line && chosen && column.get() < tiles.size()) {
        setAccessibleText(words(line.pictures().get(column.get())));
      } else if (row != null) {
        setAccessibleText(words(row));
      }
    }
  }
}
