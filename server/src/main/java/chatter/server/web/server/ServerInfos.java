package chatter.server.web.server;

import chatter.server.account.Accounts;
import chatter.server.invite.ServerSettings;
import chatter.shared.api.ServerInfo;
import java.util.function.IntSupplier;

/// What a stranger may know of this server, as it is now.
public final class ServerInfos {
  private final ServerSettings settings;
  private final Accounts accounts;
  private final IntSupplier online;
  private final String version;

  /// @param online how many people are online
  /// @param version the program's
  public ServerInfos(
      ServerSettings settings, Accounts accounts, IntSupplier online, String version) {
    this.settings = settings;
    this.accounts = accounts;
    this.online = online;
    this.version = version;
  }

  /// As it is now.
  public ServerInfo now() {
    return new ServerInfo(
        settings.id(),
        settings.name(),
        settings.registration(),
        accounts.none(),
        online.getAsInt(),
        version,
        settings.roomsBy());
  }
}
