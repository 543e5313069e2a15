package chatter.server.web.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Whose address a request counts for, by what the proxies in front wrote. The connection comes
/// from 127.0.0.1.
class ProxyHeadersTest {
  private static final String HERE = "127.0.0.1";

  static Stream<Arguments> chains() {
    return Stream.of(
        // What a trusted proxy says.
        Arguments.of("127.0.0.1", List.of("X-Forwarded-For: 198.51.100.7"), "198.51.100.7"),
        Arguments.of("127.0.0.1", List.of("X-Forwarded-For: 198.51.100.7:4711"), "198.51.100.7"),
        Arguments.of("127.0.0.1", List.of("X-Forwarded-For: 2001:db8::7"), "[2001:db8::7]"),
        Arguments.of("127.0.0.1", List.of("X-Forwarded-For: [2001:db8::7]:1"), "[2001:db8::7]"),
        Arguments.of(
            "127.0.0.1", List.of("Forwarded: for=198.51.100.7;proto=https"), "198.51.100.7"),
        Arguments.of("127.0.0.1", List.of("Forwarded: for=\"[2001:db8::7]:47\""), "[2001:db8::7]"),
        Arguments.of("127.0.0.1", List.of(), HERE),
        // What a stranger wrote before the proxy did.
        Arguments.of(
            "127.0.0.1", List.of("X-Forwarded-For: 9.9.9.9, 198.51.100.7"), "198.51.100.7"),
        Arguments.of(
            "127.0.0.1",
            List.of("X-Forwarded-For: 9.9.9.9", "X-Forwarded-For: 198.51.100.7"),
            "198.51.100.7"),
        Arguments.of(
            "127.0.0.1", List.of("X-Forwarded-For: 127.0.0.1, 198.51.100.7"), "198.51.100.7"),
        Arguments.of(
            "127.0.0.1", List.of("Forwarded: for=9.9.9.9, for=198.51.100.7"), "198.51.100.7"),
        Arguments.of(
            "127.0.0.1",
            List.of("Forwarded: for=9.9.9.9", "X-Forwarded-For: 198.51.100.7"),
            "198.51.100.7"),
        // Several proxies, all of them known.
        Arguments.of(
            "127.0.0.1, 10.0.0.0/8",
            List.of("X-Forwarded-For: 9.9.9.9, 198.51.100.7, 10.0.0.2"),
            "198.51.100.7"),
        Arguments.of(
            "127.0.0.1, 10.0.0.0/8", List.of("X-Forwarded-For: 10.0.0.5, 10.0.0.2"), "10.0.0.5"),
        Arguments.of(
            "127.0.0.1, 10.0.0.0/8",
            List.of("Forwarded: for=198.51.100.7, for=\"10.0.0.2:80\""),
            "198.51.100.7"),
        // Somebody who is no trusted proxy.
        Arguments.of("10.0.0.1", List.of("X-Forwarded-For: 198.51.100.7"), HERE),
        Arguments.of("", List.of("X-Forwarded-For: 198.51.100.7"), HERE),
        Arguments.of("", List.of("Forwarded: for=198.51.100.7"), HERE),
        // Nothing that names an address.
        Arguments.of("127.0.0.1", List.of("Forwarded: proto=https"), HERE));
  }

  @ParameterizedTest
  @MethodSource("chains")
  void countsForWhomTheOutermostTrustedProxySpeaks(
      String trusted, List<String> headers, String address) throws Exception {
    HttpConfiguration http = new HttpConfiguration();
    http.addCustomizer(new Peer());
    http.addCustomizer(new ProxyHeaders(TrustedProxies.parse(trusted)));
    Server server = new Server();
    LocalConnector connector = new LocalConnector(server, new HttpConnectionFactory(http));
    server.addConnector(connector);
    server.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback) {
            response.getHeaders().put("Counted", Request.getRemoteAddr(request));
            callback.succeeded();
            return true;
          }
        });
    server.start();
    try {
      String lines = headers.isEmpty() ? "" : String.join("\r\n", headers) + "\r\n";
      String answer = connector.getResponse("GET / HTTP/1.0\r\nHost: chat\r\n" + lines + "\r\n");
      assertEquals(
          "Counted: " + address,
          answer.lines().filter(line -> line.startsWith("Counted")).findFirst().orElse(answer));
    } finally {
      server.stop();
    }
  }

  /// A connection in memory comes from nowhere.
  private static final class Peer implements HttpConfiguration.Customizer {
    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
      var connection =
          new ConnectionMetaData.Wrapper(request.getConnectionMetaData()) {
            @Override
            public SocketAddress getRemoteSocketAddress() {
              return new InetSocketAddress(InetAddress.getLoopbackAddress(), 50_000);
            }
          };
      return new Request.Wrapper(request) {
        @Override
        public ConnectionMetaData getConnectionMetaData() {
          return connection;
        }
      };
    }
  }
}
