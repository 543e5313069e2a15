package chatter.client.chat.composer;

import chatter.client.chat.file.FileWords;
import chatter.client.net.ChatSession;
import chatter.client.net.outbox.OutboxException;
import chatter.client.net.outbox.OutboxFile;
import chatter.client.ui.Texts;
import chatter.shared.limits.Limits;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The files chosen for the message that is being written. Each is copied at once, so that it can
/// be changed or taken away afterwards; what cannot be sent is said before anything is. JavaFX
/// application thread only.
public final class ChosenFiles {
  private final ChatSession session;
  private final Texts texts;
  private final Executor ui;
  private final ObservableList<ChosenFile> files = FXCollections.observableArrayList();
  private final ObservableList<ChosenFile> readable =
      FXCollections.unmodifiableObservableList(files);
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
  private Long limit;

  ChosenFiles(ChatSession session, Texts texts, Executor ui) {
    this.session = session;
    this.texts = texts;
    this.ui = ui;
  }

  /// In the order in which they are sent. Changes too when one of them was copied.
  public ObservableList<ChosenFile> list() {
    return readable;
  }

  /// Why something was not taken, in words; empty if all was.
  public ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /// The largest file the server takes; null for any.
  void setLimit(Long bytes) {
    limit = bytes;
  }

  /// Adds files, and says what is wrong with those that cannot be added.
  public void add(List<ChosenFile.Source> sources) {
    problem.set("");
    for (ChosenFile.Source source : sources) {
      String refused = refusal(source);
      if (refused == null) {
        add(source);
      } else if (problem.get().isEmpty()) {
        problem.set(refused);
      }
    }
  }

  private String refusal(ChosenFile.Source source) {
    if (source.folder()) {
      return texts.say("file.refused.folder", source.name());
    } else if (source.bytes() == 0) {
      return texts.say("file.refused.empty", source.name());
    } else if (limit != null && source.bytes() > limit) {
      return tooLarge(source.name());
    } else if (files.size() >= Limits.FILES_PER_MESSAGE) {
      return texts.say("file.refused.tooMany", Limits.FILES_PER_MESSAGE);
    }
    return null;
  }

  private String tooLarge(String name) {
    return texts.say("file.refused.tooLarge", name, FileWords.size(texts, limit));
  }

  private void add(ChosenFile.Source source) {
    ChosenFile file = new ChosenFile(source);
    files.add(file);
    CompletableFuture<OutboxFile> copying =
        session
            .keep(source.open(), source.name())
            .thenApply(copy -> PictureSize.of(session.copyOf(copy), copy));
    var _ =
        copying.whenCompleteAsync(
            (copy, failure) -> {
              int at = files.indexOf(file);
              if (failure == null && at >= 0) {
                copied(file, at, copy);
              } else if (failure == null) {
                session.forget(copy);
              } else if (at >= 0) {
                files.remove(at);
                problem.set(
                    texts.say(
                        isDisk(failure) ? "file.refused.noRoom" : "file.refused.unreadable",
                        source.name()));
              }
            },
            ui);
  }

  private void copied(ChosenFile file, int at, OutboxFile copy) {
    if (copy.bytes() == 0 || (limit != null && copy.bytes() > limit)) {
      files.remove(at);
      session.forget(copy);
      problem.set(
          copy.bytes() == 0 ? texts.say("file.refused.empty", file.name()) : tooLarge(file.name()));
      return;
    }
    file.keptAs(copy);
    // Who watches hears of it as of a file that was put in place of itself.
    files.set(at, file);
  }

  private static boolean isDisk(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof OutboxException) {
        return true;
      }
    }
    return false;
  }

  /// Takes one off.
  public void remove(ChosenFile file) {
    problem.set("");
    files.remove(file);
    if (file.kept() != null) {
      session.forget(file.kept());
    }
  }

  /// Whether some are not copied yet.
  boolean copying() {
    return files.stream().anyMatch(file -> file.kept() == null);
  }

  /// The copies.
  List<OutboxFile> kept() {
    return files.stream().map(ChosenFile::kept).toList();
  }

  /// They go with a message now.
  void sent() {
    files.clear();
    problem.set("");
  }
}
