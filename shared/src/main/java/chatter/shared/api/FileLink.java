package chatter.shared.api;

/// Where a file is, for the session that asked, for an hour. Paths below the server's address.
///
/// @param file its id
/// @param url the file itself, to be shown where its kind may be
/// @param small a picture in at most 560 by 560 pixels; the file itself if it has no preview
/// @param large in at most 1,120 by 1,120
/// @param save the file, to be saved whatever it is
public record FileLink(String file, String url, String small, String large, String save) {}
