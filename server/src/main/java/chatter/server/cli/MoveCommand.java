package chatter.server.cli;

import chatter.server.store.move.StoreMove;
import chatter.server.store.postgres.PostgresAddress;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `chatter-server move`.
@Command(
    name = "move",
    description = {
      "Takes the chat of the data folder from its file into the PostgreSQL database that --store"
          + " names, which must be empty; or with --back from there into a file. What is in files"
          + " stays in the folder.",
      "The server must be stopped. Everything is looked at once it is there. People stay signed in,"
          + " and what they have on their devices stays good."
    },
    exitCodeList = {"0:it is there", "1:it says what was not done", "2:wrong options"})
final class MoveCommand extends DataCommand {
  @Option(names = "--back", description = "From PostgreSQL into a file.")
  private boolean back;

  @Override
  boolean knowsEveryStore() {
    return true;
  }

  @Override
  int run(Path data) {
    PostgresAddress address =
        store()
            .orElseThrow(() ->
                wrongOptions(
                    new IllegalArgumentException("--store names the PostgreSQL database")));
    StoreMove.Outcome outcome =
        back ? StoreMove.toFile(address, data) : StoreMove.toPostgres(data, address);
    say("Moved " + outcome.messages() + " messages of " + outcome.people() + " people");
    if (outcome.replaced() > 0) {
      say(
          outcome.replaced()
              + " texts had a character that PostgreSQL cannot hold (U+0000); it is U+FFFD now");
    }
    say(
        back
            ? "The database is in " + data.toAbsolutePath() + " again; start without --store."
            : "The file of before is in "
                + data.toAbsolutePath()
                + " as chatter.db.moved; start with --store from now on.");
    return DONE;
  }
}
