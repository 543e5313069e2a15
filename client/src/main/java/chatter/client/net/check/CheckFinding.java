package chatter.client.net.check;

import java.util.List;

/// One thing that was found.
///
/// @param details what fills the blanks of its sentence
public record CheckFinding(Seen seen, List<String> details) {
  public CheckFinding {
    details = List.copyOf(details);
  }

  /// Which part of the way it is about.
  public enum Step {
    /// What the server's name means.
    NAME,
    /// Whether its computer takes the connection.
    CONNECTION,
    /// Whether others can listen in, and whether it is the server.
    ENCRYPTION,
    /// Whether it is Chatter, and answers.
    ANSWER,
    /// The connection by which messages travel.
    LIVE,
    /// The clocks of both computers.
    CLOCK
  }

  /// How it stands.
  public enum Result {
    /// As it should be.
    OK,
    /// It works, but somebody should know.
    WARN,
    /// It does not work.
    BAD
  }

  /// What was found.
  public enum Seen {
    /// The name stands for addresses.
    NAME_FOUND(Step.NAME, Result.OK),
    /// It stands for none.
    NAME_UNKNOWN(Step.NAME, Result.BAD),
    /// The computer takes the connection.
    CONNECTED(Step.CONNECTION, Result.OK),
    /// It is there, and nothing listens on that port.
    REFUSED(Step.CONNECTION, Result.BAD),
    /// Nothing came back.
    SILENT(Step.CONNECTION, Result.BAD),
    /// There is no way there.
    NO_WAY(Step.CONNECTION, Result.BAD),
    /// Plain http that does not leave this computer.
    PRIVATE(Step.ENCRYPTION, Result.OK),
    /// Plain http on a network.
    PLAIN(Step.ENCRYPTION, Result.WARN),
    /// TLS, and the server proved itself.
    ENCRYPTED(Step.ENCRYPTION, Result.OK),
    /// The same, but the certificate ends soon.
    ENDS_SOON(Step.ENCRYPTION, Result.WARN),
    /// Nobody vouches for the certificate.
    UNTRUSTED(Step.ENCRYPTION, Result.BAD),
    /// The certificate is for another server.
    OTHER_NAME(Step.ENCRYPTION, Result.BAD),
    /// It was good once.
    EXPIRED(Step.ENCRYPTION, Result.BAD),
    /// It will be good, or a clock is wrong.
    NOT_YET_VALID(Step.ENCRYPTION, Result.BAD),
    /// What answers speaks no TLS.
    NO_TLS(Step.ENCRYPTION, Result.BAD),
    /// The server has another key than before.
    OTHER_KEY(Step.ENCRYPTION, Result.BAD),
    /// It is a Chatter server.
    CHATTER(Step.ANSWER, Result.OK),
    /// It is something else.
    STRANGER(Step.ANSWER, Result.BAD),
    /// It says nothing.
    NO_ANSWER(Step.ANSWER, Result.BAD),
    /// Messages go to and fro.
    LIVE(Step.LIVE, Result.OK),
    /// They do, slowly.
    SLOW(Step.LIVE, Result.WARN),
    /// The websocket is not let through.
    NO_WEBSOCKET(Step.LIVE, Result.BAD),
    /// It opens, and then nothing comes.
    MUTE(Step.LIVE, Result.BAD),
    /// The login is no longer good.
    SIGNED_OUT(Step.LIVE, Result.BAD),
    /// The clocks agree.
    SAME_TIME(Step.CLOCK, Result.OK),
    /// The server's is somewhat ahead.
    AHEAD(Step.CLOCK, Result.WARN),
    /// Or behind.
    BEHIND(Step.CLOCK, Result.WARN),
    /// It is far ahead.
    FAR_AHEAD(Step.CLOCK, Result.BAD),
    /// Or behind.
    FAR_BEHIND(Step.CLOCK, Result.BAD);

    private final Step step;
    private final Result result;

    Seen(Step step, Result result) {
      this.step = step;
      this.result = result;
    }

    /// Which part of the way it is about.
    public Step step() {
      return step;
    }

    /// How it stands.
    public Result result() {
      return result;
    }
  }
}
