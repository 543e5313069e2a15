package chatter.server.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A wall clock for processes, that can be put forward and back while they run: Debian's
/// libfaketime. What they measure durations by stays as it is.
final class FakeClock {
  private static final List<String> PLACES =
      List.of(
          "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1",
          "/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1",
          "/usr/lib/faketime/libfaketimeMT.so.1",
          "/usr/local/lib/faketime/libfaketimeMT.so.1",
          "/usr/lib64/faketime/libfaketimeMT.so.1");

  /// Processes look at the file when more than one whole second of theirs has passed.
  static final long NOTICED_MILLIS = 2_500;

  private final Path library;
  private final Path file;

  private FakeClock(Path library, Path file) {
    this.library = library;
    this.file = file;
  }

  /// Skips the test where the library is missing.
  static FakeClock in(Path folder) throws IOException {
    Path library =
        PLACES.stream().map(Path::of).filter(Files::exists).findFirst().orElse(Path.of(""));
    Tools.need(!library.toString().isEmpty(), "libfaketime");
    FakeClock clock = new FakeClock(library, folder.resolve("clock"));
    clock.put(Duration.ZERO);
    return clock;
  }

  /// What a process needs in its environment.
  Map<String, String> environment() {
    return Map.of(
        "LD_PRELOAD", library.toString(),
        "FAKETIME_TIMESTAMP_FILE", file.toString(),
        "FAKETIME_CACHE_DURATION", "1",
        "FAKETIME_DONT_FAKE_MONOTONIC", "1",
        // Its mending of waits on the monotonic clock breaks those of the JVM.
        "FAKETIME_FORCE_MONOTONIC_FIX", "0");
  }

  /// Puts it so far from the real time. Processes see it after `NOTICED_MILLIS`.
  void put(Duration fromNow) throws IOException {
    Path next = file.resolveSibling("next-clock");
    Files.writeString(next, (fromNow.isNegative() ? "-" : "+") + fromNow.abs().toSeconds() + "\n");
    // In one step: the library must not read half of it.
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
