package chatter.server.web;

import chatter.server.account.Accounts;
import chatter.server.account.Avatars;
import chatter.server.account.Notifications;
import chatter.server.conversation.Conversations;
import chatter.server.conversation.Rooms;
import chatter.server.file.Contents;
import chatter.server.file.FileLinks;
import chatter.server.file.Uploads;
import chatter.server.invite.InviteOffers;
import chatter.server.invite.Invites;
import chatter.server.invite.Joining;
import chatter.server.invite.ServerSettings;
import chatter.server.limit.HeapShare;
import chatter.server.metrics.Metric;
import chatter.server.people.Administration;
import chatter.server.people.PasswordChanges;
import chatter.server.search.Search;
import chatter.server.session.Sessions;
import chatter.server.web.account.AccountResource;
import chatter.server.web.account.AvatarResource;
import chatter.server.web.account.NotificationResource;
import chatter.server.web.api.AdminCheck;
import chatter.server.web.api.AuditLog;
import chatter.server.web.api.InFlightRequests;
import chatter.server.web.api.PresenceLookup;
import chatter.server.web.api.Routes;
import chatter.server.web.api.Throttle;
import chatter.server.web.api.TokenCheck;
import chatter.server.web.conversation.ConversationResource;
import chatter.server.web.conversation.MemberResource;
import chatter.server.web.conversation.RoomResource;
import chatter.server.web.file.FileTransfers;
import chatter.server.web.file.UploadResource;
import chatter.server.web.invite.InviteResource;
import chatter.server.web.people.PeopleResource;
import chatter.server.web.search.SearchResource;
import chatter.server.web.server.Condition;
import chatter.server.web.server.ServerInfos;
import chatter.server.web.server.ServerResource;
import chatter.server.web.session.SessionResource;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;

/// The HTTP API: all that is below `/api`, a resource each.
public final class Api implements Routes.Resource {
  private final AvatarResource avatars;
  private final Talk talk;
  private final Sessions sessions;
  private final Throttle throttle;
  private final FileTransfers.Traffic files = FileTransfers.Traffic.begin();
  private final List<Routes.Resource> resources;

  /// @param people accounts, and what becomes of them
  /// @param door how people come in
  /// @param talk what they say, where, and whether they are here
  /// @param requestsAtOnce of one account
  /// @param condition how the server is
  /// @param version of the program, for `GET /api/health`
  public Api(
      People people,
      Door door,
      Talk talk,
      Throttle throttle,
      int requestsAtOnce,
      Condition condition,
      String version) {
    Accounts accounts = people.accounts();
    this.sessions = people.sessions();
    this.talk = talk;
    this.throttle = throttle;
    TokenCheck tokens =
        new TokenCheck(sessions, throttle, new InFlightRequests(requestsAtOnce, HeapShare.bytes()));
    AdminCheck admins = new AdminCheck(tokens, accounts);
    AuditLog audit = new AuditLog();
    this.avatars = new AvatarResource(tokens, sessions, people.avatars(), throttle);
    this.resources =
        List.of(
            new ServerResource(admins, door.settings(), door.infos(), condition, version, audit),
            new AccountResource(tokens, accounts, door.joining(), people.resets(), throttle, audit),
            avatars,
            new NotificationResource(tokens, people.notifications(), throttle),
            new SessionResource(tokens, accounts, sessions, throttle, audit),
            new PeopleResource(
                tokens,
                admins,
                accounts,
                people.administration(),
                door.offers(),
                talk.presence(),
                throttle,
                audit),
            new InviteResource(
                admins, door.invites(), door.offers(), door.infos(), throttle, audit),
            new ConversationResource(tokens, talk.conversations()),
            new SearchResource(tokens, talk.search(), throttle),
            new RoomResource(tokens, talk.rooms(), door.settings()::roomsBy, throttle, audit),
            new MemberResource(tokens, talk.rooms(), talk.presence(), throttle, audit),
            new UploadResource(
                tokens,
                talk.files().uploads(),
                talk.conversations(),
                talk.files().links(),
                talk.files().most()));
  }

  @Override
  public void addTo(Routes routes) {
    resources.forEach(resource -> resource.addTo(routes));
    routes.nothingElse("/api/*");
  }

  /// What it counts.
  List<Metric> metrics() {
    return Stream.of(throttle.metrics(), files.all()).<Metric>flatMap(List::stream).toList();
  }

  /// What carries the bytes of files.
  ///
  /// @param next what everything else goes on to
  Handler transfers(Handler next, LongSupplier nanoTime) {
    return new FileTransfers(
        next,
        new FileTransfers.Files(
            talk.files().uploads(),
            talk.files().contents(),
            talk.files().links(),
            talk.conversations(),
            sessions),
        throttle,
        talk.files().downloadsAtOnce(),
        nanoTime,
        files);
  }

  /// Who is about to send a picture; see `AvatarResource`.
  OptionalLong uploader(Request request) {
    return avatars.uploader(
        request.getMethod(),
        request.getHttpURI().getCanonicalPath(),
        request.getHeaders().get(HttpHeader.AUTHORIZATION));
  }

  /// Accounts, and what becomes of them.
  public record People(
      Accounts accounts,
      Avatars avatars,
      Sessions sessions,
      Administration administration,
      PasswordChanges resets,
      Notifications notifications) {}

  /// What people say, where, and whether they are here.
  public record Talk(
      Conversations conversations,
      Rooms rooms,
      PresenceLookup presence,
      Search search,
      Files files) {}

  /// Files on their way and those that were sent.
  ///
  /// @param most bytes of one
  /// @param downloadsAtOnce of one account
  public record Files(
      Uploads uploads, Contents contents, FileLinks links, long most, int downloadsAtOnce) {}

  /// How people come in.
  public record Door(
      ServerSettings settings,
      Invites invites,
      Joining joining,
      InviteOffers offers,
      ServerInfos infos) {}
}
