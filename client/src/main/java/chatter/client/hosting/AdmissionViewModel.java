package chatter.client.hosting;

import chatter.client.hosting.HostedServer.Running;
import chatter.client.hosting.HostingViewModel.State;
import chatter.client.ui.Futures;
import chatter.client.ui.Status;
import chatter.client.ui.form.FormField;
import chatter.shared.api.Registration;
import chatter.shared.limits.FieldRule;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the hosted chat is called, and who may make an account in it. JavaFX application thread
/// only.
public final class AdmissionViewModel {
  private static final Logger LOG = LoggerFactory.getLogger(AdmissionViewModel.class);

  private final HostingContext context;
  private final HostingViewModel hosting;
  private final FormField name = new FormField("name");
  private final ReadOnlyObjectWrapper<Registration> registration =
      new ReadOnlyObjectWrapper<>(Registration.INVITE);
  private final ReadOnlyObjectWrapper<Status> status = new ReadOnlyObjectWrapper<>(Status.NONE);

  /// @param nameForNew what a chat that begins here is called unless the person says otherwise
  public AdmissionViewModel(HostingContext context, HostingViewModel hosting, String nameForNew) {
    this.context = context;
    this.hosting = hosting;
    name.textProperty().set(nameForNew);
    hosting.runningProperty().subscribe(now -> now.ifPresent(this::runs));
  }

  private void runs(Running now) {
    name.textProperty().set(now.name());
    registration.set(now.registration());
    status.set(Status.NONE);
  }

  /// Takes the name that is written: at once if the chat runs, otherwise for the chat that begins.
  ///
  /// @return whether it can be one
  public boolean saveName() {
    Optional<FieldRule> wrong = FieldRule.checkTitle(name.text());
    if (wrong.isPresent()) {
      name.say(context.say("form.error." + wrong.get().name()));
      return false;
    }
    String wanted = name.text().strip();
    hosting.callNew(wanted);
    if (hosting.stateProperty().get() == State.RUNNING) {
      deliver(
          context
              .server()
              .ask(chat -> {
                chat.rename(wanted);
                return wanted;
              }),
          "hosting.name.saved");
    }
    return true;
  }

  /// Chooses who may make an account. Only while it runs; a new chat asks for invites.
  public void admit(Registration wanted) {
    Registration before = registration.get();
    if (before == wanted || hosting.stateProperty().get() != State.RUNNING) {
      return;
    }
    registration.set(wanted);
    Futures.deliver(
        context
            .server()
            .ask(chat -> {
              chat.admit(wanted);
              return wanted;
            }),
        context.ui(),
        (done, failure) -> {
          if (failure != null) {
            registration.set(before);
            failed(failure);
          }
        });
  }

  private void deliver(CompletableFuture<String> call, String said) {
    Futures.deliver(
        call,
        context.ui(),
        (done, failure) -> {
          if (failure == null) {
            status.set(Status.good(context.say(said)));
          } else {
            failed(failure);
          }
        });
  }

  private void failed(Throwable failure) {
    LOG.warn("The hosted chat could not be changed", failure);
    status.set(Status.problem(context.say("error.unknown")));
  }

  /// The chat's name.
  public FormField name() {
    return name;
  }

  /// Who may make an account.
  public ReadOnlyObjectProperty<Registration> registrationProperty() {
    return registration.getReadOnlyProperty();
  }

  /// How it went.
  ReadOnlyObjectProperty<Status> statusProperty() {
    return status.getReadOnlyProperty();
  }
}
