package chatter.server.web;

import chatter.server.account.Avatars;
import chatter.server.session.Session;
import chatter.server.session.Sessions;
import chatter.shared.api.AccountResponse;
import chatter.shared.limits.Limits;

/// `PUT` and `DELETE /api/account/avatar`: another profile picture, or none.
final class AvatarServlet extends ApiServlet {
  private static final long serialVersionUID = 1L;

  AvatarServlet(TokenCheck tokens, Sessions sessions, Avatars avatars, Throttle throttle) {
    on(
        "PUT",
        request -> {
          Session session = tokens.session(request);
          throttle.upload(session.account());
          Underway.hold(request, Limits.AVATAR_BYTES);
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
