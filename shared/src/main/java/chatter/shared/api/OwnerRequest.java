package chatter.shared.api;

/// Body of `POST /api/owner`: whose the server is to be from now on.
public record OwnerRequest(long account) {}
