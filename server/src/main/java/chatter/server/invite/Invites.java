package chatter.server.invite;

import chatter.server.account.ShortCodes;
import chatter.server.invite.InviteRefusedException.Reason;
import chatter.server.store.Database;
import chatter.server.store.RowCheck;
import chatter.server.store.TransactionStep;
import chatter.shared.api.InviteInfo;
import chatter.shared.invite.ShortCode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// What lets people make an account: made by those who administer the server, used up or over after
/// a time, or ended before. Every call blocks for a short time. Safe for any thread.
public final class Invites {
  /// The most accounts that can be asked for.
  public static final int MOST_USES = 1_000;

  /// How long an invite lasts when nobody says.
  public static final Duration STANDARD = Duration.ofDays(7);

  /// The longest that can be asked for.
  public static final Duration LONGEST = Duration.ofDays(365);

  /// So long one that is over is still told from one that never was.
  private static final Duration REMEMBERED = Duration.ofDays(30);

  private final InviteStore store;
  private final ServerSettings settings;
  private final Clock clock;
  private final ShortCodes codes = new ShortCodes();

  /// @param database where they are
  /// @param settings who may join at all
  /// @param clock decides what is over
  public Invites(Database database, ServerSettings settings, Clock clock) {
    this.store = new InviteStore(database);
    this.settings = settings;
    this.clock = clock;
  }

  /// Makes one.
  ///
  /// @param createdBy an account, or null for whoever runs the server
  /// @param creator its name
  /// @param uses how many accounts may be made with it, 1 to `MOST_USES`; null for any number
  /// @param lasting up to `LONGEST`
  /// @param permission runs in the same transaction; what it throws comes from here
  /// @return the invite with its code, which is known to nobody afterwards
  public InviteInfo make(
      Long createdBy, String creator, Integer uses, Duration lasting, TransactionStep permission) {
    if (uses != null && (uses < 1 || uses > MOST_USES)) {
      throw new IllegalArgumentException("an invite is for 1 to " + MOST_USES + ", not " + uses);
    }
    if (lasting.compareTo(Duration.ofSeconds(1)) < 0 || lasting.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("an invite lasts up to " + LONGEST + ", not " + lasting);
    }
    Instant now = now();
    ShortCode code = codes.random(ShortCode.INVITE_LENGTH);
    InviteInfo invite = new InviteInfo(0, code.shown(), uses, now, now.plus(lasting), creator);
    InviteStore.Made made =
        new InviteStore.Made(invite, ShortCodes.hash(code), createdBy, now, now.minus(REMEMBERED));
    long id = store.add(made, permission);
    return new InviteInfo(id, invite.code(), uses, now, invite.expiresAt(), creator);
  }

  /// Those that can still be used, the newest first, without their codes.
  public List<InviteInfo> list() {
    return store.usable(now(), settings.name());
  }

  /// The invite of a code that somebody typed, without the code.
  ///
  /// @throws InviteRefusedException if it cannot be used
  public InviteInfo look(String typed) {
    return usable(read(typed).flatMap(c -> store.find(ShortCodes.hash(c), settings.name())), now());
  }

  /// Ends one.
  ///
  /// @param permission runs in the same transaction; what it throws comes from here
  /// @return false if there is no such invite
  public boolean end(long id, TransactionStep permission) {
    return store.remove(id, permission);
  }

  /// Ends all.
  ///
  /// @param permission runs in the same transaction; what it throws comes from here
  public void endAll(TransactionStep permission) {
    store.removeAll(permission);
  }

  /// What must happen in the transaction that adds an account other than the first: the rule for
  /// joining is asked, and an invite used once. Looks first, so that who may not join costs little.
  ///
  /// @param typed an invite's code, or null; not asked for where everybody may join
  /// @param first whether there seems to be no account yet, so that looking would be too early
  /// @throws InviteRefusedException at once or from the step, if this one may not join
  Joining.Admission admission(String typed, boolean first) {
    Optional<ShortCode> code = read(typed);
    Long used = !first && needsInvite(typed) ? look(typed).id() : null;
    return new Joining.Admission(
        handle -> {
          if (needsInvite(typed)) {
            InviteStore.use(
                handle, ShortCodes.hash(code.orElseThrow(() -> refused(Reason.UNKNOWN))), now());
          }
        },
        used);
  }

  private boolean needsInvite(String typed) {
    return switch (settings.registration()) {
      case OPEN -> false;
      case CLOSED -> throw refused(Reason.CLOSED);
      case INVITE -> {
        if (typed == null || typed.isBlank()) {
          throw refused(Reason.NEEDED);
        }
        yield true;
      }
    };
  }

  /// What must be true of the rows of this package.
  public static RowCheck check() {
    return InviteStore::check;
  }

  /// Ends all in a database that was restored.
  public static TransactionStep endingAtRestore() {
    return InviteStore::forgetAll;
  }

  static InviteInfo usable(Optional<InviteInfo> found, Instant now) {
    InviteInfo invite = found.orElseThrow(() -> refused(Reason.UNKNOWN));
    if (invite.usesLeft() != null && invite.usesLeft() == 0) {
      throw refused(Reason.USED);
    }
    if (!invite.expiresAt().isAfter(now)) {
      throw refused(Reason.EXPIRED);
    }
    return invite;
  }

  private static Optional<ShortCode> read(String typed) {
    return ShortCode.parse(typed, ShortCode.INVITE_LENGTH);
  }

  private static InviteRefusedException refused(Reason reason) {
    return new InviteRefusedException(reason);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }
}
