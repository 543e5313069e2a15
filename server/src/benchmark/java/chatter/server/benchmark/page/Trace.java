package chatter.server.benchmark.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/// What the page's main thread did over some time, by Chromium's own tracing: every task from its
/// begin to its end, however short, and inside it what the browser and the scripts did.
final class Trace {
  private static final String TASKS = "disabled-by-default-devtools.timeline";
  private static final String STEPS = "devtools.timeline";
  private static final String COLLECTOR = "v8";
  private static final String TASK = "RunTask";
  private static final String MAIN_THREAD = "CrRendererMain";
  private static final long PATIENCE_SECONDS = 120;

  private final Map<Place, List<Event>> events = new HashMap<>();
  private final List<Place> mainThreads = new ArrayList<>();

  private Trace() {}

  /// Traces while something is done.
  static Work of(DevTools devTools, Runnable what) {
    Trace trace = new Trace();
    CompletableFuture<JsonNode> complete = new CompletableFuture<>();
    devTools.on("Tracing.dataCollected", data -> data.path("value").forEach(trace::take));
    devTools.on("Tracing.tracingComplete", complete::complete);
    devTools.call(
        "Tracing.start",
        Map.of(
            "transferMode",
            "ReportEvents",
            "traceConfig",
            Map.of(
                "recordMode",
                "recordUntilFull",
                "traceBufferSizeInKb",
                600_000,
                "excludedCategories",
                List.of("*"),
                "includedCategories",
                List.of(TASKS, STEPS, COLLECTOR))));
    long begin = System.nanoTime();
    what.run();
    double seconds = (System.nanoTime() - begin) / 1e9;
    devTools.call("Tracing.end");
    JsonNode end = complete.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    if (end.path("dataLossOccurred").asBoolean()) {
      throw new IllegalStateException("the browser lost a part of the trace");
    }
    return trace.work(seconds);
  }

  private void take(JsonNode event) {
    Place place = new Place(event.path("pid").asLong(), event.path("tid").asLong());
    String name = event.path("name").asString();
    if (name.equals("thread_name")) {
      if (event.path("args").path("name").asString().equals(MAIN_THREAD)) {
        mainThreads.add(place);
      }
    } else if (event.path("ph").asString().equals("X")) {
      events
          .computeIfAbsent(place, k -> new ArrayList<>())
          .add(new Event(name, event.path("ts").asLong(), event.path("dur").asLong()));
    }
  }

  /// A browser keeps a spare process with a main thread of its own; the page's is the busy one.
  private Work work(double seconds) {
    List<Event> busiest =
        mainThreads.stream()
            .map(thread -> events.getOrDefault(thread, List.of()))
            .max(Comparator.comparingLong(Trace::busyMicros))
            .orElseThrow(() -> new IllegalStateException("no main thread in the trace"));
    double[] tasks =
        busiest.stream()
            .filter(event -> event.name.equals(TASK))
            .mapToDouble(event -> event.micros / 1_000.0)
            .sorted()
            .toArray();
    if (tasks.length == 0) {
      throw new IllegalStateException("no tasks in the trace");
    }
    return new Work(tasks, ownMillis(busiest), seconds);
  }

  private static long busyMicros(List<Event> events) {
    return events.stream()
        .filter(event -> event.name.equals(TASK))
        .mapToLong(event -> event.micros)
        .sum();
  }

  /// How long each kind of step took without the steps inside it.
  private static Map<String, Double> ownMillis(List<Event> events) {
    List<Event> ordered = new ArrayList<>(events);
    ordered.sort(
        Comparator.comparingLong((Event event) -> event.begin)
            .thenComparing(event -> event.micros, Comparator.reverseOrder()));
    Map<String, Double> own = new HashMap<>();
    List<Event> open = new ArrayList<>();
    for (Event event : ordered) {
      while (!open.isEmpty() && open.getLast().end() <= event.begin) {
        open.removeLast();
      }
      if (!open.isEmpty()) {
        own.merge(open.getLast().name, -event.micros / 1_000.0, Double::sum);
      }
      own.merge(event.name, event.micros / 1_000.0, Double::sum);
      open.add(event);
    }
    return own;
  }

  private record Place(long process, long thread) {}

  private record Event(String name, long begin, long micros) {
    private long end() {
      return begin + micros;
    }
  }
}
