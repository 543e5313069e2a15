package chatter.client.settings;

import chatter.client.net.http.ApiException;
import chatter.client.ui.Status;
import chatter.client.ui.form.FormField;
import chatter.shared.api.Registration;
import chatter.shared.api.ServerInfo;
import chatter.shared.limits.FieldRule;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

/// What the chat is called and who may join. JavaFX application thread only.
public final class AboutViewModel {
  private final AccountCalls calls;
  private final Consumer<ServerInfo> onChanged;
  private final FormField name = new FormField("name");
  private final ObjectProperty<Registration> registration =
      new SimpleObjectProperty<>(Registration.INVITE);
  private final ReadOnlyObjectWrapper<Status> status = new ReadOnlyObjectWrapper<>(Status.NONE);
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();

  /// @param onChanged gets what the server says after a change
  public AboutViewModel(AccountCalls calls, Consumer<ServerInfo> onChanged) {
    this.calls = calls;
    this.onChanged = onChanged;
  }

  /// Fetches what it is.
  public void begin() {
    status.set(Status.NONE);
    busy.set(true);
    calls.call(api -> api.admin().server(), shownUnlessChanged(), this::failed);
  }

  /// Shows what the server says, but never over what was typed or chosen since it was asked.
  private Consumer<ServerInfo> shownUnlessChanged() {
    String before = name.text();
    Registration chosen = registration.get();
    return server -> {
      busy.set(false);
      if (name.text().equals(before)) {
        name.textProperty().set(server.name());
      }
      if (registration.get() == chosen) {
        registration.set(server.registration());
      }
      onChanged.accept(server);
    };
  }

  /// Saves what is typed and chosen.
  public void save() {
    status.set(Status.NONE);
    if (!calls.keepsRule(name, FieldRule.checkTitle(name.text())) || busy.get()) {
      return;
    }
    busy.set(true);
    Consumer<ServerInfo> show = shownUnlessChanged();
    calls.call(
        api -> api.admin().change(name.text().strip(), registration.get()),
        server -> {
          show.accept(server);
          status.set(Status.good(calls.texts().say("server.saved")));
        },
        this::failed);
  }

  private void failed(ApiException failure) {
    busy.set(false);
    status.set(Status.problem(calls.words(failure)));
  }

  /// What people call it.
  public FormField name() {
    return name;
  }

  /// Who may create an account.
  public ObjectProperty<Registration> registrationProperty() {
    return registration;
  }

  /// How it went.
  public ReadOnlyObjectProperty<Status> statusProperty() {
    return status.getReadOnlyProperty();
  }

  /// Whether the server is asked.
  public ReadOnlyBooleanProperty busyProperty() {
    return busy.getReadOnlyProperty();
  }
}
