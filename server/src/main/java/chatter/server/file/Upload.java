package chatter.server.file;

import java.time.Instant;

/// A file on its way, or come to its end.
///
/// @param id a UUID in lower case, by which a message names it
/// @param account whose it is
/// @param length in bytes, as announced
/// @param name as its sender calls it
/// @param createdAt when it was announced
/// @param finished whether it is stored as a content; a message can name it from then on
public record Upload(
    String id, long account, long length, String name, Instant createdAt, boolean finished) {}
