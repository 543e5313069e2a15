package chatter.server.web.conversation;

import chatter.server.conversation.Rooms;
import chatter.server.people.Administration;
import chatter.server.session.Session;
import chatter.server.session.Sessions;
import chatter.server.web.api.Answer;
import chatter.server.web.api.AuditLog;
import chatter.server.web.api.Parameters;
import chatter.server.web.api.RequestBody;
import chatter.server.web.api.Routes;
import chatter.server.web.api.SearchPage;
import chatter.server.web.api.Throttle;
import chatter.server.web.api.TokenCheck;
import chatter.server.web.problem.Problems;
import chatter.shared.api.AccountsRequest;
import chatter.shared.api.ChangeRoomRequest;
import chatter.shared.api.ConversationResponse;
import chatter.shared.api.CreateRoomRequest;
import chatter.shared.api.RoomInfo;
import chatter.shared.api.RoomsBy;
import chatter.shared.api.RoomsResponse;
import chatter.shared.limits.FieldRule;
import chatter.shared.protocol.ConversationInfo;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Supplier;

/// Rooms and directs: found, made and changed.
public final class RoomResource implements Routes.Resource {
  private static final String ONE = "/api/conversations/{id}";

  private final TokenCheck tokens;
  private final Rooms rooms;
  private final Supplier<RoomsBy> makers;
  private final Throttle throttle;
  private final AuditLog audit;

  /// @param makers who makes rooms, as it is now
  public RoomResource(
      TokenCheck tokens, Rooms rooms, Supplier<RoomsBy> makers, Throttle throttle, AuditLog audit) {
    this.tokens = tokens;
    this.rooms = rooms;
    this.makers = makers;
    this.throttle = throttle;
    this.audit = audit;
  }

  @Override
  public void addTo(Routes routes) {
    routes.on("GET", "/api/rooms", this::search);
    routes.on("POST", "/api/conversations", this::make);
    routes.on("POST", "/api/directs", this::direct);
    routes.on("GET", ONE, this::find);
    routes.on("PATCH", ONE, this::change);
  }

  /// A page of rooms by title.
  private Answer search(HttpServletRequest request) {
    Session session = tokens.session(request);
    throttle.search(session.account());
    SearchPage.Found<Rooms.Found, String> found =
        SearchPage.page(
            rooms.search(
                session.account(), SearchPage.query(request), place(request), SearchPage.SIZE + 1),
            SearchPage.SIZE,
            RoomResource::next);
    return Answer.json(
        200,
        new RoomsResponse(found.page().stream().map(RoomResource::info).toList(), found.next()));
  }

  private static RoomInfo info(Rooms.Found room) {
    return new RoomInfo(
        room.id(),
        room.title(),
        room.topic(),
        room.visibility(),
        room.archived(),
        room.members(),
        room.lastAt(),
        room.joined());
  }

  /// Where a page ended; clients need not understand it.
  private static String next(Rooms.Found last) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((last.id() + " " + last.place()).getBytes(StandardCharsets.UTF_8));
  }

  private static Rooms.Place place(HttpServletRequest request) {
    String after = request.getParameter("after");
    if (after == null) {
      return null;
    }
    try {
      String[] parts =
          new String(Base64.getUrlDecoder().decode(after), StandardCharsets.UTF_8).split(" ", 2);
      return new Rooms.Place(parts[1], Long.parseLong(parts[0]));
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      throw Problems.badRequest("after is what next said before.");
    }
  }

  private Answer make(HttpServletRequest request) {
    Session session = tokens.session(request);
    CreateRoomRequest body = RequestBody.json(request, CreateRoomRequest.class);
    checkTitle(body.title());
    if (body.visibility() == null) {
      throw Problems.invalid("Say whether the room is open or private.", "visibility");
    }
    Rooms.NewRoom wanted = new Rooms.NewRoom(body.title(), body.topic(), body.visibility());
    throttle.roomMade(session.account());
    ConversationInfo made;
    try {
      made =
          rooms.make(
              session.account(),
              wanted,
              body.members(),
              Administration.acting(session.caller(), () -> makers.get() == RoomsBy.ADMINS));
    } catch (RuntimeException e) {
      throttle.roomNotMade(session.account());
      throw e;
    }
    audit.did(request, session.account(), "made " + body.visibility() + " room " + made.id());
    return Answer.json(201, new ConversationResponse(made));
  }

  private Answer direct(HttpServletRequest request) {
    Session session = tokens.session(request);
    AccountsRequest body = RequestBody.json(request, AccountsRequest.class);
    throttle.directMade(session.account());
    Rooms.Direct direct = null;
    try {
      direct = rooms.direct(session.account(), body.accounts(), Sessions.lasting(session.caller()));
    } finally {
      if (direct == null || !direct.made()) {
        throttle.directNotMade(session.account());
      }
    }
    return Answer.json(direct.made() ? 201 : 200, new ConversationResponse(direct.conversation()));
  }

  private Answer find(HttpServletRequest request) {
    Session session = tokens.session(request);
    return rooms
        .find(session.account(), Parameters.inPath(request, "id"))
        .map(found -> Answer.json(200, new ConversationResponse(found)))
        .orElseThrow(Problems::notFound);
  }

  private Answer change(HttpServletRequest request) {
    Session session = tokens.session(request);
    long id = Parameters.inPath(request, "id");
    ChangeRoomRequest body = RequestBody.json(request, ChangeRoomRequest.class);
    if (body.title() != null) {
      checkTitle(body.title());
    }
    Rooms.RoomChange wanted =
        new Rooms.RoomChange(
            body.title(),
            body.topic(),
            body.visibility(),
            body.archived(),
            body.confirm() != null && body.confirm());
    throttle.roomChange(session.account());
    ConversationInfo changed =
        rooms.change(session.account(), id, wanted, Sessions.lasting(session.caller()));
    audit.did(
        request,
        session.account(),
        "changed room "
            + id
            + "; it is "
            + changed.visibility()
            + (changed.archived() ? " and archived" : ""));
    return Answer.json(200, new ConversationResponse(changed));
  }

  private static void checkTitle(String title) {
    FieldRule.checkTitle(title)
        .ifPresent(rule -> {
          throw Problems.invalid(rule, "title");
        });
  }
}
