package chatter.client.login;

import chatter.client.net.http.ErrorMessage;
import chatter.client.ui.Texts;
import chatter.client.ui.form.FormField;
import chatter.shared.invite.InviteLink;
import chatter.shared.limits.FieldRule;
import java.util.List;
import java.util.Optional;

/// The fields of signing in and of creating an account. What is typed stays until it is accepted.
/// JavaFX application thread only.
public final class AccountForm {
  private final Texts texts;
  private final FormField name = new FormField("name");
  private final FormField email = new FormField("email");
  private final FormField password = new FormField("password");
  private final FormField invite = new FormField("invite");

  AccountForm(Texts texts) {
    this.texts = texts;
  }

  /// Whether it can be sent; otherwise each field says what is wrong with it.
  ///
  /// @param register whether an account is to be made
  /// @param invited whether that needs an invite from the field
  boolean check(boolean register, boolean invited) {
    name.say(register ? wrong(FieldRule.checkName(name.text())) : "");
    email.say(
        email.text().isBlank()
            ? texts.say("form.error.EMAIL_MISSING")
            : wrong(FieldRule.checkEmail(email.text())));
    if (register) {
      password.say(wrong(FieldRule.checkPassword(password.text())));
    } else {
      password.say(password.text().isEmpty() ? texts.say("form.error.PASSWORD_MISSING") : "");
    }
    invite.say(register && invited ? inviteWrong() : "");
    return fields().stream().allMatch(field -> field.errorProperty().get().isEmpty());
  }

  private String inviteWrong() {
    if (invite.text().isBlank()) {
      return texts.say("form.error.INVITE_MISSING");
    }
    return code().isEmpty() ? texts.say("form.error.INVITE_INVALID") : "";
  }

  private String wrong(Optional<FieldRule> rule) {
    return rule.map(broken -> texts.say("form.error." + broken.name())).orElse("");
  }

  /// The code in the field for an invite, which may hold a whole link; empty if there is none.
  String code() {
    return InviteLink.codeIn(invite.text()).orElse("");
  }

  /// Shows a complaint at the field it is about.
  ///
  /// @return whether there is such a field
  boolean say(ErrorMessage complaint, String words) {
    Optional<FormField> field =
        complaint
            .field()
            .flatMap(wanted -> fields().stream().filter(f -> f.name().equals(wanted)).findFirst());
    field.ifPresent(wrong -> wrong.say(words));
    return field.isPresent();
  }

  /// Complains of nothing.
  void hush() {
    fields().forEach(field -> field.say(""));
  }

  private List<FormField> fields() {
    return List.of(name, email, password, invite);
  }

  /// The display name.
  public FormField name() {
    return name;
  }

  /// The email address.
  public FormField email() {
    return email;
  }

  /// The password.
  public FormField password() {
    return password;
  }

  /// The invite: a code, or a link with one.
  public FormField invite() {
    return invite;
  }
}
