package chatter.client.ui;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/// Questions that interrupt. JavaFX application thread only.
public interface Dialogs {
  /// A question with two answers.
  ///
  /// @param title the question
  /// @param text what it means
  /// @param yes the word on the button that does it
  /// @param no the word on the button that does not
  record Question(String title, String text, String yes, String no) {}

  /// Asks, without waiting for the answer.
  ///
  /// @param answer gets true if the person wants it
  void ask(Question question, Consumer<Boolean> answer);

  /// Lets the person choose a picture file.
  ///
  /// @param title above the list of files
  /// @param kinds what to call the kinds of file offered
  /// @return nothing if the person chose none
  Optional<Path> choosePicture(String title, String kinds);

  /// Lets the person choose a file of one kind.
  ///
  /// @param title above the list of files
  /// @param kind what to call that kind
  /// @param ending how the names of such files end, with its dot
  /// @return nothing if the person chose none
  Optional<Path> chooseFile(String title, String kind, String ending);

  /// Lets the person choose where a new file is to be written.
  ///
  /// @param title above the list of files
  /// @param name what the file is called unless the person says otherwise, with its ending
  /// @return nothing if the person chose none
  Optional<Path> chooseNewFile(String title, String name);
}
