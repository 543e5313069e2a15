package chatter.server.web.problem;

import chatter.server.conversation.RoomRefusedException;
import chatter.server.file.FileRefusedException;
import chatter.server.invite.InviteRefusedException;
import chatter.server.people.NotAllowedException;
import chatter.server.people.ResetRefusedException;
import chatter.server.picture.PictureRefusedException;
import chatter.server.store.StorageException;
import chatter.shared.api.Problem;
import chatter.shared.api.ProblemCode;
import chatter.shared.limits.FieldRule;
import chatter.shared.limits.Limits;
import chatter.shared.search.SearchException;
import java.util.Optional;

/// Every way in which an HTTP call is refused, in one place: status, code and words.
public final class Problems {
  /// RFC 9457.
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final int BUSY_RETRY_SECONDS = 3;
  private static final String PICTURE = "picture";
  private static final String FILE = "file";
  private static final String INVITE = "invite";
  private static final String CODE = "code";

  private Problems() {}

  /// 400: it cannot be read.
  public static ProblemException badRequest(String detail) {
    return problem(400, "Bad request", detail, ProblemCode.BAD_REQUEST, null);
  }

  /// 401: no token, or one that opens nothing.
  public static ProblemException unauthorized() {
    return problem(401, "Unauthorized", "Sign in first.", ProblemCode.UNAUTHORIZED, null)
        .with("WWW-Authenticate", "Bearer");
  }

  /// 401: the same for an unknown email address and a wrong password.
  public static ProblemException badCredentials() {
    return problem(
        401, "Unauthorized", "Email or password is wrong.", ProblemCode.BAD_CREDENTIALS, null);
  }

  /// 403, and not 401: the login itself is good.
  public static ProblemException wrongPassword() {
    return problem(
        403,
        "Forbidden",
        "That is not your present password.",
        ProblemCode.WRONG_PASSWORD,
        "oldPassword");
  }

  /// 403: whoever runs the server has closed the account.
  public static ProblemException accountDisabled() {
    return problem(
        403, "Forbidden", "This account was disabled.", ProblemCode.ACCOUNT_DISABLED, null);
  }

  /// 403: another site's page made the browser call.
  public static ProblemException foreignOrigin() {
    return problem(
        403,
        "Forbidden",
        "Pages of other sites may not call this. If this is the chat's own page, a proxy in front"
            + " changes the address that the server is called by.",
        ProblemCode.FOREIGN_ORIGIN,
        null);
  }

  /// 404.
  public static ProblemException notFound() {
    return problem(404, "Not found", "There is nothing here.", ProblemCode.NOT_FOUND, null);
  }

  /// 405.
  public static ProblemException methodNotAllowed(String allowed) {
    return problem(
            405,
            "Method not allowed",
            "Here one can " + allowed + ".",
            ProblemCode.METHOD_NOT_ALLOWED,
            null)
        .with("Allow", allowed);
  }

  /// 400: plain HTTP where TLS is spoken.
  public static ProblemException httpsOnly() {
    return problem(
        400,
        "Bad request",
        "This server speaks https only; put https:// in front of its address.",
        ProblemCode.HTTPS_ONLY,
        null);
  }

  /// 408: the body did not come, or not all of it.
  public static ProblemException incomplete() {
    return problem(408, "Request timeout", "The body did not arrive.", ProblemCode.INCOMPLETE, null)
        .with("Connection", "close");
  }

  /// 421: the server was called by a name that is none of its own.
  public static ProblemException unknownHost() {
    return problem(
        421,
        "Misdirected request",
        "This server does not go by that name. Whoever runs it can add it with --public-url.",
        ProblemCode.UNKNOWN_HOST,
        null);
  }

  /// 409.
  public static ProblemException emailTaken() {
    return problem(
        409,
        "Conflict",
        "There is an account with that email address. Sign in instead.",
        ProblemCode.EMAIL_TAKEN,
        "email");
  }

  /// 409: that name, or one that looks like it, is somebody else's.
  ///
  /// @param suggestion a name like it that is free
  public static ProblemException nameTaken(Optional<String> suggestion) {
    return new ProblemException(
        new Problem(
            409,
            "Conflict",
            "Somebody here has that name, or one that looks like it."
                + suggestion.map(other -> " " + other + " is free.").orElse(""),
            ProblemCode.NAME_TAKEN.wireName(),
            "name",
            suggestion.orElse(null),
            null));
  }

  /// 413.
  public static ProblemException tooLarge(int bytes) {
    return problem(
        413,
        "Content too large",
        "At most " + bytes + " bytes are taken.",
        ProblemCode.TOO_LARGE,
        null);
  }

  /// 415: a body that should have been JSON.
  public static ProblemException notJson() {
    return problem(
        415,
        "Unsupported media type",
        "Send the body as application/json.",
        ProblemCode.UNSUPPORTED_MEDIA_TYPE,
        null);
  }

  /// 422: a field breaks a rule.
  ///
  /// @param field as the caller calls it, which may differ from the rule's own
  public static ProblemException invalid(FieldRule rule, String field) {
    return new ProblemException(
        new Problem(
            422,
            "Unprocessable content",
            rule.message(),
            ProblemCode.INVALID.wireName(),
            field,
            null,
            rule.name()));
  }

  /// 422: a field is no text where it should be, or the like.
  public static ProblemException wrongType(String field) {
    return problem(
        422, "Unprocessable content", "A field is not of its type.", ProblemCode.INVALID, field);
  }

  /// 404, 409, 413, 422, 429 or 507: a file that is not taken.
  public static ProblemException of(FileRefusedException refused) {
    return switch (refused.reason()) {
      case UNKNOWN -> notFound();
      case EMPTY -> invalid("There is nothing in the file.", FILE);
      case TOO_LARGE ->
          problem(
              413,
              "Content too large",
              "A file has at most " + refused.bytes() + " bytes here.",
              ProblemCode.TOO_LARGE,
              FILE);
      case QUOTA ->
          problem(
              413,
              "Content too large",
              "Within 24 hours you can send " + refused.bytes() + " bytes of files.",
              ProblemCode.QUOTA,
              FILE);
      case TOO_MANY ->
          problem(
              413,
              "Content too large",
              "Within 24 hours you can send " + refused.bytes() + " files.",
              ProblemCode.QUOTA,
              FILE);
      case STORAGE_FULL -> storage(StorageException.Kind.FULL);
      case WRONG_OFFSET ->
          problem(
                  409,
                  "Conflict",
                  "The upload goes on at byte " + refused.bytes() + ".",
                  ProblemCode.WRONG_OFFSET,
                  null)
              .with("Upload-Offset", Long.toString(refused.bytes()));
      case TAKEN_OVER ->
          problem(
              409, "Conflict", "Another request goes on with it.", ProblemCode.WRONG_OFFSET, null);
      case TOO_MANY_AT_ONCE -> tooManyAtOnce();
    };
  }

  /// 412: another version of the upload protocol.
  public static ProblemException tusVersion(String versions) {
    return problem(
            412,
            "Precondition failed",
            "Uploads are sent by tus " + versions + ".",
            ProblemCode.BAD_REQUEST,
            null)
        .with("Tus-Version", versions);
  }

  /// 415: the body of an upload that does not say that it is one.
  public static ProblemException notOffsetStream() {
    return problem(
        415,
        "Unsupported media type",
        "Send the body as application/offset+octet-stream.",
        ProblemCode.UNSUPPORTED_MEDIA_TYPE,
        null);
  }

  /// 403: a link to a file whose time is over, or whose login ended.
  public static ProblemException linkEnded() {
    return problem(
        403,
        "Forbidden",
        "This link has ended. Open the file from the chat.",
        ProblemCode.LINK_ENDED,
        null);
  }

  /// 410: the file's message is there, and its content is not.
  public static ProblemException fileMissing() {
    return problem(
        410, "Gone", "This file is not available any more.", ProblemCode.FILE_MISSING, null);
  }

  /// 416: a part of a file that it does not have.
  public static ProblemException notInRange(long bytes) {
    return problem(
            416,
            "Range not satisfiable",
            "The file has " + bytes + " bytes.",
            ProblemCode.BAD_REQUEST,
            null)
        .with("Content-Range", "bytes */" + bytes);
  }

  /// 413, 415 or 422: a picture that cannot be used.
  public static ProblemException picture(PictureRefusedException.Reason reason) {
    return switch (reason) {
      case TOO_LARGE -> tooLarge(Limits.AVATAR_BYTES);
      case UNKNOWN_TYPE ->
          problem(
              415,
              "Unsupported media type",
              "A picture is PNG, JPEG, GIF or WebP.",
              ProblemCode.UNSUPPORTED_MEDIA_TYPE,
              PICTURE);
      case TOO_MANY_PIXELS -> invalidPicture("The picture has too many pixels.");
      case TOO_COSTLY -> invalidPicture("The picture takes too long to decode. Save it anew.");
      case BROKEN -> invalidPicture("The picture is damaged or cut short.");
      case EMPTY -> invalidPicture("Nothing is to be seen in the picture.");
    };
  }

  private static ProblemException invalidPicture(String detail) {
    return problem(422, "Unprocessable content", detail, ProblemCode.INVALID, PICTURE);
  }

  /// 429.
  public static ProblemException rateLimited(long retryMillis) {
    long seconds = Math.max(1, Math.ceilDiv(retryMillis, 1_000L));
    return problem(
            429,
            "Too many requests",
            "Too many tries. Wait " + seconds + " s.",
            ProblemCode.RATE_LIMITED,
            null)
        .with("Retry-After", Long.toString(seconds));
  }

  /// 429: too many requests of one account are still under way.
  public static ProblemException tooManyAtOnce() {
    return problem(
            429,
            "Too many requests",
            "Too many requests at once. Wait until some are answered.",
            ProblemCode.RATE_LIMITED,
            null)
        .with("Retry-After", "1");
  }

  /// 500.
  public static ProblemException internal() {
    return problem(500, "Internal server error", "The server failed.", ProblemCode.INTERNAL, null);
  }

  /// 503: try again.
  public static ProblemException busy() {
    return problem(
            503, "Service unavailable", "The server is busy. Try again.", ProblemCode.BUSY, null)
        .with("Retry-After", Integer.toString(BUSY_RETRY_SECONDS));
  }

  /// 503: the server takes requests and cannot do what it is for.
  public static ProblemException failing(String what) {
    return problem(
            503,
            "Service unavailable",
            "The server does not work: " + what + ".",
            ProblemCode.FAILING,
            null)
        .with("Retry-After", Integer.toString(BUSY_RETRY_SECONDS));
  }

  /// 503: others are to go elsewhere, because the server stops soon.
  public static ProblemException draining() {
    return problem(
        503,
        "Service unavailable",
        "The server is about to stop. Those who are there are served.",
        ProblemCode.DRAINING,
        null);
  }

  /// 503: nothing can be read or stored at the moment.
  public static ProblemException databaseAway() {
    return problem(
        503,
        "Service unavailable",
        "The server has not seen its database for some seconds.",
        ProblemCode.DATABASE,
        null);
  }

  /// 403, 404 or 410: somebody may not join.
  public static ProblemException of(InviteRefusedException.Reason reason) {
    return switch (reason) {
      case NEEDED ->
          forbidden(
              "Joining this chat takes an invite. Ask its people for one.",
              ProblemCode.INVITE_NEEDED);
      case CLOSED ->
          forbidden("This chat takes nobody new at the moment.", ProblemCode.REGISTRATION_CLOSED);
      case UNKNOWN ->
          problem(
              404,
              "Not found",
              "There is no such invite. Check the code, or ask for a new one.",
              ProblemCode.INVITE_UNKNOWN,
              INVITE);
      case EXPIRED ->
          problem(
              410,
              "Gone",
              "This invite's time is over. Ask for a new one.",
              ProblemCode.INVITE_EXPIRED,
              INVITE);
      case USED ->
          problem(
              410,
              "Gone",
              "This invite was used up. Ask for a new one.",
              ProblemCode.INVITE_USED,
              INVITE);
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
              ProblemCode.RESET_UNKNOWN,
              CODE);
      case EXPIRED ->
          problem(
              410,
              "Gone",
              "This code's time is over. Ask for a new one.",
              ProblemCode.RESET_EXPIRED,
              CODE);
      case USED ->
          problem(
              410, "Gone", "This code was used. Ask for a new one.", ProblemCode.RESET_USED, CODE);
    };
  }

  /// 403, 404 or 409: somebody may not do that to an account.
  public static ProblemException of(NotAllowedException.Reason reason) {
    return switch (reason) {
      case FORBIDDEN -> forbidden();
      case OWNER_STAYS ->
          problem(
              409,
              "Conflict",
              "Nobody can do that to the owner's account.",
              ProblemCode.OWNER_STAYS,
              null);
      case UNKNOWN -> notFound();
    };
  }

  /// 403, 404, 409 or 422: something about a conversation or its members.
  public static ProblemException of(RoomRefusedException refused) {
    return switch (refused.reason()) {
      case UNKNOWN -> notFound();
      case FORBIDDEN -> forbidden();
      case TITLE_TAKEN ->
          conflict(refused, "There is an open room of that title.", ProblemCode.TITLE_TAKEN);
      case LIMIT_REACHED ->
          conflict(refused, "There are as many as there may be.", ProblemCode.LIMIT_REACHED);
      case CONFIRM_NEEDED ->
          conflict(
              refused,
              "Everybody will be able to read what was said here. Say that this is wanted.",
              ProblemCode.CONFIRM_NEEDED);
      case LOBBY_STAYS ->
          conflict(
              refused,
              "This is the room that everybody is in: nobody leaves it, and it stays open.",
              ProblemCode.LOBBY_STAYS);
      case INVALID -> invalid(refused.detail().orElse("A field breaks a rule."), refused.field());
    };
  }

  private static ProblemException conflict(
      RoomRefusedException refused, String detail, ProblemCode code) {
    return problem(409, "Conflict", refused.detail().orElse(detail), code, refused.field());
  }

  /// 403: the caller's role is not enough.
  public static ProblemException forbidden() {
    return problem(403, "Forbidden", "Your account may not do this.", ProblemCode.FORBIDDEN, null);
  }

  /// 422: a number is out of its range, or the like.
  public static ProblemException invalid(String detail, String field) {
    return problem(422, "Unprocessable content", detail, ProblemCode.INVALID, field);
  }

  /// 422: what is looked for cannot be read, or means nobody or nothing.
  ///
  /// @param field of the request
  public static ProblemException of(SearchException refused, String field) {
    return problem(
        422,
        "Unprocessable content",
        refused.getMessage(),
        ProblemCode.of(refused.reason()),
        field);
  }

  private static ProblemException forbidden(String detail, ProblemCode code) {
    return problem(403, "Forbidden", detail, code, INVITE);
  }

  /// 500, 503 or 507: the database did not do it.
  public static ProblemException storage(StorageException.Kind kind) {
    return switch (kind) {
      case FULL ->
          problem(
              507,
              "Insufficient storage",
              "The server's disk is full. Reading still works.",
              ProblemCode.STORAGE_FULL,
              null);
      case BUSY, IN_DOUBT -> busy();
      case UNUSABLE, FAILED -> internal();
    };
  }

  /// What is refused before a servlet sees it: a request that is no HTTP, a websocket that may not
  /// be.
  public static Problem ofStatus(int status) {
    return switch (status) {
      case 400 -> badRequest("The request cannot be read.").problem();
      case 401 -> unauthorized().problem();
      case 403 -> foreignOrigin().problem();
      case 404 -> notFound().problem();
      case 413 ->
          problem(413, "Content too large", "Too large.", ProblemCode.TOO_LARGE, null).problem();
      case 414 ->
          problem(414, "URI too long", "The address is too long.", ProblemCode.TOO_LARGE, null)
              .problem();
      case 426 ->
          problem(
                  426,
                  "Upgrade required",
                  "Here is only a websocket.",
                  ProblemCode.UPGRADE_REQUIRED,
                  null)
              .problem();
      case 431 ->
          problem(
                  431,
                  "Request header fields too large",
                  "Too many headers.",
                  ProblemCode.TOO_LARGE,
                  null)
              .problem();
      case 503 -> busy().problem();
      default ->
          status < 500
              ? problem(
                      status, "Refused", "The request was refused.", ProblemCode.BAD_REQUEST, null)
                  .problem()
              : internal().problem();
    };
  }

  private static ProblemException problem(
      int status, String title, String detail, ProblemCode code, String field) {
    return new ProblemException(new Problem(status, title, detail, code.wireName(), field));
  }
}
