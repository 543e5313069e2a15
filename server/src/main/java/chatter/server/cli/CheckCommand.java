package chatter.server.cli;

import chatter.server.backup.Amounts;
import chatter.server.backup.DataCheck;
import java.nio.file.Path;
import picocli.CommandLine.Command;

/// `chatter-server check`.
@Command(
    name = "check",
    description = {
      "Looks whether the data is whole: the file, its tables, and what Chatter promises of them.",
      "Nothing is changed, and the server may go on running."
    },
    exitCodeList = {"0:all is well", "1:something is wrong", "2:wrong options"})
final class CheckCommand extends DataCommand {
  @Override
  int run(Path data) {
    DataCheck check = DataCheck.of(data);
    say("Checked " + data.toAbsolutePath() + " in " + Amounts.seconds(check.took()));
    say(
        "Schema "
            + check.schema()
            + ", "
            + check.conversations()
            + " conversations, "
            + check.messages()
            + " messages, "
            + check.people()
            + " people");
    if (complainOf(check.faults())) {
      say("This is not as it should be. Keep the folder, and restore the newest good backup.");
      return FAILED;
    }
    say(
        "The file, its tables, the numbers of all messages, their times and the read marks: all well");
    return DONE;
  }
}
