package chatter.shared.api;

import chatter.shared.protocol.StrictJson;
import tools.jackson.databind.json.JsonMapper;

/// The only JSON of the HTTP side. Safe for any thread.
public final class ApiJson {
  /// Reads as strictly as the websocket's codec.
  public static final JsonMapper MAPPER = StrictJson.mapper();

  private ApiJson() {}
}
