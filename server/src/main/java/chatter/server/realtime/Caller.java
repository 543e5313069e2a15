package chatter.server.realtime;

/// Who a connection belongs to, fixed at the handshake.
///
/// @param account the account
/// @param session the login, a row of `active_users`
public record Caller(long account, long session) {}
