package chatter.server.cli;

import chatter.server.ChatterServer;
import chatter.server.HostControl;
import chatter.server.MetricsException;
import chatter.server.ServerConfig;
import chatter.server.Version;
import chatter.server.archive.Archive;
import chatter.server.network.ListenAddress;
import chatter.server.store.StorageException;
import chatter.server.tls.TlsException;
import chatter.shared.address.HostName;
import chatter.shared.invite.Fingerprint;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.SocketException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// One run of the headless server, and what it says about it.
final class ServerRun {
  private static final int STOPPED = 0;
  private static final int FAILED = 1;
  private static final int NO_ADDRESS_YET = -1;
  private static final int NO_NAME_YET = -2;
  private static final int RETRY_SECONDS = 5;

  private final PrintWriter out;
  private final PrintWriter err;
  private final ServiceAdvice advice = new ServiceAdvice(System.getenv());

  ServerRun(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  /// Runs a server on the calling thread until it is told to stop.
  ///
  /// @return the exit code
  int untilToldToStop(ServerConfig config) {
    try {
      return untilToldToStopIn(config.withData(Archive.opened(config.data())));
    } catch (StorageException e) {
      return failed(advice.advised(e.getMessage(), config));
    }
  }

  /// An address that this computer does not have, or a name that leads nowhere, as before its
  /// network is up, may still come.
  private int untilToldToStopIn(ServerConfig config) {
    boolean told = false;
    while (true) {
      int code = oneRun(config);
      if (code >= STOPPED) {
        return code;
      }
      if (!told) {
        told = true;
        err.println(
            (code == NO_NAME_YET
                    ? "Chatter waits for the name " + config.host() + ", which nobody knows now"
                    : "Chatter waits for the address "
                        + config.host()
                        + ", which this computer does not have now")
                + ", and tries every "
                + RETRY_SECONDS
                + " seconds; choose another with --host");
        err.flush();
      }
      try {
        TimeUnit.SECONDS.sleep(RETRY_SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return STOPPED;
      }
    }
  }

  /// @return the exit code, or below 0 that it cannot listen yet
  private int oneRun(ServerConfig config) {
    try (ChatterServer server = new ChatterServer(config).whenBroken(this::broken)) {
      server.start();
      CountDownLatch never = new CountDownLatch(1);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "stop"));
      announce(server, config);
      never.await();
    } catch (IOException e) {
      if (isAbsentAddress(e)) {
        return NO_ADDRESS_YET;
      }
      // What no name server is ever asked for cannot come.
      if (isUnknownName(e) && HostName.canonical(config.host()).isPresent()) {
        return NO_NAME_YET;
      }
      // Not caught by its name, for which Java would load the class at every start.
      return failed(
          advice.advised(
              e instanceof TlsException || e instanceof MetricsException
                  ? e.getMessage()
                  : "cannot listen on "
                      + config.host()
                      + " port "
                      + config.port()
                      + ": "
                      + reason(e),
              config));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return STOPPED;
  }

  /// Ends the process, so that whatever watches it starts it again. Without the ordinary end, which
  /// would wait for what does not work any more; what was acknowledged is on the disk.
  private void broken(Throwable cause) {
    try {
      err.println("Chatter cannot go on and ends: " + cause);
      err.flush();
    } finally {
      Runtime.getRuntime().halt(FAILED);
    }
  }

  /// Runs when the process is told to end. A drained server is a success, whatever the signal was,
  /// so the exit code is set here; without halt() Java would report the signal.
  private void stop(ChatterServer server) {
    server.close();
    out.flush();
    Runtime.getRuntime().halt(STOPPED);
  }

  // Without printf: the first number that Java formats makes it read all its locales.
  private void announce(ChatterServer server, ServerConfig config) {
    boolean everywhere = ListenAddress.isEverywhere(config.host());
    String shown = everywhere ? "localhost" : config.host();
    // Who starts it and is on this computer needs no TLS to a key of its own, and gets no warning.
    String scheme = config.needsOwnKey() && everywhere ? "http" : server.scheme();
    out.println(
        "Chatter "
            + Version.current()
            + " is at "
            + ListenAddress.url(scheme, shown, server.port()));
    out.println("Its data is in " + config.data().toAbsolutePath());
    server
        .metricsPort()
        .ifPresent(port ->
            out.println(
                "Its metrics are at "
                    + ListenAddress.url("http", config.metrics().host(), port)
                    + "/metrics"));
    boolean onlyHere = ListenAddress.isOnlyHere(config.host());
    if (onlyHere) {
      out.println("Only this computer can reach it; open it to the network with --host 0.0.0.0");
    } else {
      out.println("Everybody who can reach this computer can use it.");
      if (config.plainHttp()) {
        out.println("It speaks plain http, as told to: passwords and messages are not encrypted.");
      } else if (config.needsOwnKey()) {
        tellOwnKey(server);
      }
    }
    config.publicUrls().forEach(url -> out.println("Others find it at " + url));
    announceDoor(server.chat(), onlyHere);
    out.flush();
  }

  /// Who may join, if that is not what everybody expects, and who becomes the owner.
  private void announceDoor(HostControl chat, boolean onlyHere) {
    if (chat.empty()) {
      out.println(
          onlyHere
              ? "There is no account yet: the first one that is made becomes the owner's."
              : "There is no account yet: the first one that is made becomes the owner's. Make yours"
                  + " now, before somebody else does.");
    }
    out.println(
        switch (chat.registration()) {
          case OPEN -> "Everybody who reaches it may join.";
          case INVITE -> "Others join with an invite, which its owner makes in the chat.";
          case CLOSED -> "Nobody else may join; change that with --registration invite.";
        });
  }

  private void tellOwnKey(ChatterServer server) {
    out.println("With others it speaks https, with a key that it made for itself:");
    out.println(server.fingerprint().flatMap(Fingerprint::parse).orElseThrow().groups());
    server.chat().addresses().forEach(address -> out.println("  " + address));
    out.println(
        "The desktop app knows that key by an invite. Browsers warn, because nobody else vouches for"
            + " it; give it a certificate with --tls-cert and --tls-key, and they do not. Behind a"
            + " TLS proxy, say --plain-http.");
  }

  private static boolean isAbsentAddress(IOException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SocketException
          && String.valueOf(cause.getMessage()).startsWith("Cannot assign requested address")) {
        return true;
      }
    }
    return false;
  }

  private static boolean isUnknownName(IOException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException) {
        return true;
      }
    }
    return false;
  }

  /// Jetty says only that it failed; the system's own words are further in.
  private static String reason(IOException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case UnresolvedAddressException unknown -> {
          return "that is neither an address nor a name of a computer (choose another with --host)";
        }
        case SocketException refused -> {
          return refused.getMessage() + " (choose another with --port or --host)";
        }
        default -> {
          // Not yet.
        }
      }
    }
    return failure.toString();
  }

  private int failed(String reason) {
    err.println("Chatter could not start: " + reason);
    err.flush();
    return FAILED;
  }
}
