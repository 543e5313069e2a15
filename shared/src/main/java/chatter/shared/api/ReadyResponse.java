package chatter.shared.api;

/// Answer to `GET /api/ready`.
public record ReadyResponse(String status, String version) {}
