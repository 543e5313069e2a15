package chatter.client.settings;

import chatter.client.settings.PeopleViewModel.Deed;
import chatter.client.ui.Avatar;
import chatter.client.ui.Icon;
import chatter.client.ui.StatusLabel;
import chatter.client.ui.Texts;
import chatter.client.ui.TimeLabels;
import chatter.client.ui.Visibility;
import chatter.client.ui.form.CopyRow;
import chatter.client.ui.search.PagedSearch;
import chatter.client.ui.search.SearchField;
import chatter.client.ui.search.SearchFooter;
import chatter.shared.api.ManagedAccount;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// Binds `People.fxml` to a `PeopleViewModel`.
public final class PeopleController implements Panel {
  private static final double PICTURE = 36;

  private final PeopleViewModel model;
  private final Texts texts;
  private final TimeLabels when;

  @FXML private SearchField peopleSearch;
  @FXML private Pane people;
  @FXML private SearchFooter peopleFoot;
  @FXML private StatusLabel peopleStatus;
  @FXML private Pane reset;
  @FXML private Label resetAbout;

  /// The account whose row is unfolded; 0 if none is.
  private long unfolded;

  /// @param when says when something was
  public PeopleController(PeopleViewModel model, Texts texts, TimeLabels when) {
    this.model = model;
    this.texts = texts;
    this.when = when;
  }

  @FXML
  private void initialize() {
    peopleSearch.setOnSearch(query -> {
      unfolded = 0;
      model.search().search(query);
    });
    peopleFoot.bind(model.search());
    model.search().stateProperty().map(PagedSearch.State::found).subscribe(_ -> show());
    peopleStatus.follow(model.statusProperty());
    Visibility.when(reset, model.resetProperty().map(made -> true).orElse(false));
    model.resetProperty().subscribe(this::showReset);
  }

  private void showReset(PeopleViewModel.Reset made) {
    reset.getChildren().setAll(resetAbout);
    if (made != null) {
      resetAbout.setText(
          texts.say("people.reset.done", made.name(), when.exact(made.offer().expiresAt())));
      CopyRow link = new CopyRow(made.offer().link(), texts.say("people.reset.copy"));
      reset.getChildren().add(link);
      link.requestFocus();
    }
  }

  @Override
  public void opened() {
    unfolded = 0;
    model.begin();
  }

  private void show() {
    people
        .getChildren()
        .setAll(model.search().stateProperty().get().found().stream().map(this::row).toList());
  }

  private Node row(ManagedAccount person) {
    List<Deed> deeds = model.deeds(person);
    Avatar picture = new Avatar(PICTURE);
    picture.showInitials(person.id(), person.name());
    Label name =
        new Label(
            person.id() == model.me()
                ? texts.say("sidebar.nameYou", person.name())
                : person.name());
    name.getStyleClass().add("device-name");
    Label about = new Label(about(person));
    about.getStyleClass().addAll("text-2", "small");
    about.setWrapText(true);
    VBox words = new VBox(2, name, about);
    words.setMinWidth(0);
    HBox.setHgrow(words, Priority.ALWAYS);
    HBox head = new HBox(picture, words);
    head.getStyleClass().add("person-head");
    VBox row = new VBox(head);
    row.getStyleClass().add("person-row");
    row.setOpacity(person.disabled() ? 0.6 : 1);
    if (!deeds.isEmpty()) {
      boolean open = person.id() == unfolded;
      Button more = new Button();
      more.setId("more" + person.id());
      more.setGraphic((open ? Icon.X : Icon.PENCIL).node(16));
      more.getStyleClass().add("icon-button");
      more.setAccessibleText(texts.say("people.action.label", person.name()));
      more.setOnAction(click -> {
        unfolded = open ? 0 : person.id();
        show();
        people.lookup("#more" + person.id()).requestFocus();
      });
      head.getChildren().add(more);
      if (open) {
        row.getChildren().add(deeds(person, deeds));
      }
    }
    return row;
  }

  private String about(ManagedAccount person) {
    // The address is always there: names can be alike.
    String role =
        person.disabled()
            ? texts.say("people.removed")
            : texts.say(Texts.key("people.role.", person.role()));
    return person.lastSeen() == null || person.disabled()
        ? texts.say("people.about", role, person.email())
        : texts.say("people.aboutSeen", role, person.email(), when.brief(person.lastSeen()));
  }

  private Node deeds(ManagedAccount person, List<Deed> deeds) {
    FlowPane buttons = new FlowPane();
    buttons.getStyleClass().add("deeds");
    for (Deed deed : deeds) {
      Button button = new Button(texts.say("settings.people.deed." + deed));
      button.setId("deed" + deed);
      button.getStyleClass().add("text-button");
      if (deed.takes()) {
        button.getStyleClass().add("danger");
      }
      button.setOnAction(click -> model.act(person, deed));
      buttons.getChildren().add(button);
    }
    return buttons;
  }
}
