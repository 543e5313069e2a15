package chatter.client.hosting;

import chatter.client.ui.Futures;
import chatter.client.ui.Status;
import chatter.server.export.RoomExport;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Copies of the hosted chat to take elsewhere: a room as something to read, and everything as one
/// file that another computer runs. JavaFX application thread only.
public final class ExportViewModel {
  private static final Logger LOG = LoggerFactory.getLogger(ExportViewModel.class);

  private final HostingContext context;
  private final HostingViewModel hosting;
  private final ObservableList<RoomExport.Room> rooms = FXCollections.observableArrayList();

  /// Kept, since a view of a list hears of its changes only while somebody holds the view.
  private final ObservableList<RoomExport.Room> shownRooms =
      FXCollections.unmodifiableObservableList(rooms);

  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
  private final ReadOnlyObjectWrapper<Optional<Path>> archive =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<Path>> written =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Status> status = new ReadOnlyObjectWrapper<>(Status.NONE);

  /// One that has copied nothing.
  public ExportViewModel(HostingContext context, HostingViewModel hosting) {
    this.context = context;
    this.hosting = hosting;
  }

  /// What to call the file with everything, unless the person says otherwise: the chat's name,
  /// without what file names must not hold.
  ///
  /// @param ending with its dot
  public String fileName(String ending) {
    return fileName(
        hosting.runningProperty().get().map(HostedServer.Running::name).orElse(""), ending);
  }

  /// The same for a room.
  String fileName(RoomExport.Room room, String ending) {
    return fileName(room.title(), ending);
  }

  private static String fileName(String title, String ending) {
    String name = title.replaceAll("[^\\p{L}\\p{N} ’_-]", "").strip();
    return (name.isEmpty() ? "Chatter" : name) + ending;
  }

  /// Looks which rooms there are and how much is in them, to be known before one is written.
  public void findRooms() {
    status.set(Status.NONE);
    Futures.deliver(
        context.data().rooms(),
        context.ui(),
        (found, failure) -> {
          if (failure == null) {
            rooms.setAll(found);
          } else {
            failed(failure);
          }
        });
  }

  /// The rooms that can be written; none before they are looked for.
  public ObservableList<RoomExport.Room> rooms() {
    return shownRooms;
  }

  /// What is in a room, and how much its files take.
  String about(RoomExport.Room room) {
    String messages = context.say("hosting.look.messages", room.messages());
    return room.fileBytes() == 0
        ? messages
        : context.say("hosting.export.size", messages, context.size(room.fileBytes()));
  }

  /// Writes a room to be read without Chatter.
  ///
  /// @param room its number
  /// @param file `.html` to read, `.json` for programs; must not be there yet
  public void export(long room, Path file) {
    run(context.data().export(room, file), "hosting.export.done");
  }

  /// Writes everything into one file that another computer can run.
  ///
  /// @param file must not be there yet
  public void archive(Path file) {
    archive.set(Optional.empty());
    run(
        context
            .data()
            .archive(file)
            .whenCompleteAsync(
                (done, failure) -> archive.set(Optional.ofNullable(done)), context.ui()),
        "hosting.move.done");
  }

  private void run(CompletableFuture<Path> task, String said) {
    busy.set(true);
    written.set(Optional.empty());
    status.set(Status.good(context.say("hosting.copying")));
    Futures.deliver(
        task,
        context.ui(),
        (file, failure) -> {
          busy.set(false);
          if (failure == null) {
            Path where = file.toAbsolutePath();
            written.set(Optional.of(where));
            status.set(Status.good(context.say(said, where)));
            return;
          }
          failed(failure);
        });
  }

  private void failed(Throwable failure) {
    Throwable reason = Futures.cause(failure);
    LOG.warn("The copy could not be made", reason);
    status.set(Status.problem(context.say("hosting.copy.problem", reason.getMessage())));
  }

  /// Where the last copy is, with its whole path; empty if there is none.
  public ReadOnlyObjectProperty<Optional<Path>> writtenProperty() {
    return written.getReadOnlyProperty();
  }

  /// Whether a copy is being made.
  public ReadOnlyBooleanProperty busyProperty() {
    return busy.getReadOnlyProperty();
  }

  /// The file that was written for another computer; empty before.
  public ReadOnlyObjectProperty<Optional<Path>> archiveProperty() {
    return archive.getReadOnlyProperty();
  }

  /// How it went.
  ReadOnlyObjectProperty<Status> statusProperty() {
    return status.getReadOnlyProperty();
  }
}
