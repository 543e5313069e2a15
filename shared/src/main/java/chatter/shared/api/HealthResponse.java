package chatter.shared.api;

/// Answer to `GET /api/health`.
public record HealthResponse(String status, String version) {}
