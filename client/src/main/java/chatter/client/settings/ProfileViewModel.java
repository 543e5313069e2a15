package chatter.client.settings;

import chatter.client.net.http.AccountApi;
import chatter.client.net.http.ApiException;
import chatter.client.ui.Status;
import chatter.shared.limits.Limits;
import chatter.shared.protocol.AccountInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who is signed in, and their picture. JavaFX application thread only.
public final class ProfileViewModel {
  private static final Logger LOG = LoggerFactory.getLogger(ProfileViewModel.class);
  private static final int TOO_LARGE = 413;
  private static final int WRONG_TYPE = 415;
  private static final int BROKEN = 422;

  private final AccountCalls calls;
  private final ReadOnlyObjectWrapper<AccountInfo> account;
  private final ReadOnlyObjectWrapper<Picture> picture = new ReadOnlyObjectWrapper<>(Picture.NONE);
  private final ReadOnlyObjectWrapper<Status> status = new ReadOnlyObjectWrapper<>(Status.NONE);
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();

  /// The bytes of an image; equal to itself only.
  public static final class Picture {
    /// There is none.
    public static final Picture NONE = new Picture(new byte[0]);

    private final byte[] bytes;

    Picture(byte[] bytes) {
      this.bytes = bytes;
    }

    /// Empty if there is no picture. Not to be changed.
    public byte[] bytes() {
      return bytes;
    }
  }

  /// @param account as known so far
  public ProfileViewModel(AccountCalls calls, AccountInfo account) {
    this.calls = calls;
    this.account = new ReadOnlyObjectWrapper<>(account);
    fetchPicture();
  }

  /// Takes what is newer; what only the owner sees stays if it is not told.
  public void update(AccountInfo newer) {
    AccountInfo before = account.get();
    if (newer.id() != before.id()) {
      return;
    }
    account.set(before.updated(newer));
    if (!Objects.equals(before.avatarUrl(), newer.avatarUrl())) {
      fetchPicture();
    }
  }

  private void fetchPicture() {
    String url = account.get().avatarUrl();
    if (url == null) {
      picture.set(Picture.NONE);
      return;
    }
    calls.call(
        api -> api.avatar(url),
        bytes -> {
          if (url.equals(account.get().avatarUrl())) {
            picture.set(new Picture(bytes));
          }
        },
        failure -> LOG.info("The profile picture could not be fetched: {}", failure.getMessage()));
  }

  /// Makes a file the profile picture.
  public void choose(Path file) {
    byte[] image;
    try {
      if (Files.size(file) > Limits.AVATAR_BYTES) {
        complain("picture.tooLarge");
        return;
      }
      image = Files.readAllBytes(file);
    } catch (IOException e) {
      LOG.info("A picture could not be read", e);
      complain("picture.broken");
      return;
    }
    if (!isPicture(image)) {
      complain("picture.wrongType");
      return;
    }
    change(api -> api.setAvatar(image), "drawer.photoSaved");
  }

  /// Removes the profile picture.
  public void removePicture() {
    change(AccountApi::removeAvatar, "drawer.photoRemoved");
  }

  /// Forgets how the last change went.
  public void clearStatus() {
    status.set(Status.NONE);
  }

  private void change(Function<AccountApi, CompletableFuture<AccountInfo>> call, String done) {
    busy.set(true);
    status.set(Status.good(calls.texts().say("drawer.photoUploading")));
    calls.call(
        call,
        changed -> {
          busy.set(false);
          update(changed);
          status.set(Status.good(calls.texts().say(done)));
        },
        failure -> {
          busy.set(false);
          status.set(Status.problem(words(failure)));
        });
  }

  private String words(ApiException failure) {
    int status = failure instanceof ApiException.Refused refused ? refused.status() : 0;
    return switch (status) {
      case TOO_LARGE -> calls.texts().say("picture.tooLarge");
      case WRONG_TYPE -> calls.texts().say("picture.wrongType");
      case BROKEN -> calls.texts().say("picture.broken");
      default -> calls.words(failure);
    };
  }

  private void complain(String key) {
    status.set(Status.problem(calls.texts().say(key)));
  }

  /// By the first bytes, as the server goes: a PNG, JPEG, GIF or WebP.
  private static boolean isPicture(byte[] image) {
    return starts(image, 0, 0x89, 'P', 'N', 'G')
        || starts(image, 0, 0xff, 0xd8, 0xff)
        || starts(image, 0, 'G', 'I', 'F', '8')
        || (starts(image, 0, 'R', 'I', 'F', 'F') && starts(image, 8, 'W', 'E', 'B', 'P'));
  }

  private static boolean starts(byte[] image, int at, int... bytes) {
    if (image.length < at + bytes.length) {
      return false;
    }
    for (int i = 0; i < bytes.length; i++) {
      if ((image[at + i] & 0xff) != bytes[i]) {
        return false;
      }
    }
    return true;
  }

  /// Who it is.
  public ReadOnlyObjectProperty<AccountInfo> accountProperty() {
    return account.getReadOnlyProperty();
  }

  /// Their picture.
  public ReadOnlyObjectProperty<Picture> pictureProperty() {
    return picture.getReadOnlyProperty();
  }

  /// How the last change went.
  public ReadOnlyObjectProperty<Status> statusProperty() {
    return status.getReadOnlyProperty();
  }

  /// Whether a picture is on its way.
  public ReadOnlyBooleanProperty busyProperty() {
    return busy.getReadOnlyProperty();
  }
}
