package chatter.server.session;

/// Who asks for something to be done, and under which login. Both are looked at again in the
/// transaction that does it: between the first look and that moment lies as long as a client takes
/// to send its request's body.
public record Caller(long account, long session) {}
