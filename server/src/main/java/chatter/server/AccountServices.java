package chatter.server;

import chatter.server.account.Account;
import chatter.server.account.Accounts;
import chatter.server.account.Avatars;
import chatter.server.account.Notifications;
import chatter.server.account.PasswordHasher;
import chatter.server.conversation.Conversations;
import chatter.server.conversation.Rooms;
import chatter.server.invite.InviteOffers;
import chatter.server.invite.Invites;
import chatter.server.invite.Joining;
import chatter.server.invite.ServerAddresses;
import chatter.server.invite.ServerSettings;
import chatter.server.people.Administration;
import chatter.server.people.PasswordChanges;
import chatter.server.realtime.Audience;
import chatter.server.realtime.Hub;
import chatter.server.realtime.Realtime;
import chatter.server.session.SessionRules;
import chatter.server.session.Sessions;
import chatter.server.store.Database;
import chatter.server.web.Api;
import chatter.server.web.server.ServerInfos;
import java.time.Clock;
import java.util.function.Supplier;

/// Accounts and how people come in, put together by hand.
final class AccountServices {
  private final Api.People people;
  private final Api.Door door;
  private final Supplier<ServerAddresses> reach;
  private final Database database;
  private final Clock clock;

  /// @param hasher stays the caller's to close
  /// @param reach where the server is, asked when somebody is invited
  AccountServices(
      ServerConfig config,
      Open open,
      PasswordHasher hasher,
      Clock clock,
      Supplier<ServerAddresses> reach) {
    this.reach = reach;
    this.database = open.database();
    this.clock = clock;
    Hub hub = open.hub();
    Audience told = open.told();
    Accounts accounts =
        new Accounts(database, hasher, clock, open.conversations().newMembers(), told);
    Sessions sessions =
        new Sessions(database, accounts, SessionRules.standard(config.sessionGrace()), clock, told);
    PasswordChanges resets = new PasswordChanges(database, accounts, sessions, clock);
    this.people =
        new Api.People(
            accounts,
            new Avatars(database, accounts),
            sessions,
            new Administration(
                database, accounts, sessions, resets, open.rooms().signInSwitched(), clock),
            resets,
            new Notifications(database, told));
    ServerSettings settings = new ServerSettings(database);
    settings.change(config.settings().name(), config.settings().registration());
    Invites invites = new Invites(database, settings, clock);
    this.door =
        new Api.Door(
            settings,
            invites,
            new Joining(accounts, invites),
            new InviteOffers(settings, reach),
            new ServerInfos(settings, accounts, hub::online, Version.current()));
  }

  Api.People people() {
    return people;
  }

  Api.Door door() {
    return door;
  }

  Sessions sessions() {
    return people.sessions();
  }

  /// Who connects.
  Realtime.People connecting() {
    return new Realtime.People(
        people.sessions()::lasts,
        id -> people.accounts().find(id).filter(a -> !a.disabled()).map(Account::ownView),
        people.notifications()::get);
  }

  HostControl chat() {
    return new HostControl(
        door.settings(),
        door.invites(),
        door.offers(),
        door.infos(),
        reach,
        email -> PasswordChanges.issue(database, email, clock));
  }

  /// What is open already.
  ///
  /// @param hub who is connected to this server
  /// @param told to whom everything is told
  record Open(
      Database database, Hub hub, Audience told, Conversations conversations, Rooms rooms) {}
}
