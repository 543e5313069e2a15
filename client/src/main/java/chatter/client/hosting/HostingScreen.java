package chatter.client.hosting;

import chatter.client.invite.InvitePanel;
import chatter.client.ui.Texts;
import chatter.client.ui.TimeLabels;
import chatter.client.ui.Views;
import chatter.client.ui.dialog.Dialogs;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.layout.Region;

/// Puts the hosting screen together: its view models live as long as the program, its views are
/// made when they are wanted. JavaFX application thread only.
public final class HostingScreen {
  private final HostingContext context;
  private final Environment environment;
  private final HostingViewModel model;
  private final AdmissionViewModel admission;
  private final BackgroundViewModel background;
  private final BackupsViewModel backups;
  private final ExportViewModel export;
  private Parent panel;

  /// What the screen needs from around it.
  ///
  /// @param dialogs asks questions
  /// @param when says when something happened
  /// @param onCheck called when the person wants the connection checked
  /// @param openFolder shows a folder in the system's file manager
  /// @param words shows what somebody wrote, with its emoji
  /// @param desk what the desktop of this computer offers
  public record Environment(
      Dialogs dialogs,
      TimeLabels when,
      Runnable onCheck,
      Consumer<Path> openFolder,
      Function<String, Node> words,
      BackgroundViewModel.Desk desk) {}

  /// Makes nothing that can be seen.
  ///
  /// @param person who uses this computer, as the system calls them
  public HostingScreen(HostingContext context, Environment environment, String person) {
    this.context = context;
    this.environment = environment;
    String name = nameForNew(context.texts(), person);
    model = new HostingViewModel(context, name);
    admission = new AdmissionViewModel(context, model, name);
    background = new BackgroundViewModel(context, environment.desk());
    backups = new BackupsViewModel(context, model, environment.dialogs(), environment.when());
    export = new ExportViewModel(context, model);
  }

  /// What a chat is called that this person begins: by their first name.
  static String nameForNew(Texts texts, String person) {
    String first = person.strip().split("[\\s._-]+", 2)[0].replaceAll("[^\\p{L}\\p{N}]", "");
    return first.isEmpty()
        ? texts.say("hosting.name.newForNobody")
        : texts.say(
            "hosting.name.new",
            first.substring(0, 1).toUpperCase(Locale.ROOT) + first.substring(1));
  }

  /// Whether it runs, and for whom.
  public HostingViewModel model() {
    return model;
  }

  /// What happens when the window is closed.
  public BackgroundViewModel background() {
    return background;
  }

  /// Its place in the drawer; the same each time.
  public Parent panel() {
    if (panel == null) {
      panel = load("Hosting.fxml");
    }
    return panel;
  }

  /// A card for those who are not signed in.
  ///
  /// @param onContinue called when the chat runs and the person wants to join
  /// @param onBack called when the person wants to sign in elsewhere
  public Region card(Runnable onContinue, Runnable onBack) {
    return (Region) load("HostingCard.fxml", new HostingCardController(model, onContinue, onBack));
  }

  /// A card on which a chat begins.
  ///
  /// @param onBack called when the person wants to sign in elsewhere
  public Region startCard(Runnable onBack) {
    return (Region)
        Views.load(
            HostingController.class,
            "Start.fxml",
            context.texts(),
            new StartController(model, admission, context.texts(), environment.dialogs(), onBack));
  }

  private Parent load(String file, Object... more) {
    Object[] controllers =
        Stream.concat(
                Stream.of(more),
                Stream.of(
                    new HostingController(
                        model, context.texts(), environment.dialogs(), environment.onCheck()),
                    new AdmissionController(admission, model),
                    new HostedInviteController(
                        () ->
                            InvitePanel.of(
                                new HostedInvites(context, model),
                                context.ui(),
                                environment.dialogs()),
                        model,
                        context.texts()),
                    new BackgroundController(background, context.texts()),
                    new BackupsController(
                        backups, context.texts(), environment.openFolder(), environment.words()),
                    new ExportController(
                        export, context.texts(), environment.dialogs(), environment.openFolder())))
            .toArray();
    return Views.load(HostingController.class, file, context.texts(), controllers);
  }
}
