package chatter.server.store;

/// What a change is about, and nothing else: it changes only what belongs to one conversation and
/// what one account has done, and reads only what no change with another scope makes different.
///
/// @param conversation its id
/// @param account the id of the one who asks for it
public record Scope(long conversation, long account) {}
