package chatter.server.benchmark;

import chatter.server.figures.Figure;
import chatter.server.figures.Figures;
import chatter.server.figures.Sections;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// The few pieces of code that run for every message, each by itself in a JVM of its own: to see
/// what a change to one of them brings. Nothing here has a goal.
final class HotSpotsPart implements Sections.Section {
  private static final String WHERE = "^chatter\\.server\\.realtime\\.\\w+Spots\\.";

  @Override
  public void run(boolean quick) throws RunnerException {
    Options options =
        new OptionsBuilder()
            .include(WHERE)
            .mode(Mode.AverageTime)
            .timeUnit(TimeUnit.NANOSECONDS)
            .forks(1)
            .warmupIterations(3)
            .warmupTime(TimeValue.milliseconds(quick ? 300 : 1_000))
            .measurementIterations(5)
            .measurementTime(TimeValue.milliseconds(quick ? 200 : 1_000))
            .jvmArgsAppend("--sun-misc-unsafe-memory-access=allow")
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build();
    new Runner(options).run().forEach(HotSpotsPart::tell);
  }

  private static void tell(RunResult run) {
    Result<?> result = run.getPrimaryResult();
    double error = result.getScoreError();
    Figures.record(
        new Figure(
            "hot spot: " + name(run),
            "-",
            String.format(Locale.ROOT, "%,.0f ns ± %,.0f", result.getScore(), error),
            true,
            "",
            Map.of("meanNanos", result.getScore(), "errorNanos", error)));
  }

  /// Such as `encodeAndJoin, lines 8`.
  private static String name(RunResult run) {
    String label = run.getPrimaryResult().getLabel();
    return run.getParams().getParamsKeys().stream()
        .map(key -> ", " + key + " " + run.getParams().getParam(key))
        .collect(Collectors.joining("", label, ""));
  }
}
