package chatter.server.web.account;

import chatter.server.account.Avatars;
import chatter.server.session.Session;
import chatter.server.session.Sessions;
import chatter.server.web.api.Answer;
import chatter.server.web.api.ApiServlet;
import chatter.server.web.api.InFlightRequests;
import chatter.server.web.api.RequestBody;
import chatter.server.web.api.Throttle;
import chatter.server.web.api.TokenCheck;
import chatter.shared.api.AccountResponse;
import chatter.shared.limits.Limits;

/// `PUT` and `DELETE /api/account/avatar`: another profile picture, or none.
public final class AvatarServlet extends ApiServlet {
  private static final long serialVersionUID = 1L;

  public AvatarServlet(TokenCheck tokens, Sessions sessions, Avatars avatars, Throttle throttle) {
    on(
        "PUT",
        request -> {
          Session session = tokens.session(request);
          throttle.upload(session.account());
          InFlightRequests.hold(request, Limits.AVATAR_BYTES);
          byte[] upload = RequestBody.bytes(request, Limits.AVATAR_BYTES);
          return Answer.json(
              200,
              new AccountResponse(
                  avatars
                      .set(session.account(), upload, sessions.lasting(session.caller()))
                      .ownView()));
        });
    on(
        "DELETE",
        request -> {
          Session session = tokens.session(request);
          throttle.change(session.account());
          return Answer.json(
              200,
              new AccountResponse(
                  avatars.remove(session.account(), sessions.lasting(session.caller())).ownView()));
        });
  }
}
