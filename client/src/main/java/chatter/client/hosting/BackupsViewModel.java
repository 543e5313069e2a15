package chatter.client.hosting;

import chatter.client.hosting.HostingViewModel.State;
import chatter.client.ui.Futures;
import chatter.client.ui.Status;
import chatter.client.ui.TimeLabels;
import chatter.client.ui.dialog.Dialogs;
import chatter.server.backup.BackupShelf;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The folder of the hosted chat, how large it is, and its backups. JavaFX application thread only.
public final class BackupsViewModel {
  private static final Logger LOG = LoggerFactory.getLogger(BackupsViewModel.class);

  private final HostingContext context;
  private final HostingViewModel hosting;
  private final Dialogs dialogs;
  private final TimeLabels when;
  private final ObservableList<BackupShelf.Item> backups = FXCollections.observableArrayList();
  private final ReadOnlyBooleanWrapper scheduled = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
  private final ReadOnlyStringWrapper size = new ReadOnlyStringWrapper("");
  private final ReadOnlyObjectWrapper<Optional<Looked>> looked =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Status> status = new ReadOnlyObjectWrapper<>(Status.NONE);

  /// A backup and what is in it.
  public record Looked(BackupShelf.Item backup, BackupShelf.Contents inside) {}

  /// @param dialogs asks before a backup takes the place of what is there
  /// @param when says when a backup was taken
  public BackupsViewModel(
      HostingContext context, HostingViewModel hosting, Dialogs dialogs, TimeLabels when) {
    this.context = context;
    this.hosting = hosting;
    this.dialogs = dialogs;
    this.when = when;
    scheduled.set(context.keeper().current().backups());
    hosting
        .stateProperty()
        .addListener((property, before, now) -> {
          if (now == State.RUNNING) {
            looked.set(Optional.empty());
            refresh();
          }
        });
  }

  /// Looks again at what is on the disk.
  public void refresh() {
    if (!context.data().exists()) {
      return;
    }
    Futures.deliver(
        context.data().backups(),
        context.ui(),
        (list, failure) -> {
          if (failure == null) {
            backups.setAll(list);
          } else {
            failed(failure);
          }
        });
    Futures.deliver(
        context.data().size(),
        context.ui(),
        (bytes, failure) -> size.set(failure == null ? bytes(bytes.total()) : ""));
  }

  /// Takes a backup now.
  public void backUp() {
    busy.set(true);
    status.set(Status.good(context.say("hosting.backup.taking")));
    Futures.deliver(
        context.data().backUp(),
        context.ui(),
        (backup, failure) -> {
          busy.set(false);
          if (failure == null) {
            status.set(
                Status.good(
                    context.say("hosting.backup.taken", backup.messages(), bytes(backup.bytes()))));
            refresh();
          } else {
            failed(failure);
          }
        });
  }

  /// Chooses whether a backup is taken every hour. A running chat starts again for it.
  public void schedule(boolean hourly) {
    if (scheduled.get() != hourly) {
      scheduled.set(hourly);
      context.keeper().update(now -> now.withBackups(hourly));
      hosting.startAgain();
    }
  }

  /// Looks inside a backup.
  public void look(BackupShelf.Item backup) {
    Futures.deliver(
        context.data().look(backup.file()),
        context.ui(),
        (inside, failure) -> {
          if (failure == null) {
            looked.set(Optional.of(new Looked(backup, inside)));
            status.set(Status.NONE);
          } else {
            failed(failure);
          }
        });
  }

  /// Looks no more.
  public void close() {
    looked.set(Optional.empty());
  }

  /// Puts a backup in the place of what is there, after a question.
  public void restore(BackupShelf.Item backup) {
    dialogs.ask(
        new Dialogs.Question(
            context.say("hosting.restore.title", taken(backup)),
            context.say("hosting.restore.text"),
            context.say("hosting.restore.yes"),
            context.say("hosting.restore.no")),
        yes -> {
          if (yes) {
            status.set(Status.NONE);
            hosting.restore(backup.file());
          }
        });
  }

  /// When a backup was taken.
  public String taken(BackupShelf.Item backup) {
    return when.exact(backup.takenAt());
  }

  /// When something happened.
  public String exact(java.time.Instant instant) {
    return when.exact(instant);
  }

  /// How large something is, for a person.
  public String bytes(long bytes) {
    return context.size(bytes);
  }

  private void failed(Throwable failure) {
    Throwable reason = Futures.cause(failure);
    if (reason instanceof CancellationException) {
      LOG.debug("The backups: {}", reason.getMessage());
      return;
    }
    LOG.warn("The backups", reason);
    status.set(Status.problem(context.say("hosting.backup.problem", reason.getMessage())));
  }

  /// Where the chat is kept.
  public Path folder() {
    return context.data().folder();
  }

  /// The backups, the newest first.
  public ObservableList<BackupShelf.Item> backups() {
    return backups;
  }

  /// Whether a backup is taken every hour.
  public ReadOnlyBooleanProperty scheduledProperty() {
    return scheduled.getReadOnlyProperty();
  }

  /// Whether one is being taken.
  public ReadOnlyBooleanProperty busyProperty() {
    return busy.getReadOnlyProperty();
  }

  /// How much room the folder takes; empty while nobody knows.
  public ReadOnlyStringProperty sizeProperty() {
    return size.getReadOnlyProperty();
  }

  /// The backup that is looked into; empty if none is.
  public ReadOnlyObjectProperty<Optional<Looked>> lookedProperty() {
    return looked.getReadOnlyProperty();
  }

  /// How it went.
  ReadOnlyObjectProperty<Status> statusProperty() {
    return status.getReadOnlyProperty();
  }
}
