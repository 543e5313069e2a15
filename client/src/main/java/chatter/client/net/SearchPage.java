package chatter.client.net;

import chatter.shared.api.SearchResponse;

/// Messages that were found.
///
/// @param kept whether only what is on this computer was looked through, because the server did not
///   answer
public record SearchPage(SearchResponse response, boolean kept) {}
