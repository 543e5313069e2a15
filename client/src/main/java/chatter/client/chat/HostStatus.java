package chatter.client.chat;

import java.util.Objects;

/// What the server of this chat does, as far as this program runs it.
///
/// @param problem why it does not run; empty if its person stopped it, or if it runs
public record HostStatus(State state, String problem) {
  /// What it does.
  public enum State {
    /// The server runs elsewhere, and what it does is not known here.
    ELSEWHERE,
    /// It opens its data and its port.
    STARTING,
    /// It can be reached.
    RUNNING,
    /// It does not run, and nobody but the person here can start it.
    STOPPED
  }

  /// Of a chat that is not hosted here.
  public static final HostStatus ELSEWHERE = new HostStatus(State.ELSEWHERE, "");

  public HostStatus {
    Objects.requireNonNull(state, "state is missing");
    Objects.requireNonNull(problem, "problem is missing");
  }
}
