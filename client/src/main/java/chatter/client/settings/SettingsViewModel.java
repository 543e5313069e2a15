package chatter.client.settings;

import chatter.client.prefs.Appearance;
import chatter.client.prefs.Preferences;
import chatter.client.ui.Texts;
import chatter.client.ui.dialog.Dialogs;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

/// The menu of the drawer: how somebody likes the program, and signing out. JavaFX application
/// thread only.
public final class SettingsViewModel {
  /// Which part of the drawer shows.
  public enum State {
    /// The menu.
    MENU,
    /// The other chats.
    CHATS,
    /// Inviting people.
    INVITE,
    /// The accounts of the chat.
    PEOPLE,
    /// What the chat is called and who may join.
    ABOUT,
    /// Changing the name.
    NAME,
    /// How new messages are told.
    NOTIFICATIONS,
    /// How much is kept on this computer.
    COPY,
    /// Changing the password.
    PASSWORD,
    /// The signed-in devices.
    DEVICES,
    /// The chat hosted here.
    HOSTING,
    /// The connection check.
    CHECK
  }

  private final Keeper keeper;
  private final Texts texts;
  private final Dialogs dialogs;
  private final IntSupplier unsent;
  private final Runnable onSignOut;
  private final ReadOnlyObjectWrapper<Preferences> preferences;
  private final ObjectProperty<State> state = new SimpleObjectProperty<>(State.MENU);

  /// Keeps preferences and lets them take effect.
  public interface Keeper {
    /// As they are.
    Preferences current();

    /// Changes them.
    void update(UnaryOperator<Preferences> change);
  }

  /// @param unsent how many messages wait in the outbox
  /// @param onSignOut called when the person signs out and is sure
  public SettingsViewModel(
      Keeper keeper, Texts texts, Dialogs dialogs, IntSupplier unsent, Runnable onSignOut) {
    this.keeper = keeper;
    this.texts = texts;
    this.dialogs = dialogs;
    this.unsent = unsent;
    this.onSignOut = onSignOut;
    preferences = new ReadOnlyObjectWrapper<>(keeper.current());
  }

  /// Changes the theme.
  public void setAppearance(Appearance appearance) {
    update(now -> now.withAppearance(appearance));
  }

  /// Changes what Enter does.
  public void setEnterSends(boolean enterSends) {
    update(now -> now.withEnterSends(enterSends));
  }

  private void update(UnaryOperator<Preferences> change) {
    keeper.update(change);
    preferences.set(keeper.current());
  }

  /// Signs out, after a question if messages are waiting.
  public void signOut() {
    int waiting = unsent.getAsInt();
    if (waiting == 0) {
      onSignOut.run();
      return;
    }
    dialogs.ask(
        new Dialogs.Question(
            texts.say("signOut.title"),
            texts.say("signOut.waiting", waiting),
            texts.say("signOut.confirm"),
            texts.say("signOut.stay")),
        yes -> {
          if (yes) {
            onSignOut.run();
          }
        });
  }

  /// Which part shows.
  public ObjectProperty<State> stateProperty() {
    return state;
  }

  /// How somebody likes it.
  public ReadOnlyObjectProperty<Preferences> preferencesProperty() {
    return preferences.getReadOnlyProperty();
  }
}
