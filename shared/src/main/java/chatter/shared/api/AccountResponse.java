package chatter.shared.api;

import chatter.shared.protocol.AccountInfo;

/// Answer that holds the caller's own account.
public record AccountResponse(AccountInfo account) {}
