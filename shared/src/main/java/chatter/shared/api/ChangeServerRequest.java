package chatter.shared.api;

/// Body of `PATCH /api/server`. What is null stays as it is.
public record ChangeServerRequest(String name, Registration registration) {}
