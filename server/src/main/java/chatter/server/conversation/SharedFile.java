package chatter.server.conversation;

/// A file that somebody may read.
///
/// @param id by which it is known on the wire
/// @param name as its sender calls it
/// @param mediaType by what is in it
/// @param bytes how many
/// @param hash SHA-256 in hex, by which its content is stored
public record SharedFile(String id, String name, String mediaType, long bytes, String hash) {}
