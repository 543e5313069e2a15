package chatter.server.cli;

import chatter.server.backup.Restore;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `chatter-server restore FILE`.
@Command(
    name = "restore",
    description = {
      "Puts a backup in the place of the data. The server must not be running.",
      "What is in files is taken from the folder chatter-files beside the backup.",
      "The backup is checked first and only read; the data of before is kept under another name."
          + " Whoever was signed in when the backup was taken, and was until now, stays signed in;"
          + " every other login ends. Passwords are those of the backup."
    },
    exitCodeList = {"0:restored", "1:nothing was changed", "2:wrong options"})
final class RestoreCommand extends DataCommand {
  @Parameters(paramLabel = "FILE", description = "The backup.")
  private Path file;

  @Override
  int run(Path data) {
    Restore restore = Restore.of(file, data);
    say("Restored " + file.toAbsolutePath() + " into " + data.toAbsolutePath());
    say(
        restore.messages()
            + " messages, "
            + restore.people()
            + " people, "
            + restore.files()
            + " files");
    if (restore.filesMissing() > 0) {
      say(restore.filesMissing() + " files are not in the backup; they are shown as not available");
    }
    say(restore.loginsKept() + " logins stay, " + restore.loginsEnded() + " ended");
    say(
        restore
            .before()
            .map(before -> "The data of before is kept as " + before.toAbsolutePath())
            .orElse("There was no data before"));
    if (complainOf(restore.faults())) {
      say("The backup already had the faults named above.");
    }
    return DONE;
  }
}
