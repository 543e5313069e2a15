package chatter.server.invite;

import chatter.shared.api.InviteInfo;
import chatter.shared.api.InviteOffer;
import chatter.shared.api.PasswordResetOffer;
import chatter.shared.invite.InviteLink;
import chatter.shared.invite.ShortCode;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// Makes of a code what can be handed to somebody: links that lead to this server, and a picture of
/// one. Safe for any thread.
public final class InviteOffers {
  /// A picture with more in it is hard to read for a telephone.
  private static final int MOST_ADDRESSES = 4;

  private final ServerSettings settings;
  private final Supplier<ServerAddresses> reach;

  /// @param settings what the server is called
  /// @param reach asked each time, because networks come and go
  public InviteOffers(ServerSettings settings, Supplier<ServerAddresses> reach) {
    this.settings = settings;
    this.reach = reach;
  }

  /// An invite in every form.
  ///
  /// @param invite with its code
  /// @param asked the address, as `https://chat.example.org`, at which somebody just reached the
  ///   server, or null if that is one of this computer only
  public InviteOffer invite(InviteInfo invite, String asked) {
    ServerAddresses now = reach.get();
    List<String> addresses = addresses(now, asked);
    String code = ShortCode.parse(invite.code(), ShortCode.INVITE_LENGTH).orElseThrow().value();
    InviteLink link = new InviteLink(code, now.fingerprint(), addresses, settings.name());
    String web = link.web(addresses.getFirst());
    return new InviteOffer(invite, addresses, now.fingerprint(), web, link.app(), QrShape.of(web));
  }

  /// A code for another password with its link.
  ///
  /// @param asked as for an invite
  public PasswordResetOffer reset(ShortCode code, Instant expiresAt, String asked) {
    String base = addresses(reach.get(), asked).getFirst();
    return new PasswordResetOffer(code.shown(), base + "/#reset=" + code.value(), expiresAt);
  }

  private static List<String> addresses(ServerAddresses reach, String asked) {
    Set<String> addresses = new LinkedHashSet<>();
    if (asked != null) {
      addresses.add(asked);
    }
    addresses.addAll(reach.network());
    if (addresses.isEmpty()) {
      addresses.add(reach.here());
    }
    return addresses.stream().limit(MOST_ADDRESSES).toList();
  }
}
