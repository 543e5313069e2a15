package chatter.server.cluster;

import chatter.server.store.postgres.PostgresAddress;
import chatter.server.store.postgres.PostgresChannel;
import java.util.function.Consumer;

/// The database itself as the bus: nothing more to install, for a handful of servers.
public final class PostgresBus implements Bus {
  private final PostgresChannel channel;

  /// @param address of the database that has the chat
  public PostgresBus(PostgresAddress address) {
    channel = new PostgresChannel(address);
  }

  @Override
  public void listen(Consumer<String> heard) {
    channel.start(heard);
  }

  @Override
  public void publish(String message) {
    channel.send(message);
  }

  @Override
  public void close() {
    channel.close();
  }
}
