package chatter.server.metrics;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What every Java program can tell of itself, by the names that Prometheus's own library for Java
/// has for it.
public final class ProcessMetrics {
  private static final double MILLIS_PER_SECOND = 1_000;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double BYTES_PER_KILOBYTE = 1_024;
  private static final String AREA = "area";
  private static final String COLLECTOR = "gc";

  private ProcessMetrics() {}

  /// All of them.
  public static List<Metric> all() {
    return List.of(
        Sampled.gauges(
            "jvm_memory_used_bytes",
            "Memory that Java uses, in its heap and beside it.",
            to -> {
              to.value((double) heap().getUsed(), AREA, "heap");
              to.value((double) beside().getUsed(), AREA, "nonheap");
            }),
        Sampled.gauges(
            "jvm_memory_max_bytes",
            "Memory that Java may use at most; -1 if nobody said.",
            to -> {
              to.value((double) heap().getMax(), AREA, "heap");
              to.value((double) beside().getMax(), AREA, "nonheap");
            }),
        Sampled.gauges(
            "jvm_buffer_pool_used_bytes",
            "Memory of buffers outside of the heap, by their kind.",
            to -> {
              for (BufferPoolMXBean pool :
                  ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
                to.value((double) pool.getMemoryUsed(), "pool", pool.getName());
              }
            }),
        Sampled.counters(
            "jvm_gc_collections_total",
            "How often the garbage collector ran.",
            to -> {
              for (GarbageCollectorMXBean gc : ManagementFactory.getGarbageCollectorMXBeans()) {
                to.value((double) gc.getCollectionCount(), COLLECTOR, gc.getName());
              }
            }),
        Sampled.counters(
            "jvm_gc_collection_seconds_total",
            "How long the garbage collector ran, in all.",
            to -> {
              for (GarbageCollectorMXBean gc : ManagementFactory.getGarbageCollectorMXBeans()) {
                to.value(gc.getCollectionTime() / MILLIS_PER_SECOND, COLLECTOR, gc.getName());
              }
            }),
        Sampled.gauge(
            "jvm_threads_current",
            "Threads of the system; virtual ones are not among them.",
            () -> ManagementFactory.getThreadMXBean().getThreadCount()),
        Sampled.counter(
            "process_cpu_seconds_total",
            "Time on all cores that the process has had.",
            () -> system().getProcessCpuTime() / NANOS_PER_SECOND),
        Sampled.gauge(
            "process_start_time_seconds",
            "When the process started, in seconds since 1970.",
            () -> ManagementFactory.getRuntimeMXBean().getStartTime() / MILLIS_PER_SECOND),
        Sampled.gauges(
            "process_open_fds",
            "Files and connections that are open; not on Windows.",
            to -> {
              if (system() instanceof UnixOperatingSystemMXBean unix) {
                to.value((double) unix.getOpenFileDescriptorCount());
              }
            }),
        Sampled.gauges(
            "process_max_fds",
            "How many files and connections may be open; not on Windows.",
            to -> {
              if (system() instanceof UnixOperatingSystemMXBean unix) {
                to.value((double) unix.getMaxFileDescriptorCount());
              }
            }),
        Sampled.gauges(
            "process_resident_memory_bytes",
            "Memory that the process has, as the system counts it; on Linux alone.",
            ProcessMetrics::resident));
  }

  private static MemoryUsage heap() {
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
  }

  private static MemoryUsage beside() {
    return ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage();
  }

  private static OperatingSystemMXBean system() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  }

  private static void resident(Metric.Samples to) {
    Path status = Path.of("/proc/self/status");
    try (var lines = Files.lines(status)) {
      lines
          .filter(line -> line.startsWith("VmRSS:"))
          .findFirst()
          .ifPresent(
              line -> to.value(Long.parseLong(line.replaceAll("\\D", "")) * BYTES_PER_KILOBYTE));
    } catch (IOException notLinux) {
      // There is nothing to say then.
    }
  }
}
