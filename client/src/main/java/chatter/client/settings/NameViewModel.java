package chatter.client.settings;

import chatter.client.net.http.ErrorMessage;
import chatter.client.ui.Status;
import chatter.client.ui.form.FormField;
import chatter.shared.limits.FieldRule;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// Changing the display name. JavaFX application thread only.
public final class NameViewModel {
  private final AccountCalls calls;
  private final ProfileViewModel profile;
  private final FormField name = new FormField("name");
  private final ReadOnlyObjectWrapper<Status> status = new ReadOnlyObjectWrapper<>(Status.NONE);
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();

  /// @param profile whose name it is
  public NameViewModel(AccountCalls calls, ProfileViewModel profile) {
    this.calls = calls;
    this.profile = profile;
  }

  /// Starts with the present name.
  public void begin() {
    name.textProperty().set(profile.accountProperty().get().name());
    name.say("");
    status.set(Status.NONE);
  }

  /// Saves what is typed.
  public void save() {
    status.set(Status.NONE);
    if (!calls.keepsRule(name, FieldRule.checkName(name.text())) || busy.get()) {
      return;
    }
    busy.set(true);
    calls.call(
        api -> api.rename(name.text().strip()),
        changed -> {
          busy.set(false);
          profile.update(changed);
          status.set(Status.good(calls.texts().say("name.saved")));
        },
        failure -> {
          busy.set(false);
          if (ErrorMessage.of(failure).field().filter(name.name()::equals).isPresent()) {
            name.say(calls.words(failure));
          } else {
            status.set(Status.problem(calls.words(failure)));
          }
        });
  }

  /// What is typed.
  public FormField name() {
    return name;
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
