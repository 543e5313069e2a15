package chatter.client.chat.room;

import chatter.client.ui.Icon;
import chatter.client.ui.SidePanelHead;
import chatter.client.ui.Texts;
import chatter.client.ui.Visibility;
import chatter.client.ui.dialog.Dialogs;
import chatter.client.ui.search.SearchField;
import chatter.client.ui.search.SearchFooter;
import chatter.shared.api.MemberInfo;
import chatter.shared.protocol.AccountInfo;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// Who is in a conversation, beside it: found by name, added, removed, made host. Style class
/// `side-panel`. JavaFX application thread only.
public final class MembersPanel extends VBox {
  /// What the panel asks of the chat around it.
  public interface Surroundings {
    /// Whether somebody is the reader.
    boolean isReader(AccountInfo account);

    /// Whether somebody is known to be here.
    boolean isOnline(AccountInfo account);

    /// Whether somebody is here, in words; empty if that is not known.
    String stateOf(AccountInfo account);

    /// Shows who somebody is.
    void showPerson(AccountInfo account, Node beside);

    /// Takes the panel away.
    void close();
  }

  private final Texts texts;
  private final PersonLine.Tools tools;
  private final Dialogs dialogs;
  private final Surroundings around;
  private final MembersViewModel model;
  private final String title;
  private final SearchField find = new SearchField();
  private final VBox people = new VBox();
  private final ContextMenu menu = new ContextMenu();
  private final BooleanProperty adding = new SimpleBooleanProperty();
  private final ObservableList<AccountInfo> chosen = FXCollections.observableArrayList();

  MembersPanel(
      MembersViewModel model,
      String title,
      Texts texts,
      PersonLine.Tools tools,
      Dialogs dialogs,
      Surroundings around) {
    this.model = model;
    this.title = title;
    this.texts = texts;
    this.tools = tools;
    this.dialogs = dialogs;
    this.around = around;
    getStyleClass().add("side-panel");
    setId("membersPanel");
    Button add = iconButton(Icon.USER_PLUS, "members.add", () -> adding.set(!adding.get()));
    add.setId("addMembers");
    Visibility.when(add, new SimpleBooleanProperty(model.mayAdd()));
    Node head = new SidePanelHead(texts, texts.say("members.title"), around::close, add);
    find.setId("findMember");
    find.setPrompt(texts.say("members.find"));
    find.setOnSearch(model.search()::search);
    SearchFooter foot = new SearchFooter();
    foot.bind(model.search());
    ScrollPane scroll = new ScrollPane(new VBox(people, foot));
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.setFocusTraversable(false);
    VBox.setVgrow(scroll, Priority.ALWAYS);
    VBox body = new VBox(10, find, new ProblemLabel(model.errorProperty()));
    body.getStyleClass().add("side-panel-body");
    if (model.mayAdd()) {
      body.getChildren().addFirst(adder());
    }
    getChildren().addAll(head, body, scroll);
    model.search().stateProperty().subscribe(_ -> show());
    model.search().search("");
  }

  private Node adder() {
    PeoplePicker picker =
        new PeoplePicker(
            texts,
            tools,
            model.candidates(),
            chosen,
            this::isStranger,
            texts.say("newRoom.people"),
            true);
    FormButtons buttons =
        new FormButtons(
            texts.say("newRoom.cancel"),
            () -> adding.set(false),
            texts.say("members.add.yes"),
            () -> {
              if (!chosen.isEmpty()) {
                model.add(List.copyOf(chosen), () -> adding.set(false));
              }
            },
            model.busyProperty());
    buttons.done().setDefaultButton(false);
    VBox adder = new VBox(8, picker, buttons);
    adder.getStyleClass().add("adder");
    Visibility.when(adder, adding);
    model.search().stateProperty().subscribe(_ -> picker.refresh());
    adding.subscribe(on -> {
      chosen.clear();
      if (on) {
        picker.field().requestFocus();
      }
    });
    return adder;
  }

  /// Whether somebody is not known to be in it already.
  private boolean isStranger(AccountInfo person) {
    return model.search().stateProperty().get().found().stream()
        .noneMatch(member -> member.account().id() == person.id());
  }

  private Button iconButton(Icon icon, String word, Runnable action) {
    Button button = new Button();
    button.setGraphic(icon.node(18));
    button.getStyleClass().add("icon-button");
    button.setAccessibleText(texts.say(word));
    button.setOnAction(_ -> action.run());
    return button;
  }

  /// Draws everybody again: somebody has come or gone, or a picture has arrived.
  public void show() {
    people
        .getChildren()
        .setAll(model.search().stateProperty().get().found().stream().map(this::line).toList());
  }

  private Node line(MemberInfo member) {
    AccountInfo account = member.account();
    String name =
        around.isReader(account) ? texts.say("members.you", account.name()) : account.name();
    PersonLine line =
        new PersonLine(tools, account, name, around.stateOf(account), around.isOnline(account));
    line.setOnChosen(() -> around.showPerson(account, line.person()));
    if (member.host()) {
      Label host = new Label(texts.say("members.host"));
      host.getStyleClass().add("host-mark");
      host.setMinWidth(USE_PREF_SIZE);
      line.add(host);
    }
    List<MenuItem> items = items(member);
    if (!items.isEmpty()) {
      Button more = new Button();
      more.setId("member" + account.id());
      more.setGraphic(Icon.ELLIPSIS_VERTICAL.node(16));
      more.getStyleClass().addAll("icon-button", "small");
      more.setAccessibleText(texts.say("members.more", account.name()));
      more.setOnAction(_ -> {
        menu.getItems().setAll(items(member));
        menu.show(more, Side.BOTTOM, 0, 0);
      });
      line.add(more);
    }
    return line;
  }

  private List<MenuItem> items(MemberInfo member) {
    List<MenuItem> items = new ArrayList<>();
    if (model.mayHost()) {
      items.add(
          item(
              member.host() ? "members.endHost" : "members.makeHost",
              () -> model.setHost(member, !member.host())));
    }
    if (model.mayRemove(member)) {
      items.add(item("members.remove", () -> remove(member)));
    }
    return items;
  }

  private MenuItem item(String key, Runnable action) {
    MenuItem item = new MenuItem(texts.say(key));
    item.setOnAction(_ -> action.run());
    return item;
  }

  private void remove(MemberInfo member) {
    dialogs.ask(
        new Dialogs.Question(
            texts.say("members.remove.sure", member.account().name(), title),
            "",
            texts.say("members.remove.yes"),
            texts.say("newRoom.cancel")),
        yes -> {
          if (yes) {
            model.remove(member);
          }
        });
  }

  /// Puts the cursor into the field.
  public void takeFocus() {
    find.requestFocus();
  }
}
