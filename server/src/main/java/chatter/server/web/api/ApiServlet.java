package chatter.server.web.api;

import chatter.server.account.InvalidFieldException;
import chatter.server.account.NameTakenException;
import chatter.server.conversation.RoomRefusedException;
import chatter.server.file.FileRefusedException;
import chatter.server.invite.InviteRefusedException;
import chatter.server.limit.OverloadedException;
import chatter.server.people.NotAllowedException;
import chatter.server.people.ResetRefusedException;
import chatter.server.picture.PictureRefusedException;
import chatter.server.session.SessionEndedException;
import chatter.server.store.StorageException;
import chatter.server.web.guard.Origins;
import chatter.server.web.problem.ProblemException;
import chatter.server.web.problem.Problems;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.jetty.http.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One address of the API, with what each method does there. Turns everything that can go wrong
/// into a problem; what nobody foresaw is logged, without the request, and answered with 500.
final class ApiServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final Logger log = LoggerFactory.getLogger(ApiServlet.class);
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  private final transient Map<String, Routes.Action> actions = new TreeMap<>();

  /// Says what a method does.
  void on(String method, Routes.Action action) {
    actions.put(method, action);
    if (method.equals("GET")) {
      // Jetty drops the body of the answer to HEAD.
      actions.put("HEAD", action);
    }
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean sending = false;
    try {
      Answer answer;
      try {
        answer = answer(request);
        InFlightRequests.hold(request, answer.bytes());
      } catch (RuntimeException e) {
        answer = Answer.of(problem(e));
      }
      answer.send(request, response, () -> InFlightRequests.end(request));
      sending = true;
    } finally {
      // Whatever else went wrong: what is never sent is not under way for ever.
      if (!sending) {
        InFlightRequests.end(request);
      }
    }
  }

  private Answer answer(HttpServletRequest request) {
    String method = request.getMethod();
    if (method.equals("OPTIONS") && !actions.containsKey(method)) {
      return Answer.nothing().with("Allow", allowed());
    }
    Routes.Action action = actions.get(method);
    if (action == null) {
      throw Problems.methodNotAllowed(allowed());
    }
    if (!READING.contains(method) && !Origins.allowed(Origins.Call.of(request))) {
      throw Problems.foreignOrigin();
    }
    return action.answer(request);
  }

  private String allowed() {
    Set<String> methods = new TreeSet<>(actions.keySet());
    methods.add("OPTIONS");
    return String.join(", ", methods);
  }

  private static ProblemException problem(RuntimeException e) {
    return switch (e) {
      case ProblemException refused -> refused;
      // Jetty decodes a query when somebody first asks for a part of it.
      case RuntimeException _ when e instanceof HttpException refused && refused.getCode() < 500 ->
          Problems.badRequest("The address cannot be read.");
      case InvalidFieldException invalid ->
          Problems.invalid(invalid.rule(), invalid.rule().field());
      case InviteRefusedException refused -> Problems.of(refused.reason());
      case ResetRefusedException refused -> Problems.of(refused.reason());
      case NotAllowedException refused -> Problems.of(refused.reason());
      case RoomRefusedException refused -> Problems.of(refused);
      case FileRefusedException refused -> Problems.of(refused);
      case NameTakenException taken -> Problems.nameTaken(taken.suggestion());
      case SessionEndedException ended -> Problems.unauthorized();
      case PictureRefusedException picture -> Problems.picture(picture.reason());
      case OverloadedException busy -> {
        log.warn("{}", busy.getMessage());
        yield Problems.busy();
      }
      case StorageException storage -> {
        log.error("storage: {}", storage.getMessage());
        yield Problems.storage(storage.kind());
      }
      default -> {
        log.error("a request failed", e);
        yield Problems.internal();
      }
    };
  }
}
