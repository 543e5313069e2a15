package chatter.shared.api;

import java.util.List;

/// Answer to `GET /api/invites`: those that can still be used, the newest first, without their
/// codes.
public record InvitesResponse(List<InviteInfo> invites) {
  public InvitesResponse {
    invites = List.copyOf(invites);
  }
}
