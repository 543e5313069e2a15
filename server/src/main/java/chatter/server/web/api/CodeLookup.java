package chatter.server.web.api;

import chatter.server.invite.InviteRefusedException;
import chatter.server.people.ResetRefusedException;
import chatter.server.web.guard.ClientAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Supplier;

/// Uses a code that somebody typed, an invite's or one for another password. Only guessing is
/// slowed down: that there was such a code, or that something else was wrong, costs nobody a try.
/// Safe for any thread.
public final class CodeLookup {
  private final Throttle throttle;
  private final AuditLog audit;

  /// @param throttle counts the guesses of an address
  /// @param audit is told of every code that was refused
  public CodeLookup(Throttle throttle, AuditLog audit) {
    this.throttle = throttle;
    this.audit = audit;
  }

  /// Does what takes a code, and throws what that throws.
  ///
  /// @throws chatter.server.web.problem.ProblemException 429 if the address guessed too often
  public <T> T by(HttpServletRequest request, Supplier<T> use) {
    String address = ClientAddress.of(request);
    throttle.code(address);
    T found;
    try {
      found = use.get();
    } catch (RuntimeException e) {
      if (isGuess(request, e)) {
        throttle.codeWasWrong(address);
      } else {
        throttle.codeWasThere(address);
      }
      throw e;
    }
    throttle.codeWasThere(address);
    return found;
  }

  private boolean isGuess(HttpServletRequest request, RuntimeException failure) {
    return switch (failure) {
      case InviteRefusedException refused -> {
        audit.failed(request, "an invite was refused: " + refused.reason());
        yield refused.reason() == InviteRefusedException.Reason.UNKNOWN;
      }
      case ResetRefusedException refused -> {
        audit.failed(request, "a code for another password was refused: " + refused.reason());
        yield refused.reason() == ResetRefusedException.Reason.UNKNOWN;
      }
      default -> false;
    };
  }
}
