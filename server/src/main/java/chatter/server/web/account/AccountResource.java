package chatter.server.web.account;

import chatter.server.account.Account;
import chatter.server.account.Accounts;
import chatter.server.account.InvalidFieldException;
import chatter.server.invite.Joining;
import chatter.server.people.PasswordChanges;
import chatter.server.session.Session;
import chatter.server.session.Sessions;
import chatter.server.web.api.Answer;
import chatter.server.web.api.AuditLog;
import chatter.server.web.api.CodeLookup;
import chatter.server.web.api.RequestBody;
import chatter.server.web.api.Routes;
import chatter.server.web.api.Throttle;
import chatter.server.web.api.TokenCheck;
import chatter.server.web.guard.ClientAddress;
import chatter.server.web.problem.Problems;
import chatter.shared.api.AccountResponse;
import chatter.shared.api.ChangePasswordRequest;
import chatter.shared.api.PasswordResetRequest;
import chatter.shared.api.RegisterRequest;
import chatter.shared.api.RenameRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Supplier;

/// One's own account: making it, its name, its password.
public final class AccountResource implements Routes.Resource {
  private final TokenCheck tokens;
  private final Accounts accounts;
  private final Joining joining;
  private final PasswordChanges resets;
  private final Throttle throttle;
  private final CodeLookup codes;
  private final AuditLog audit;

  public AccountResource(
      TokenCheck tokens,
      Accounts accounts,
      Joining joining,
      PasswordChanges resets,
      Throttle throttle,
      AuditLog audit) {
    this.tokens = tokens;
    this.accounts = accounts;
    this.joining = joining;
    this.resets = resets;
    this.throttle = throttle;
    this.codes = new CodeLookup(throttle, audit);
    this.audit = audit;
  }

  @Override
  public void addTo(Routes routes) {
    routes.on("POST", "/api/register", this::register);
    routes.on("PATCH", "/api/account", this::rename);
    routes.on("PUT", "/api/account/password", this::changePassword);
    routes.on("POST", "/api/password-resets", this::resetPassword);
  }

  /// Makes an account; signing in is the next call.
  private Answer register(HttpServletRequest request) {
    RegisterRequest body = RequestBody.json(request, RegisterRequest.class);
    String address = ClientAddress.of(request);
    Joining.Admission admission =
        body.invite() == null
            ? joining.admission(null)
            : codes.by(request, () -> joining.admission(body.invite()));
    throttle.registration(address, admission.invite());
    Account account =
        joining
            .register(body.name(), body.email(), body.password(), address, admission)
            .orElseThrow(Problems::emailTaken);
    audit.did(request, account.id(), "joined" + admission.by());
    return Answer.json(201, new AccountResponse(account.ownView()));
  }

  private Answer rename(HttpServletRequest request) {
    Session session = tokens.session(request);
    throttle.change(session.account());
    String name = RequestBody.json(request, RenameRequest.class).name();
    Account renamed = accounts.rename(session.account(), name, Sessions.lasting(session.caller()));
    return Answer.json(200, new AccountResponse(renamed.ownView()));
  }

  /// Every other login of the account ends. Guessing the old password is throttled like signing in,
  /// because it is the same secret; but apart from it, so that what strangers guess does not keep
  /// the account's owner from changing it.
  private Answer changePassword(HttpServletRequest request) {
    Session session = tokens.session(request);
    ChangePasswordRequest body = RequestBody.json(request, ChangePasswordRequest.class);
    throttle.password(session.id());
    boolean changed;
    try {
      changed = choosing(() -> resets.change(session, body.oldPassword(), body.newPassword()));
    } catch (RuntimeException e) {
      throttle.passwordWasRight(session.id());
      throw e;
    }
    if (!changed) {
      audit.did(request, session.account(), "a wrong password while changing it");
      throttle.passwordWasWrong(session.id());
      throw Problems.wrongPassword();
    }
    throttle.passwordWasRight(session.id());
    audit.did(request, session.account(), "changed its password; its other sessions ended");
    return Answer.nothing();
  }

  /// Another password for the account that a code is for.
  private Answer resetPassword(HttpServletRequest request) {
    PasswordResetRequest body = RequestBody.json(request, PasswordResetRequest.class);
    long account =
        codes.by(request, () -> choosing(() -> resets.use(body.code(), body.newPassword())));
    audit.did(request, account, "got another password by a code; its sessions ended");
    return Answer.nothing();
  }

  /// Here the field has another name than at registration.
  private static <T> T choosing(Supplier<T> password) {
    try {
      return password.get();
    } catch (InvalidFieldException e) {
      throw Problems.invalid(e.rule(), "newPassword");
    }
  }
}
