package chatter.client.chat.text;

import java.net.URI;
import javafx.scene.Node;

/// What a text that is shown needs to know of people, and can ask for. JavaFX application thread
/// only.
public interface TextActions {
  /// What somebody is called; null if that is not known.
  String nameOf(long account);

  /// What to write for somebody who is mentioned; never null.
  String mentionOf(long account);

  /// Whether a mention of this account is one of the reader.
  boolean meansReader(long account);

  /// Opens an address in the browser.
  void open(URI address);

  /// Shows who somebody is, and what can be done with them.
  ///
  /// @param beside where to show it
  void showPerson(long account, Node beside);
}
