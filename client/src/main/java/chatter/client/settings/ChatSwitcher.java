package chatter.client.settings;

import java.util.List;

/// The chats this computer knows, and the way to them. JavaFX application thread only.
public interface ChatSwitcher {
  /// One of them.
  ///
  /// @param person who is signed in there; empty if nobody is
  /// @param current whether it is the one that shows
  record Chat(String id, String name, String person, boolean current) {}

  /// All of them, the one used last first.
  List<Chat> list();

  /// Goes to one; what is typed here stays.
  void open(String id);

  /// Goes to where another one can be joined.
  void join();
}
