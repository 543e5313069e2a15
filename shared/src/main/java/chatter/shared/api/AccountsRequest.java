package chatter.shared.api;

import java.util.List;

/// Body of `POST /api/directs`, with those to talk to, and of `POST
/// /api/conversations/{id}/members`, with those to come in.
///
/// @param accounts their numbers
public record AccountsRequest(List<Long> accounts) {}
