package chatter.server.training;

import chatter.server.ServerMain;
import chatter.server.store.PrivateFiles;
import chatter.server.tls.Encryption;
import chatter.server.tls.TlsFiles;
import chatter.server.tls.TlsTrust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Makes the cache with which a server starts warm: Java's own, of the classes that it loads (JEP
/// 514) and of the profiles by which it compiles them (JEP 515). A server in a process of its own,
/// on this computer and in a folder of its own, is used for some seconds by many people (`Crowd`),
/// and Java writes the cache when that process ends. One that does not fit, because it is of
/// another Java or other flags, costs a server nothing but its use. Jars are another matter: Java
/// 25 does not see that they have changed (JDK-8377932) and runs what they were, so whoever changes
/// one removes the cache first.
public final class TrainingRun {
  private static final Duration START = Duration.ofSeconds(60);

  /// For making accounts and the use, whatever else the computer does.
  private static final Duration USE = Duration.ofSeconds(60);

  private static final Duration WRITING = Duration.ofMinutes(2);
  private static final Duration LOOK = Duration.ofSeconds(60);
  private static final Duration TIDY_UP = Duration.ofSeconds(2);
  private static final Duration STEP = Duration.ofMillis(50);
  private static final Path NICE = Path.of("/usr/bin/nice");
  private static final int IN_PLAIN_TEXT = 40;
  private static final int ENCRYPTED = 20;
  private static final Pattern ADDRESS = Pattern.compile(TrainedServer.ADDRESS);
  private static final Pattern COMPLAINT = Pattern.compile("ERROR|Exception");

  private final JavaProgram program;
  private final Path cache;
  private final Duration time;

  /// @param program for whose starts the cache is
  /// @param cache the file, which may be there
  /// @param time how long the server is used
  public TrainingRun(JavaProgram program, Path cache, Duration time) {
    this.program = program;
    this.cache = cache.toAbsolutePath();
    this.time = time;
  }

  /// Whether there is a cache that fits, if its jars are the same. Starts a JVM, which takes a
  /// fraction of a second.
  public boolean fits() throws TrainingException {
    // No class of the program is run: Java looks at the cache, and tells its version.
    List<String> command =
        program.command(
            List.of("-XX:AOTMode=on", "-XX:AOTCache=" + cache), TrainedServer.class.getName());
    command.set(command.size() - 1, "--version");
    try {
      Process process = process(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
      return ended(process, LOOK) && process.exitValue() == 0;
    } catch (IOException e) {
      throw new TrainingException("Java could not be started: " + e.getMessage(), e);
    }
  }

  /// Makes it, in some 20 seconds on an ordinary computer. What was there goes at once: it may be
  /// of other jars.
  ///
  /// @throws TrainingException with a sentence that says why there is none
  public void write() throws TrainingException {
    Path fresh = cache.resolveSibling("." + cache.getFileName() + ".new");
    try {
      Files.createDirectories(cache.getParent());
      Files.deleteIfExists(cache);
      Files.deleteIfExists(fresh);
      Path folder = Files.createTempDirectory("chatter-training");
      Thread caller = Thread.currentThread();
      CountDownLatch tidied = new CountDownLatch(1);
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> cutOff(caller, tidied), "end of the training"));
      try {
        train(folder, fresh);
        publish(fresh);
      } finally {
        Files.deleteIfExists(fresh);
        // Java's own, between the run and the cache.
        Files.deleteIfExists(fresh.resolveSibling(fresh.getFileName() + ".config"));
        remove(folder);
        tidied.countDown();
      }
    } catch (TrainingException e) {
      throw e;
    } catch (IOException e) {
      throw new TrainingException("it could not be written: " + e, e);
    }
  }

  /// The same in a process of the lowest priority, where the system has `nice`: what others want of
  /// the processor comes first. It says on this one's output what there is to say.
  ///
  /// @return whether it is there now
  public boolean writeInBackground() throws TrainingException {
    List<String> command =
        program.command(List.of(), ServerMain.class.getName(), "make-cache", cache.toString());
    if (Files.isExecutable(NICE)) {
      command.addAll(0, List.of(NICE.toString(), "-n", "19"));
    }
    try {
      Process process = new ProcessBuilder(command).inheritIO().start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "end of the training"));
      return process.waitFor() == 0;
    } catch (IOException e) {
      throw new TrainingException("Java could not be started: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /// Whoever ends this process leaves nothing behind.
  private static void cutOff(Thread caller, CountDownLatch tidied) {
    if (tidied.getCount() == 0) {
      return;
    }
    caller.interrupt();
    try {
      var _ = tidied.await(TIDY_UP.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void train(Path folder, Path fresh) throws IOException {
    Path said = folder.resolve("said");
    TlsFiles key =
        Encryption.own(
                folder.resolve("key"), () -> Set.of("localhost", "127.0.0.1"), Clock.systemUTC())
            .files();
    List<String> command =
        program.command(
            List.of("-XX:AOTCacheOutput=" + fresh),
            TrainedServer.class.getName(),
            folder.toString(),
            key.certificate().toString(),
            key.key().toString());
    Process process =
        process(command).redirectOutput(said.toFile()).directory(folder.toFile()).start();
    try {
      try (Crowd plain = new Crowd(address("http", process, said), IN_PLAIN_TEXT, null);
          Crowd encrypted =
              new Crowd(
                  address("https", process, said), ENCRYPTED, TlsTrust.in(key.certificate()))) {
        use(List.of(plain, encrypted));
      }
      // What went wrong in there must not be what is kept.
      Optional<String> complaint = firstLine(said, COMPLAINT);
      if (complaint.isPresent()) {
        throw new TrainingException("its run complained: " + complaint.get());
      }
      process.getOutputStream().close();
      if (!ended(process, WRITING)) {
        throw new TrainingException("writing it took over " + WRITING.toSeconds() + " seconds");
      }
      if (!Files.isRegularFile(fresh) || Files.size(fresh) == 0) {
        throw new TrainingException("Java wrote none: " + lastLine(said));
      }
    } finally {
      // And what it started for the writing.
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().onExit().join();
    }
  }

  private void use(List<Crowd> crowds) throws TrainingException {
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      List<Future<Void>> uses =
          crowds.stream()
              .map(crowd ->
                  threads.<Void>submit(() -> {
                    crowd.come();
                    crowd.use(time);
                    return null;
                  }))
              .toList();
      long deadline = System.nanoTime() + USE.plus(time).toNanos();
      for (Future<Void> use : uses) {
        use.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof TrainingException why
          ? why
          : new TrainingException("its run failed: " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw new TrainingException("this computer is too busy for it", e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    } finally {
      threads.shutdownNow();
    }
  }

  /// Standard error goes where output goes, and nothing of how servers are told to run here reaches
  /// this one.
  private static ProcessBuilder process(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("CHATTER_"));
    return builder;
  }

  /// Waits until it has said where it is.
  private static URI address(String scheme, Process process, Path said) throws IOException {
    long deadline = System.nanoTime() + START.toNanos();
    while (true) {
      boolean over = ended(process, STEP);
      Matcher address = ADDRESS.matcher(Files.readString(said));
      while (address.find()) {
        if (address.group(1).equals(scheme)) {
          return URI.create(scheme + "://127.0.0.1:" + address.group(2));
        }
      }
      if (over) {
        throw new TrainingException("its server ended at once: " + lastLine(said));
      }
      if (System.nanoTime() > deadline) {
        throw new TrainingException(
            "its server did not open within " + START.toSeconds() + " seconds");
      }
    }
  }

  private static boolean ended(Process process, Duration patience) throws TrainingException {
    try {
      return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static TrainingException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new TrainingException("it was interrupted", e);
  }

  private static Optional<String> firstLine(Path said, Pattern pattern) throws IOException {
    return Files.readAllLines(said).stream().filter(pattern.asPredicate()).findFirst();
  }

  private static String lastLine(Path said) throws IOException {
    List<String> lines = Files.readAllLines(said);
    return lines.isEmpty() ? "it said nothing" : lines.getLast();
  }

  /// By a rename, and on the disk before that: nobody starts with half of it, not after a power cut
  /// either. Whoever may read the program may read it; Java lets nobody write to it.
  private void publish(Path fresh) throws IOException {
    if (!fresh.toFile().setWritable(true) || !fresh.toFile().setReadable(true, false)) {
      throw new IOException("its permissions cannot be set");
    }
    PrivateFiles.sync(fresh);
    Files.move(fresh, cache, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
