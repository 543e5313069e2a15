package chatter.server.cli;

import chatter.server.backup.Amounts;
import chatter.server.backup.DataCheck;
import java.nio.file.Path;
import picocli.CommandLine.Command;

/// `chatter-server check`.
@Command(
    name = "check",
    description = {
      "Looks whether the data is whole: the file, its tables, what Chatter promises of them, and"
          + " what is in the files that people sent. All of it is read.",
      "Nothing is changed, and the server may go on running."
    },
    exitCodeList = {"0:all is well", "1:something is wrong", "2:wrong options"})
final class CheckCommand extends DataCommand {
  @Override
  int run(Path data) {
    DataCheck check = DataCheck.withFiles(data);
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
            + " people, "
            + check.files()
            + " files, "
            + Amounts.megabytes(check.fileBytes()));
    check.notes().forEach(this::say);
    if (complainOf(check.faults())) {
      say("This is not as it should be. Keep the folder, and restore the newest good backup.");
      return FAILED;
    }
    say(
        "The file, its tables, the numbers of all messages, their times, the read marks and the contents of"
            + " files: all well");
    return DONE;
  }
}
