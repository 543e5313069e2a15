package chatter.client.chat.room;

import chatter.client.ui.Icon;
import chatter.client.ui.Texts;
import chatter.client.ui.Visibility;
import chatter.client.ui.search.PagedSearch;
import chatter.client.ui.search.SearchField;
import chatter.client.ui.search.SearchFooter;
import chatter.shared.protocol.AccountInfo;
import java.util.function.Predicate;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;

/// Chooses people: those chosen so far, a field to find others by name, and who was found. Style
/// class `people-picker`. JavaFX application thread only.
final class PeoplePicker extends VBox {
  private static final double HIGHEST = 200;

  private final Texts texts;
  private final PersonLine.Tools tools;
  private final PagedSearch<AccountInfo> candidates;
  private final ObservableList<AccountInfo> chosen;
  private final Predicate<AccountInfo> offered;
  private final FlowPane chips = new FlowPane(6, 6);
  private final SearchField find = new SearchField();
  private final VBox found = new VBox();

  /// @param offered whether somebody can be chosen
  /// @param prompt what the field is for
  /// @param always whether somebody is offered before anything is typed
  PeoplePicker(
      Texts texts,
      PersonLine.Tools tools,
      PagedSearch<AccountInfo> candidates,
      ObservableList<AccountInfo> chosen,
      Predicate<AccountInfo> offered,
      String prompt,
      boolean always) {
    super(8);
    this.texts = texts;
    this.tools = tools;
    this.candidates = candidates;
    this.chosen = chosen;
    this.offered = offered;
    getStyleClass().add("people-picker");
    find.setPrompt(prompt);
    find.setOnSearch(candidates::search);
    SearchFooter foot = new SearchFooter();
    foot.bind(candidates);
    VBox results = new VBox(found, foot);
    ScrollPane scroll = new ScrollPane(results);
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.setFocusTraversable(false);
    scroll.setMaxHeight(HIGHEST);
    scroll
        .prefHeightProperty()
        .bind(
            Bindings.createDoubleBinding(
                () -> Math.min(HIGHEST, results.getHeight() + 2), results.heightProperty()));
    if (!always) {
      Visibility.when(scroll, find.textProperty().map(typed -> !typed.isBlank()));
    }
    Visibility.when(chips, Bindings.isNotEmpty(chosen));
    getChildren().addAll(chips, find, scroll);
    chosen.addListener((ListChangeListener<AccountInfo>) _ -> show());
    candidates.stateProperty().subscribe(_ -> showFound());
    show();
    if (always) {
      candidates.search("");
    }
  }

  private void show() {
    chips.getChildren().setAll(chosen.stream().map(this::chip).toList());
    showFound();
  }

  private Button chip(AccountInfo person) {
    Button chip = new Button(person.name());
    chip.getStyleClass().setAll("person-chip");
    chip.setGraphic(Icon.X.node(12));
    chip.setContentDisplay(ContentDisplay.RIGHT);
    chip.setAccessibleText(texts.say("picker.remove", person.name()));
    chip.setOnAction(_ -> {
      chosen.remove(person);
      find.requestFocus();
    });
    return chip;
  }

  /// Whom one can choose may have changed.
  void refresh() {
    showFound();
  }

  private void showFound() {
    found
        .getChildren()
        .setAll(
            candidates.stateProperty().get().found().stream()
                .filter(offered)
                .filter(person -> chosen.stream().noneMatch(one -> one.id() == person.id()))
                .map(this::line)
                .toList());
  }

  private PersonLine line(AccountInfo person) {
    PersonLine line = new PersonLine(tools, person, person.name(), "", false);
    line.setOnChosen(() -> {
      find.clear();
      chosen.add(person);
      find.requestFocus();
    });
    return line;
  }

  /// What has the keyboard at first.
  SearchField field() {
    return find;
  }
}
