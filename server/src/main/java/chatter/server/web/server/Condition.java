package chatter.server.web.server;

import java.util.Optional;

/// How the server is, asked whenever somebody wants to know. Any thread.
public interface Condition {
  /// What does not work; empty if everything does. Costs nothing.
  Optional<String> ailing();

  /// Why nobody new should be sent here; empty if they may. May wait for the database for a moment.
  Optional<NotReady> notReady();

  /// Why a server is alive and yet not for new people.
  enum NotReady {
    /// It is about to stop.
    DRAINING,
    /// It has not seen its database lately.
    DATABASE,
    /// Nobody is served.
    FAILING
  }
}
