package chatter.shared.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/// Answer to `POST /api/invites`: a new invite in every form in which it can be passed on. The code
/// is shown this once.
///
/// @param addresses where the server can be reached, as `https://192.168.1.20:8080`, the likeliest
///   first
/// @param fingerprint of the server's key, or null if it has none that a program should insist on
/// @param link for a browser; opens the page with the code filled in
/// @param appLink for the desktop app
/// @param qr the web link
public record InviteOffer(
    InviteInfo invite,
    List<String> addresses,
    @JsonInclude(JsonInclude.Include.ALWAYS) String fingerprint,
    String link,
    String appLink,
    QrCode qr) {
  public InviteOffer {
    addresses = List.copyOf(addresses);
  }

  /// Without the links, which hold the code.
  @Override
  public String toString() {
    return "InviteOffer[" + invite + "]";
  }
}
