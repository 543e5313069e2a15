package chatter.server.cli;

import chatter.server.people.PasswordChanges;
import chatter.server.store.Database;
import chatter.server.store.postgres.PostgresDatabase;
import chatter.server.store.sqlite.DatabaseFile;
import chatter.server.store.sqlite.SqliteDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `chatter-server reset-password EMAIL`.
@Command(
    name = "reset-password",
    description = {
      "Makes a code with which somebody who forgot the password chooses another one, also the owner,"
          + " whom nobody else can help.",
      "The server must be stopped. The code is good once and for 24 hours, and is shown this once."
    },
    exitCodeList = {"0:the code is there", "1:nothing was changed", "2:wrong options"})
final class ResetPasswordCommand extends DataCommand {
  @Parameters(paramLabel = "EMAIL", description = "The account's email address.")
  private String email;

  @Override
  boolean knowsEveryStore() {
    return true;
  }

  @Override
  int run(Path data) {
    Optional<PasswordChanges.Reset> reset;
    try (Database database = open(data)) {
      reset = PasswordChanges.issue(database, email, Clock.systemUTC());
    }
    if (reset.isEmpty()) {
      var _ = complainOf(List.of("there is no account with the email address " + email));
      return FAILED;
    }
    say("The code for another password is " + reset.get().code().shown());
    say(
        "Start the server and open its address in a browser with /#reset="
            + reset.get().code().value()
            + " behind it, within 24 hours.");
    return DONE;
  }

  private Database open(Path data) {
    if (store().isPresent()) {
      return PostgresDatabase.openExisting(store().get(), data);
    }
    // A folder without data must not get any by a mistyped name.
    DatabaseFile.in(data).close();
    return SqliteDatabase.open(data);
  }
}
