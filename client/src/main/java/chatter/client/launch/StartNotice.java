package chatter.client.launch;

import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.util.List;
import javax.swing.JOptionPane;
import javax.swing.JTextArea;

/// Shows why the program cannot start to whoever started it by a click and sees no terminal. By
/// what needs no JavaFX: Java's own windows, otherwise the small programs that desktops bring.
public final class StartNotice {
  private static final int COLUMNS = 50;

  private StartNotice() {}

  /// Shows it until it is closed. Does nothing where no window can be shown.
  public static void show(String title, String sentence) {
    if (!swing(title, sentence)) {
      for (List<String> command :
          List.of(
              List.of("zenity", "--error", "--no-markup", "--title", title, "--text", sentence),
              List.of("xmessage", "-center", "-title", title, sentence))) {
        if (shownBy(command)) {
          return;
        }
      }
    }
  }

  private static boolean swing(String title, String sentence) {
    try {
      if (GraphicsEnvironment.isHeadless()) {
        return false;
      }
      JTextArea words = new JTextArea(sentence);
      words.setColumns(COLUMNS);
      words.setLineWrap(true);
      words.setWrapStyleWord(true);
      words.setEditable(false);
      words.setOpaque(false);
      // Wraps only where its width is known.
      words.setSize(words.getPreferredSize());
      JOptionPane.showMessageDialog(null, words, title, JOptionPane.ERROR_MESSAGE);
      return true;
    } catch (RuntimeException | Error e) {
      // Whatever is missing keeps Java's windows from opening too. It was said on the terminal.
      return false;
    }
  }

  private static boolean shownBy(List<String> command) {
    try {
      return new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          <= 1;
    } catch (IOException e) {
      // It is not here.
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
