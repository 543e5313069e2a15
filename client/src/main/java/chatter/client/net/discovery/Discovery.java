package chatter.client.net.discovery;

import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks for servers on the networks of this computer, by mDNS, while it is started. It finds none
/// where networks keep that from their members, as many guests' networks do.
///
/// Safe for any thread. The listener is called on a thread of the discovery, with all that are here
/// whenever that changed, and not after `stop`.
public final class Discovery implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);

  /// How often it looks whether the networks are others, and whether the found still answer.
  private static final Duration LOOK_EVERY = Duration.ofSeconds(10);

  private final Consumer<List<NearbyServer>> listener;
  private final Supplier<List<InetAddress>> adapters;
  private final Duration lookEvery;
  private Search search;

  /// @param listener gets everybody who is here, by name
  public Discovery(Consumer<List<NearbyServer>> listener) {
    this(listener, NetworkAdapters::addresses, LOOK_EVERY);
  }

  /// @param adapters an address of each adapter to listen on, as they are at the moment
  Discovery(
      Consumer<List<NearbyServer>> listener,
      Supplier<List<InetAddress>> adapters,
      Duration lookEvery) {
    this.listener = listener;
    this.adapters = adapters;
    this.lookEvery = lookEvery;
  }

  /// Begins to look, and returns at once. Nothing happens if it has begun.
  public synchronized void start() {
    if (search == null) {
      search = new Search();
      search.begin();
    }
  }

  /// Ends, and returns at once; `start` begins afresh.
  public synchronized void stop() {
    if (search != null) {
      search.end();
      search = null;
    }
  }

  @Override
  public void close() {
    stop();
  }

  /// One search from its start to its stop.
  private final class Search {
    private final ScheduledThreadPoolExecutor loop =
        new ScheduledThreadPoolExecutor(
            1,
            Thread.ofPlatform().daemon().name("chatter-nearby").factory(),
            // The library may call back while it closes.
            new ThreadPoolExecutor.DiscardPolicy());
    private final Announcements announcements = new Announcements();
    private final Map<InetAddress, MdnsListener> networks = new HashMap<>();
    private final Set<InetAddress> failed = new HashSet<>();
    private List<NearbyServer> told = List.of();
    private volatile boolean ended;

    void begin() {
      loop.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
      var _ =
          loop.scheduleWithFixedDelay(this::look, 0, lookEvery.toMillis(), TimeUnit.MILLISECONDS);
    }

    void end() {
      ended = true;
      loop.execute(() -> networks.values().forEach(MdnsListener::close));
      loop.shutdown();
    }

    private void look() {
      List<InetAddress> here = adapters.get();
      for (InetAddress address : List.copyOf(networks.keySet())) {
        if (!here.contains(address)) {
          networks.remove(address).close();
          announcements.forget(address);
        }
      }
      for (InetAddress address : here) {
        if (!ended && !networks.containsKey(address)) {
          listenAt(address);
        }
      }
      announcements.probe();
      tell();
    }

    private void listenAt(InetAddress address) {
      MdnsListener.at(
              address,
              new MdnsListener.Listener() {
                @Override
                public void heard(String service, Announcements.Announced one) {
                  loop.execute(() -> {
                    announcements.put(address, service, one);
                    tell();
                  });
                }

                @Override
                public void gone(String service) {
                  loop.execute(() -> {
                    announcements.remove(address, service);
                    tell();
                  });
                }
              })
          .ifPresentOrElse(
              opened -> networks.put(address, opened),
              () -> {
                // Once for each search.
                if (failed.add(address)) {
                  LOG.info("No servers are found by the network of {}", address.getHostAddress());
                }
              });
    }

    private void tell() {
      List<NearbyServer> now = announcements.servers();
      if (!ended && !now.equals(told)) {
        told = now;
        listener.accept(now);
      }
    }
  }
}
