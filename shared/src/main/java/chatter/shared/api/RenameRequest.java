package chatter.shared.api;

/// Body of `PATCH /api/account`.
public record RenameRequest(String name) {}
