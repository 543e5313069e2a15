package chatter.server.web.account;

import chatter.server.account.Account;
import chatter.server.account.Avatars;
import chatter.server.picture.Picture;
import chatter.server.session.Session;
import chatter.server.session.Sessions;
import chatter.server.web.api.Answer;
import chatter.server.web.api.EntityTags;
import chatter.server.web.api.InFlightRequests;
import chatter.server.web.api.Parameters;
import chatter.server.web.api.RequestBody;
import chatter.server.web.api.Routes;
import chatter.server.web.api.Throttle;
import chatter.server.web.api.TokenCheck;
import chatter.server.web.problem.Problems;
import chatter.shared.api.AccountResponse;
import chatter.shared.limits.Limits;
import chatter.shared.protocol.AvatarUrl;
import jakarta.servlet.http.HttpServletRequest;
import java.util.OptionalLong;

/// Profile pictures: one's own, and everybody's by what is in them.
public final class AvatarResource implements Routes.Resource {
  private static final String OWN = "/api/account/avatar";
  private static final String FOR_EVER = "public, max-age=31536000, immutable";

  private final TokenCheck tokens;
  private final Sessions sessions;
  private final Avatars avatars;
  private final Throttle throttle;

  public AvatarResource(TokenCheck tokens, Sessions sessions, Avatars avatars, Throttle throttle) {
    this.tokens = tokens;
    this.sessions = sessions;
    this.avatars = avatars;
    this.throttle = throttle;
  }

  @Override
  public void addTo(Routes routes) {
    routes.on("PUT", OWN, this::set);
    routes.on("DELETE", OWN, this::remove);
    routes.on("GET", AvatarUrl.PATH + "*", this::show);
  }

  private Answer set(HttpServletRequest request) {
    Session session = tokens.session(request);
    throttle.upload(session.account());
    InFlightRequests.hold(request, Limits.AVATAR_BYTES);
    byte[] upload = RequestBody.bytes(request, Limits.AVATAR_BYTES);
    return answer(avatars.set(session.account(), upload, Sessions.lasting(session.caller())));
  }

  private Answer remove(HttpServletRequest request) {
    Session session = tokens.session(request);
    throttle.change(session.account());
    return answer(avatars.remove(session.account(), Sessions.lasting(session.caller())));
  }

  private static Answer answer(Account changed) {
    return Answer.json(200, new AccountResponse(changed.ownView()));
  }

  /// Without a login, because an `<img>` can send none; whoever does not know the picture cannot
  /// know its hash.
  private Answer show(HttpServletRequest request) {
    String hash = Parameters.below(request);
    String etag = '"' + hash + '"';
    Picture picture = avatars.find(hash).orElseThrow(Problems::notFound);
    Answer answer =
        EntityTags.matches(request.getHeader("If-None-Match"), etag)
            ? Answer.notModified()
            : Answer.bytes(picture.mediaType(), picture.bytes());
    return answer.with("Cache-Control", FOR_EVER).with("ETag", etag);
  }

  /// Who is about to send a picture: the account, if the request is an upload of somebody who has
  /// signed in. Asked before the body is read.
  ///
  /// @param path without what could stand for another
  /// @param authorization the header, or null
  public OptionalLong uploader(String method, String path, String authorization) {
    if (!method.equals("PUT") || !OWN.equals(path)) {
      return OptionalLong.empty();
    }
    return TokenCheck.token(authorization)
        .flatMap(sessions::resume)
        .map(session -> OptionalLong.of(session.account()))
        .orElseGet(OptionalLong::empty);
  }
}
