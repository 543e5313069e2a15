package chatter.server.export;

import java.time.Instant;
import java.time.ZoneId;

/// Where an export comes from.
///
/// @param server what the chat is called
/// @param version the program's
/// @param at when it is written
/// @param zone whose times a page shows to a reader without scripts
public record Origin(String server, String version, Instant at, ZoneId zone) {}
