package chatter.server.web.conversation;

import chatter.server.conversation.Rooms;
import chatter.server.session.Session;
import chatter.server.session.Sessions;
import chatter.server.web.api.Answer;
import chatter.server.web.api.AuditLog;
import chatter.server.web.api.Parameters;
import chatter.server.web.api.PresenceLookup;
import chatter.server.web.api.RequestBody;
import chatter.server.web.api.Routes;
import chatter.server.web.api.SearchPage;
import chatter.server.web.api.Throttle;
import chatter.server.web.api.TokenCheck;
import chatter.shared.api.AccountsRequest;
import chatter.shared.api.ChangeMineRequest;
import chatter.shared.api.ConversationResponse;
import chatter.shared.api.MemberInfo;
import chatter.shared.api.MembersResponse;
import chatter.shared.api.MineResponse;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.PresenceInfo;
import chatter.shared.protocol.ServerEvent.MineChanged;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;

/// Who belongs to a conversation, who looks after it, and what is one's own about it.
public final class MemberResource implements Routes.Resource {
  private static final String ALL = "/api/conversations/{id}/members";
  private static final String HOST = "/api/conversations/{id}/hosts/{account}";
  private static final int PAGE = 100;

  private final TokenCheck tokens;
  private final Rooms rooms;
  private final PresenceLookup presence;
  private final Throttle throttle;
  private final AuditLog audit;

  public MemberResource(
      TokenCheck tokens, Rooms rooms, PresenceLookup presence, Throttle throttle, AuditLog audit) {
    this.tokens = tokens;
    this.rooms = rooms;
    this.presence = presence;
    this.throttle = throttle;
    this.audit = audit;
  }

  @Override
  public void addTo(Routes routes) {
    routes.on("GET", ALL, this::list);
    routes.on("POST", ALL, this::add);
    routes.on("DELETE", ALL + "/{account}", this::remove);
    routes.on("PUT", HOST, request -> setHost(request, true));
    routes.on("DELETE", HOST, request -> setHost(request, false));
    routes.on("PUT", "/api/conversations/{id}/mine", this::setMine);
  }

  private Answer list(HttpServletRequest request) {
    Session session = tokens.session(request);
    throttle.search(session.account());
    SearchPage asked = SearchPage.of(request);
    SearchPage.Found<Rooms.Member, Long> found =
        SearchPage.page(
            rooms.members(
                session.account(),
                Parameters.inPath(request, "id"),
                asked.query(),
                asked.after(),
                PAGE + 1),
            PAGE,
            member -> member.account().id());
    Map<Long, PresenceInfo> here =
        presence.of(found.page().stream().map(member -> member.account().id()).toList());
    return Answer.json(
        200,
        new MembersResponse(
            found.page().stream()
                .map(member -> info(member, here.get(member.account().id())))
                .toList(),
            found.next()));
  }

  private static MemberInfo info(Rooms.Member member, PresenceInfo presence) {
    return new MemberInfo(
        member.account(),
        member.host(),
        member.role(),
        presence != null && presence.state() == PresenceInfo.State.ONLINE,
        presence == null ? null : presence.lastSeen());
  }

  private Answer add(HttpServletRequest request) {
    Session session = tokens.session(request);
    long id = Parameters.inPath(request, "id");
    AccountsRequest body = RequestBody.json(request, AccountsRequest.class);
    throttle.roomChange(session.account());
    ConversationInfo joined =
        rooms.add(session.account(), id, body.accounts(), Sessions.lasting(session.caller()));
    if (!body.accounts().equals(List.of(session.account()))) {
      audit.did(request, session.account(), "let accounts into room " + id);
    }
    return Answer.json(200, new ConversationResponse(joined));
  }

  private Answer remove(HttpServletRequest request) {
    Session session = tokens.session(request);
    long id = Parameters.inPath(request, "id");
    long account = Parameters.inPath(request, "account");
    throttle.roomChange(session.account());
    rooms.remove(session.account(), id, account, Sessions.lasting(session.caller()));
    if (account != session.account()) {
      audit.did(request, session.account(), "put account " + account + " out of room " + id);
    }
    return Answer.nothing();
  }

  private Answer setHost(HttpServletRequest request, boolean host) {
    Session session = tokens.session(request);
    long id = Parameters.inPath(request, "id");
    long account = Parameters.inPath(request, "account");
    throttle.roomChange(session.account());
    rooms.setHost(session.account(), id, account, host, Sessions.lasting(session.caller()));
    audit.did(
        request,
        session.account(),
        "made account " + account + (host ? " a host" : " no host") + " of room " + id);
    return Answer.nothing();
  }

  private Answer setMine(HttpServletRequest request) {
    Session session = tokens.session(request);
    ChangeMineRequest body = RequestBody.json(request, ChangeMineRequest.class);
    throttle.ownChange(session.account());
    MineChanged mine =
        rooms.setMine(
            session.account(),
            Parameters.inPath(request, "id"),
            new Rooms.MineChange(body.starred(), body.level(), body.unreadFrom()),
            Sessions.lasting(session.caller()));
    return Answer.json(
        200,
        new MineResponse(
            new MineResponse.Mine(
                mine.conversation(),
                mine.starred(),
                mine.level(),
                mine.readSeq(),
                mine.unread(),
                mine.mentions(),
                mine.host())));
  }
}
