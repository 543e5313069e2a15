package chatter.client.settings;

import chatter.client.net.http.ApiException;
import chatter.client.net.http.ErrorMessage;
import chatter.client.ui.Status;
import chatter.client.ui.form.FormField;
import chatter.shared.limits.FieldRule;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// Changing the password; every other device is signed out with it. JavaFX application thread only.
public final class PasswordViewModel {
  private final AccountCalls calls;
  private final FormField old = new FormField("oldPassword");
  private final FormField fresh = new FormField("newPassword");
  private final ReadOnlyObjectWrapper<Status> status = new ReadOnlyObjectWrapper<>(Status.NONE);
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();

  /// An empty form.
  public PasswordViewModel(AccountCalls calls) {
    this.calls = calls;
  }

  /// Empties the form.
  public void begin() {
    clear();
    status.set(Status.NONE);
  }

  private void clear() {
    old.textProperty().set("");
    fresh.textProperty().set("");
    old.say("");
    fresh.say("");
  }

  /// Changes it.
  public void save() {
    status.set(Status.NONE);
    old.say(old.text().isEmpty() ? calls.texts().say("password.oldMissing") : "");
    boolean good = calls.keepsRule(fresh, FieldRule.checkPassword(fresh.text()));
    if (busy.get() || !old.errorProperty().get().isEmpty() || !good) {
      return;
    }
    busy.set(true);
    calls.call(
        api -> api.changePassword(old.text(), fresh.text()),
        done -> {
          busy.set(false);
          clear();
          status.set(Status.good(calls.texts().say("password.saved")));
        },
        this::failed);
  }

  private void failed(ApiException failure) {
    busy.set(false);
    String field = ErrorMessage.of(failure).field().orElse("");
    if (field.equals("oldPassword")) {
      old.say(calls.words(failure));
    } else if (!field.isEmpty()) {
      fresh.say(calls.words(failure));
    } else {
      status.set(Status.problem(calls.words(failure)));
    }
  }

  /// The present one.
  public FormField old() {
    return old;
  }

  /// The new one.
  public FormField fresh() {
    return fresh;
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
