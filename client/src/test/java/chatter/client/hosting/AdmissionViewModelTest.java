package chatter.client.hosting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.invite.Invites;
import chatter.shared.api.InviteOffer;
import chatter.shared.api.Registration;
import chatter.shared.invite.InviteLink;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who may join a chat that is hosted by the real server.
class AdmissionViewModelTest {
  @TempDir private Path folder;
  private HostingFixture here;
  private AdmissionViewModel admission;

  @BeforeEach
  void open() throws Exception {
    here = new HostingFixture(folder.resolve("hosted"));
    admission = new AdmissionViewModel(here.context, here.hosting, HostingFixture.NAME);
  }

  @AfterEach
  void close() {
    here.close();
  }

  private String name() {
    return here.hosting.runningProperty().get().orElseThrow().name();
  }

  @Test
  void nameChosenBeforeTheStartIsTheChats() throws Exception {
    admission.name().textProperty().set("  Chess Club ");
    assertTrue(admission.saveName());
    here.start();
    assertEquals("Chess Club", name());
    assertEquals("Chess Club", admission.name().text());
  }

  @Test
  void nameChangesWhileItRunsAndStays() throws Exception {
    here.start();
    admission.name().textProperty().set("Chess Club");
    assertTrue(admission.saveName());
    here.until(() -> !admission.statusProperty().get().text().isEmpty());
    assertFalse(admission.statusProperty().get().problem());
    here.stop();
    here.start();
    assertEquals("Chess Club", name());
  }

  @Test
  void nameThatIsNoneIsRefused() {
    admission.name().textProperty().set("  ");
    assertFalse(admission.saveName());
    assertEquals("Enter a name.", admission.name().errorProperty().get());
  }

  @Test
  void whoMayJoinIsChangedAndHolds() throws Exception {
    here.start();
    here.signUp("Ada");
    Assertions.assertThrows(ExecutionException.class, () -> here.signUp("Ben"));
    admission.admit(Registration.OPEN);
    here.server.ask(chat -> true).get();
    here.signUp("Ben");
    here.stop();
    here.start();
    assertEquals(Registration.OPEN, admission.registrationProperty().get());
  }

  @Test
  void inviteLeadsHereAndEndsWhenAllEnd() throws Exception {
    here.hosting.chooseOpen(true);
    here.start();
    Invites inviting = new HostedInvites(here.context, here.hosting);
    InviteOffer offer = inviting.make(null, 24).get(60, TimeUnit.SECONDS);
    InviteLink link = InviteLink.parse(offer.link()).orElseThrow();
    assertEquals(offer.invite().code().replace("-", ""), link.code());
    assertEquals(
        here.hosting.runningProperty().get().orElseThrow().fingerprint().orElseThrow(),
        link.fingerprint());
    assertTrue(offer.qr().size() > 0);
    assertEquals(HostingFixture.NAME, inviting.chat());
    inviting.make(1, 24).get(60, TimeUnit.SECONDS);
    assertEquals(2, inviting.list().get(60, TimeUnit.SECONDS).size());
    inviting.end(offer.invite().id()).get(60, TimeUnit.SECONDS);
    assertEquals(1, inviting.list().get(60, TimeUnit.SECONDS).getFirst().usesLeft());
    inviting.endAll().get(60, TimeUnit.SECONDS);
    assertEquals(List.of(), inviting.list().get(60, TimeUnit.SECONDS));
  }
}
