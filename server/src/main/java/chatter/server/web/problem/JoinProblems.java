package chatter.server.web.problem;

import chatter.server.invite.InviteRefusedException;
import chatter.server.session.NotAllowedException;
import chatter.server.session.ResetRefusedException;
import chatter.shared.api.Problem;

/// Every way in which joining and administering are refused: status, code and words.
public final class JoinProblems {
  private static final String INVITE = "invite";
  private static final String CODE = "code";

  private JoinProblems() {}

  /// 403, 404 or 410: somebody may not join.
  public static ProblemException of(InviteRefusedException.Reason reason) {
    return switch (reason) {
      case NEEDED ->
          forbidden("Joining this chat takes an invite. Ask its people for one.", "invite_needed");
      case CLOSED -> forbidden("This chat takes nobody new at the moment.", "registration_closed");
      case UNKNOWN ->
          problem(
              404,
              "Not found",
              "There is no such invite. Check the code, or ask for a new one.",
              "invite_unknown",
              INVITE);
      case EXPIRED ->
          problem(
              410,
              "Gone",
              "This invite's time is over. Ask for a new one.",
              "invite_expired",
              INVITE);
      case USED ->
          problem(
              410, "Gone", "This invite was used up. Ask for a new one.", "invite_used", INVITE);
    };
  }

  /// 404 or 410: a code for another password cannot be used.
  public static ProblemException of(ResetRefusedException.Reason reason) {
    return switch (reason) {
      case UNKNOWN ->
          problem(
              404,
              "Not found",
              "There is no such code. Check it, or ask for a new one.",
              "reset_unknown",
              CODE);
      case EXPIRED ->
          problem(
              410, "Gone", "This code's time is over. Ask for a new one.", "reset_expired", CODE);
      case USED ->
          problem(410, "Gone", "This code was used. Ask for a new one.", "reset_used", CODE);
    };
  }

  /// 403, 404 or 409: somebody may not do that to an account.
  public static ProblemException of(NotAllowedException.Reason reason) {
    return switch (reason) {
      case FORBIDDEN -> forbidden();
      case OWNER_STAYS ->
          problem(
              409, "Conflict", "Nobody can do that to the owner's account.", "owner_stays", null);
      case UNKNOWN -> Problems.notFound();
    };
  }

  /// 403: the caller's role is not enough.
  public static ProblemException forbidden() {
    return problem(403, "Forbidden", "Your account may not do this.", "forbidden", null);
  }

  /// 422: a number is out of its range, or the like.
  public static ProblemException invalid(String detail, String field) {
    return problem(422, "Unprocessable content", detail, "invalid", field);
  }

  private static ProblemException forbidden(String detail, String code) {
    return problem(403, "Forbidden", detail, code, INVITE);
  }

  private static ProblemException problem(
      int status, String title, String detail, String code, String field) {
    return new ProblemException(new Problem(status, title, detail, code, field));
  }
}
