package chatter.client.chat.sidebar;

import chatter.client.ui.AvatarImages;
import chatter.client.ui.Icon;
import chatter.client.ui.Visibility;
import chatter.client.ui.emoji.EmojiImages;
import chatter.client.ui.search.SearchField;
import chatter.client.ui.search.SearchFooter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/// Rooms and people, at the left.
public final class SidebarController {
  /// More than so many are looked for sooner than looked through.
  private static final int FEW = 20;

  private final SidebarViewModel model;
  private final AvatarImages avatars;
  private final EmojiImages emoji;
  private final Runnable onMenu;
  private Runnable onOpenRoom = () -> {};
  private final Map<Long, SidebarRow> peopleRows = new HashMap<>();
  @FXML private VBox sidebar;
  @FXML private Button menu;
  @FXML private Label sidebarTitle;
  @FXML private VBox rooms;
  @FXML private Label peopleTitle;
  @FXML private SearchField peopleSearch;
  @FXML private Label manyOnline;
  @FXML private VBox people;
  @FXML private SearchFooter peopleFoot;

  public SidebarController(
      SidebarViewModel model, AvatarImages avatars, EmojiImages emoji, Runnable onMenu) {
    this.model = model;
    this.avatars = avatars;
    this.emoji = emoji;
    this.onMenu = onMenu;
  }

  @FXML
  void initialize() {
    menu.setGraphic(Icon.MENU.node(20));
    menu.setOnAction(_ -> onMenu.run());
    sidebar.managedProperty().bind(sidebar.visibleProperty());
    peopleTitle.managedProperty().bind(peopleTitle.visibleProperty());
    model.conversations().addListener((ListChangeListener<ConversationSummary>) _ -> showRooms());
    model
        .roster()
        .people()
        .addListener((ListChangeListener<RosterViewModel.Person>) _ -> showPeople());
    peopleSearch.managedProperty().bind(peopleSearch.visibleProperty());
    peopleSearch.setOnSearch(model.people()::search);
    peopleFoot.bind(model.people());
    Visibility.text(
        manyOnline,
        Bindings.createStringBinding(
            this::manyOnline, model.roster().people(), model.roster().onlineProperty()));
    model.people().stateProperty().subscribe(_ -> showPeople());
    model.roster().membersProperty().subscribe(_ -> showPeople());
    showRooms();
    showPeople();
  }

  /// How many are here, where nobody is named.
  private String manyOnline() {
    int online = model.roster().onlineProperty().get();
    return online == 0 || !model.roster().people().isEmpty()
        ? ""
        : model.texts().say("sidebar.manyOnline", online);
  }

  /// Says what the chat is called.
  public void setTitle(String name) {
    sidebarTitle.setText(name);
  }

  /// What happens when the room is chosen.
  public void setOnOpenRoom(Runnable action) {
    onOpenRoom = action;
  }

  /// Puts the focus on the room, or where there is none, on the menu.
  public void focus() {
    (rooms.getChildren().isEmpty() ? menu : rooms.getChildren().getFirst()).requestFocus();
  }

  public void setVisible(boolean visible) {
    sidebar.setVisible(visible);
  }

  /// Takes the keyboard, if it is in view.
  public boolean takeFocus() {
    if (sidebar.isVisible()) {
      focus();
    }
    return sidebar.isVisible();
  }

  /// Whether the keyboard is here.
  public boolean hasFocus() {
    return sidebar.isFocusWithin();
  }

  private void showRooms() {
    List<ConversationSummary> items = model.conversations();
    while (rooms.getChildren().size() < items.size()) {
      SidebarRow row = new SidebarRow(emoji);
      row.setOnOpen(() -> onOpenRoom.run());
      rooms.getChildren().add(row);
    }
    rooms.getChildren().remove(items.size(), rooms.getChildren().size());
    for (int i = 0; i < items.size(); i++) {
      ((SidebarRow) rooms.getChildren().get(i)).show(items.get(i));
    }
  }

  private void showPeople() {
    List<RosterViewModel.Person> named = model.roster().people();
    String sought = model.people().stateProperty().get().query();
    boolean found = named.isEmpty() || !sought.isEmpty();
    List<RosterViewModel.Person> persons =
        found
            ? model.people().stateProperty().get().found().stream()
                .map(model.roster()::person)
                .toList()
            : named;
    boolean known = !named.isEmpty() || model.roster().membersProperty().get() > 0;
    peopleTitle.setVisible(known);
    // Whoever began to look for somebody goes on, also if others left meanwhile.
    boolean seeks = !sought.isEmpty() || !peopleSearch.textProperty().get().isBlank();
    peopleSearch.setVisible(known && (named.isEmpty() || named.size() > FEW || seeks));
    peopleFoot.setVisible(known && found);
    people
        .getChildren()
        .setAll(
            persons.stream()
                .map(person -> {
                  SidebarRow row =
                      peopleRows.computeIfAbsent(person.account().id(), _ -> new SidebarRow(emoji));
                  row.show(person, nameOf(person), stateOf(person), avatars);
                  return row;
                })
                .toList());
    peopleRows.values().retainAll(people.getChildren());
  }

  private String nameOf(RosterViewModel.Person person) {
    String name = person.account().name();
    return person.me() ? model.texts().say("sidebar.nameYou", name) : name;
  }

  private String stateOf(RosterViewModel.Person person) {
    return switch (person.here()) {
      case ONLINE -> model.texts().say("sidebar.online");
      case UNKNOWN -> model.texts().say("sidebar.unknown");
      case NOT_TOLD -> "";
      case OFFLINE ->
          person.lastSeen() == null
              ? model.texts().say("sidebar.offline")
              : model.texts().say("sidebar.lastSeen", model.labels().brief(person.lastSeen()));
    };
  }

  /// A picture has arrived.
  public void avatarArrived() {
    showPeople();
  }
}
