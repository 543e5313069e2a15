package chatter.client.ui.dialog;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// A person who answers every question at once, always the same, and chooses no file.
public final class AskedDialogs implements Dialogs {
  /// The titles of the questions, in order.
  public final List<String> asked = new ArrayList<>();

  /// What is said to each.
  public boolean answer;

  @Override
  public void ask(Question question, Consumer<Boolean> asker) {
    asked.add(question.title());
    asker.accept(answer);
  }

  /// Takes the first answer if `answer`, and wants it remembered.
  @Override
  public <T> void choose(Choice<T> choice, BiConsumer<T, Boolean> asker) {
    asked.add(choice.title());
    if (answer) {
      asker.accept(choice.options().getFirst().value(), true);
    }
  }

  @Override
  public Optional<Path> choosePicture(String title, String kinds) {
    return Optional.empty();
  }

  @Override
  public Optional<Path> chooseFile(String title, String kind, String ending) {
    return Optional.empty();
  }

  @Override
  public List<Path> chooseFiles(String title) {
    return List.of();
  }

  @Override
  public Optional<Path> chooseNewFile(String title, String name) {
    return Optional.empty();
  }
}
