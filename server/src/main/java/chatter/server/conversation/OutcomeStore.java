package chatter.server.conversation;

import chatter.server.store.Database;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/// Carries out changes of conversations, and tells the news of each after its commit.
final class OutcomeStore {
  private final Database database;
  private final EventPublisher publisher;

  OutcomeStore(Database database, EventPublisher publisher) {
    this.database = database;
    this.publisher = publisher;
  }

  <T> T write(Function<Handle, Outcome<T>> work) {
    return database.writeAndWait(work, outcome -> outcome.publish(publisher)).result();
  }

  /// What tells the news of a change that was part of another feature's transaction, for the
  /// writer's thread after its commit.
  Runnable telling(Outcome<?> outcome) {
    return () -> outcome.publish(publisher);
  }
}
