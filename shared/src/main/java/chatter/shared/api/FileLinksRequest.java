package chatter.shared.api;

import java.util.List;

/// Body of `POST /api/files/links`.
///
/// @param files ids of files that messages have
public record FileLinksRequest(List<String> files) {}
