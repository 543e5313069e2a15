package chatter.server.benchmark.page;

import chatter.server.page.Browser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.openqa.selenium.HasCapabilities;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A line of our own to the window in front, in the Chrome DevTools Protocol: ChromeDriver passes
/// on commands, but not the events in which a trace comes. Any thread may call; listeners run on
/// the line's thread.
final class DevTools implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 150;
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<Long, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
  private final Map<String, Consumer<JsonNode>> listeners = new ConcurrentHashMap<>();
  private final AtomicLong commands = new AtomicLong();
  private final WebSocket socket;

  DevTools(Browser browser) {
    this.socket =
        http.newWebSocketBuilder()
            .buildAsync(address(browser), new Frames())
            .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
            .join();
  }

  /// Calls `listener` with the parameters of each event of that name from now on.
  void on(String event, Consumer<JsonNode> listener) {
    listeners.put(event, listener);
  }

  /// Says a command and waits for its answer.
  JsonNode call(String method, Map<String, ?> parameters) {
    long id = commands.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    asked.put(id, answer);
    String command =
        JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters));
    socket.sendText(command, true).join();
    JsonNode said = answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    if (said.has("error")) {
      throw new IllegalStateException(method + ": " + said.get("error"));
    }
    return said.path("result");
  }

  /// The same without parameters.
  JsonNode call(String method) {
    return call(method, Map.of());
  }

  /// What an expression comes to in the page; waits for it if it is a promise.
  JsonNode evaluate(String expression) {
    JsonNode answer =
        call(
            "Runtime.evaluate",
            Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
    if (answer.has("exceptionDetails")) {
      throw new IllegalStateException(answer.get("exceptionDetails").toString());
    }
    return answer.path("result").path("value");
  }

  @Override
  public void close() {
    socket.abort();
    http.shutdownNow();
    http.close();
  }

  private URI address(Browser browser) {
    Map<?, ?> options =
        (Map<?, ?>)
            ((HasCapabilities) browser.driver())
                .getCapabilities()
                .getCapability("goog:chromeOptions");
    URI list = URI.create("http://" + options.get("debuggerAddress") + "/json/list");
    try {
      String targets =
          http.send(HttpRequest.newBuilder(list).build(), BodyHandlers.ofString()).body();
      for (JsonNode target : JSON.readTree(targets)) {
        if (target.path("type").asString().equals("page")) {
          return URI.create(target.path("webSocketDebuggerUrl").asString());
        }
      }
      throw new IllegalStateException("no page in " + targets);
    } catch (IOException e) {
      throw new IllegalStateException("the browser does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private void take(JsonNode said) {
    if (said.has("id")) {
      CompletableFuture<JsonNode> answer = asked.remove(said.get("id").asLong());
      if (answer != null) {
        answer.complete(said);
      }
    } else {
      Consumer<JsonNode> listener = listeners.get(said.path("method").asString());
      if (listener != null) {
        listener.accept(said.path("params"));
      }
    }
  }

  /// What the browser says comes in pieces.
  private final class Frames implements WebSocket.Listener {
    private final StringBuilder pieces = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence piece, boolean last) {
      pieces.append(piece);
      if (last) {
        JsonNode said = JSON.readTree(pieces.toString());
        pieces.setLength(0);
        take(said);
      }
      from.request(1);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
      asked.values().forEach(answer -> answer.completeExceptionally(failure));
    }
  }
}
