package chatter.client.ui.dialog;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
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

  /// A question with several answers, of which one may be remembered.
  ///
  /// @param title the question
  /// @param text what it means
  /// @param options what can be done, the safest first
  /// @param cancel the word on the button that leaves everything as it is
  /// @param remember the words beside the box for not being asked again
  record Choice<T>(
      String title, String text, List<Option<T>> options, String cancel, String remember) {
    public Choice {
      options = List.copyOf(options);
    }
  }

  /// One of the answers.
  ///
  /// @param value what it stands for
  /// @param word on its button
  /// @param danger whether it takes something from somebody
  record Option<T>(T value, String word, boolean danger) {}

  /// Asks, without waiting for the answer. Nothing is called if the person leaves everything as it
  /// is.
  ///
  /// @param answer gets what was chosen, and whether that is to be remembered
  <T> void choose(Choice<T> choice, BiConsumer<T, Boolean> answer);

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

  /// Lets the person choose files of any kind.
  ///
  /// @param title above the list of files
  /// @return none if the person chose none
  List<Path> chooseFiles(String title);

  /// Lets the person choose where a new file is to be written.
  ///
  /// @param title above the list of files
  /// @param name what the file is called unless the person says otherwise, with its ending
  /// @return nothing if the person chose none
  Optional<Path> chooseNewFile(String title, String name);
}
