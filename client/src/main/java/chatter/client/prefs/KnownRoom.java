package chatter.client.prefs;

/// The conversation an account was in when the program ended.
///
/// @param id its number at the server
/// @param title what stood above it
/// @param members how many accounts belonged to it
public record KnownRoom(long id, String title, int members) {}
