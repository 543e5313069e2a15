package chatter.client.net.discovery;

import chatter.client.net.http.ApiException;
import chatter.client.net.http.Pin;
import chatter.client.net.http.ServerAddress;
import chatter.client.net.http.ServerApi;
import chatter.client.net.http.TlsFailure;
import chatter.shared.api.ServerInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Looks for a server at every address it may have, at the same time. The first that answers, with
/// the right key and as the right server, is it. Nothing secret is sent. Safe for any thread.
public final class ServerFinder {
  private ServerFinder() {}

  /// What is looked for.
  ///
  /// @param addresses where it may be
  /// @param pin the key it must have, or none
  /// @param id what it calls itself; empty if any server will do
  public record Wanted(List<ServerAddress> addresses, Pin pin, String id) {
    public Wanted {
      addresses = List.copyOf(addresses);
    }

    /// A server that is named by text, of which a part may make no sense.
    public static Wanted of(List<String> typed, Pin pin, String id) {
      return new Wanted(
          typed.stream().flatMap(text -> ServerAddress.parse(text).stream()).distinct().toList(),
          pin,
          id);
    }
  }

  /// Where it is.
  ///
  /// @param address where it answered first
  /// @param others where it may be as well
  /// @param server what it says about itself
  public record Found(
      ServerAddress address, List<ServerAddress> others, Pin pin, ServerInfo server) {
    public Found {
      others = List.copyOf(others);
    }
  }

  /// Looks for it. Fails with the `ApiException` that says most, when every address has failed.
  public static CompletableFuture<Found> find(Wanted wanted) {
    Search search = new Search(wanted);
    return search.begin();
  }

  private static final class Search {
    private final Wanted wanted;
    private final List<ServerApi> asked;
    private final List<ApiException> failures = new ArrayList<>();
    private final CompletableFuture<Found> first = new CompletableFuture<>();

    Search(Wanted wanted) {
      this.wanted = wanted;
      asked =
          wanted.addresses().stream().map(address -> new ServerApi(address, wanted.pin())).toList();
    }

    CompletableFuture<Found> begin() {
      if (asked.isEmpty()) {
        return CompletableFuture.failedFuture(new ApiException.Unreachable(null));
      }
      for (ServerApi api : asked) {
        var _ = api.server().whenComplete((server, failure) -> answered(api, server, failure));
      }
      return first.whenComplete((found, failure) -> asked.forEach(ServerApi::close));
    }

    private void answered(ServerApi api, ServerInfo server, Throwable failure) {
      if (failure != null) {
        failed(ApiException.of(failure));
      } else if (wanted.id().isEmpty() || wanted.id().equals(server.id())) {
        first.complete(new Found(api.address(), wanted.addresses(), wanted.pin(), server));
      } else {
        failed(new ApiException.OtherServer(server.name()));
      }
    }

    private void failed(ApiException failure) {
      Optional<ApiException> last;
      synchronized (failures) {
        failures.add(failure);
        last =
            failures.size() < asked.size()
                ? Optional.empty()
                : failures.stream().max(Comparator.comparingInt(Search::weight));
      }
      last.ifPresent(first::completeExceptionally);
    }

    /// How much it says about the server that is looked for.
    private static int weight(ApiException failure) {
      return switch (failure) {
        case ApiException.WrongKey _ -> 6;
        case ApiException.OtherServer _ -> 5;
        case ApiException.NotSecure not -> not.reason() == TlsFailure.NO_TLS ? 1 : 4;
        case ApiException.Refused _ -> 3;
        case ApiException.NotChatter _,
            ApiException.TooLargeOnTheWay _,
            ApiException.NoWebSocket _ ->
            2;
        case ApiException.Unreachable _ -> 0;
      };
    }
  }
}
