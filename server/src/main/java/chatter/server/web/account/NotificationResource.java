package chatter.server.web.account;

import chatter.server.account.InvalidNotificationsException;
import chatter.server.account.Notifications;
import chatter.server.session.Session;
import chatter.server.session.Sessions;
import chatter.server.web.api.Answer;
import chatter.server.web.api.RequestBody;
import chatter.server.web.api.Routes;
import chatter.server.web.api.Throttle;
import chatter.server.web.api.TokenCheck;
import chatter.server.web.problem.Problems;
import chatter.shared.api.NotificationsRequest;
import chatter.shared.api.NotificationsResponse;
import jakarta.servlet.http.HttpServletRequest;

/// What one has said about notifications.
public final class NotificationResource implements Routes.Resource {
  private final TokenCheck tokens;
  private final Notifications notifications;
  private final Throttle throttle;

  public NotificationResource(TokenCheck tokens, Notifications notifications, Throttle throttle) {
    this.tokens = tokens;
    this.notifications = notifications;
    this.throttle = throttle;
  }

  @Override
  public void addTo(Routes routes) {
    routes.on("GET", "/api/account/notifications", this::get);
    routes.on("PATCH", "/api/account/notifications", this::change);
  }

  private Answer get(HttpServletRequest request) {
    Session session = tokens.session(request);
    return Answer.json(200, new NotificationsResponse(notifications.get(session.account())));
  }

  private Answer change(HttpServletRequest request) {
    Session session = tokens.session(request);
    throttle.ownChange(session.account());
    NotificationsRequest body = RequestBody.json(request, NotificationsRequest.class);
    try {
      return Answer.json(
          200,
          new NotificationsResponse(
              notifications.change(
                  session.account(),
                  body.doNotDisturb(),
                  body.words(),
                  Sessions.lasting(session.caller()))));
    } catch (InvalidNotificationsException e) {
      throw Problems.invalid(e.getMessage(), e.field());
    }
  }
}
