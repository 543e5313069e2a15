package chatter.server.web;

import chatter.server.tls.TlsIdentity;
import chatter.server.web.guard.TrustedProxies;

/// Where and how a web server is reached.
///
/// @param host the address to listen on, e.g. `127.0.0.1`
/// @param port 0 takes any free one
/// @param identity who it is to those who connect with TLS, or null for plain HTTP
/// @param plainHere whether plain HTTP is served beside TLS to those on this computer, where nobody
///   can listen in on the way
/// @param proxies whose word is believed about the addresses behind them
/// @param proxyProtocol whether they say it before anything else on a connection
public record WebAddress(
    String host,
    int port,
    TlsIdentity identity,
    boolean plainHere,
    TrustedProxies proxies,
    boolean proxyProtocol) {}
