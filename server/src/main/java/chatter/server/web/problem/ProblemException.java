package chatter.server.web.problem;

import chatter.shared.api.Problem;
import java.util.Map;

/// Ends a request with a problem as its answer. Not a failure of the program, so without a stack
/// trace.
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;
  private final transient Map<String, String> headers;

  private ProblemException(Problem problem, Map<String, String> headers) {
    super(problem.code(), null, false, false);
    this.problem = problem;
    this.headers = headers;
  }

  ProblemException(Problem problem) {
    this(problem, Map.of());
  }

  /// The same with one header in the answer.
  ProblemException with(String header, String value) {
    return new ProblemException(problem, Map.of(header, value));
  }

  public Problem problem() {
    return problem;
  }

  public Map<String, String> headers() {
    return headers;
  }
}
