package chatter.server;

import chatter.server.invite.InviteOffers;
import chatter.server.invite.Invites;
import chatter.server.invite.ServerAddresses;
import chatter.server.invite.ServerSettings;
import chatter.server.people.PasswordChanges;
import chatter.server.store.TransactionStep;
import chatter.server.web.server.ServerInfos;
import chatter.shared.api.InviteInfo;
import chatter.shared.api.InviteOffer;
import chatter.shared.api.PasswordResetOffer;
import chatter.shared.api.Registration;
import chatter.shared.api.ServerInfo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// The chat of a running server, for whoever runs it: no account is needed here, since the data is
/// in their hands anyway. Every call but `name`, `registration` and `online` blocks for a short
/// time. Safe for any thread, as long as the server runs.
public final class HostControl {
  private final ServerSettings settings;
  private final Invites invites;
  private final InviteOffers offers;
  private final ServerInfos infos;
  private final Supplier<ServerAddresses> reach;
  private final Function<String, Optional<PasswordChanges.Reset>> resets;

  HostControl(
      ServerSettings settings,
      Invites invites,
      InviteOffers offers,
      ServerInfos infos,
      Supplier<ServerAddresses> reach,
      Function<String, Optional<PasswordChanges.Reset>> resets) {
    this.settings = settings;
    this.invites = invites;
    this.offers = offers;
    this.infos = infos;
    this.reach = reach;
    this.resets = resets;
  }

  /// What its people call it.
  public String name() {
    return settings.name();
  }

  /// Calls it something else; returns when it is on the disk.
  ///
  /// @throws IllegalArgumentException with a sentence if that is no name
  public void rename(String name) {
    // Says what is wrong in words that the caller can show.
    String wanted = new ServerConfig.SettingsChange(name, null).name();
    settings.change(wanted, null);
  }

  /// Who may make an account.
  public Registration registration() {
    return settings.registration();
  }

  /// Says who may make an account; returns when it is on the disk.
  public void admit(Registration registration) {
    settings.change(null, registration);
  }

  /// Makes an invite.
  ///
  /// @param uses how many accounts may be made with it, 1 to 1,000; null for any number
  /// @param lasting up to 8,760 hours
  public InviteOffer invite(Integer uses, Duration lasting) {
    return offers.invite(
        invites.make(null, settings.name(), uses, lasting, TransactionStep.NOTHING), null);
  }

  /// The invites that can still be used, the newest first, without their codes.
  public List<InviteInfo> invites() {
    return invites.list();
  }

  /// Ends one invite.
  ///
  /// @return whether it was still good
  public boolean endInvite(long id) {
    return invites.end(id, TransactionStep.NOTHING);
  }

  /// Ends all invites.
  public void resetInvites() {
    invites.endAll(TransactionStep.NOTHING);
  }

  /// Makes a code with which somebody who forgot the password chooses another one; also the owner,
  /// whom nobody else can help.
  ///
  /// @return empty if no account has that email address
  public Optional<PasswordResetOffer> resetPassword(String email) {
    return resets.apply(email).map(reset -> offers.reset(reset.code(), reset.expiresAt(), null));
  }

  /// How many people are online.
  public int online() {
    return infos.now().online();
  }

  /// Whether there is no account yet; the first becomes the owner's.
  public boolean empty() {
    return infos.now().empty();
  }

  /// What a stranger may know of it.
  public ServerInfo info() {
    return infos.now();
  }

  /// Where others reach it, as `https://192.168.1.20:8080`, the likeliest first, virtual networks
  /// last; on a server for this computer only, its address here.
  public List<String> addresses() {
    ServerAddresses now = reach.get();
    return now.network().isEmpty() ? List.of(now.here()) : now.network();
  }
}
