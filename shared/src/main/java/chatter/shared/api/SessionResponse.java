package chatter.shared.api;

import chatter.shared.protocol.AccountInfo;
import java.time.Instant;

/// Answer to `GET /api/session`: the login behind the token is good.
public record SessionResponse(AccountInfo account, Instant expiresAt) {}
