package chatter.client;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// Which package of the client may know which.
@AnalyzeClasses(packages = "chatter", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] SCREENS = {
    "chatter.client.login..",
    "chatter.client.chat..",
    "chatter.client.settings..",
    "chatter.client.hosting..",
    "chatter.client.doctor..",
    "chatter.client.invite.."
  };

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices()
          .matching("chatter.client.(*)..")
          .should()
          .beFreeOfCycles()
          .because("dependencies point down");

  @ArchTest
  static final ArchRule screensDoNotKnowEachOther =
      slices()
          .matching("chatter.client.(login|chat|settings|hosting|doctor)..")
          .should()
          .notDependOnEachOther()
          .because("the flow between them belongs to the composition root");

  @ArchTest
  static final ArchRule nothingKnowsTheRoot =
      noClasses()
          .that()
          .resideInAPackage("chatter.client.(*)..")
          .should()
          .dependOnClassesThat(resideInAPackage("chatter.client"))
          .because("the root puts everything together");

  @ArchTest
  static final ArchRule netKnowsNeitherJavaFxNorScreens =
      noClasses()
          .that()
          .resideInAPackage("chatter.client.net..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(SCREENS)
                  .or(
                      resideInAnyPackage(
                          "javafx..", "chatter.client.ui..", "chatter.client.prefs..")))
          .because("there is one hop to the JavaFX thread, and it is not here");

  @ArchTest
  static final ArchRule partsOfNetDoNotKnowTheSession =
      noClasses()
          .that()
          .resideInAPackage("chatter.client.net.(*)..")
          .should()
          .dependOnClassesThat(resideInAPackage("chatter.client.net"))
          .because("the session puts them together");

  @ArchTest
  static final ArchRule partsOfNetAreLayers =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("http")
          .definedBy("chatter.client.net.http..")
          .layer("socket")
          .definedBy("chatter.client.net.socket..")
          .layer("outbox")
          .definedBy("chatter.client.net.outbox..")
          .layer("discovery")
          .definedBy("chatter.client.net.discovery..")
          .layer("check")
          .definedBy("chatter.client.net.check..")
          .whereLayer("socket")
          .mayOnlyBeAccessedByLayers("outbox", "check")
          .whereLayer("outbox")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("discovery")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("check")
          .mayNotBeAccessedByAnyLayer()
          .because("calls know no sockets, and neither knows what is built on them");

  @ArchTest
  static final ArchRule sessionKnowsNoScreen =
      noClasses()
          .that()
          .resideInAPackage("chatter.client.session..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(SCREENS)
                  .or(resideInAnyPackage("javafx.scene..", "javafx.stage..", "javafx.fxml..")))
          .because("windows and notifications hang on a login, and it on none of them");

  @ArchTest
  static final ArchRule theCopyKnowsNoScreen =
      noClasses()
          .that()
          .resideInAPackage("chatter.client.copy..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(SCREENS)
                  .or(
                      resideInAnyPackage(
                          "javafx..", "chatter.client.ui..", "chatter.client.session..")))
          .because("what is kept is the server's word, whoever shows it");

  @ArchTest
  static final ArchRule theDatabaseStaysInTheCopy =
      noClasses()
          .that()
          .resideInAPackage("chatter.client..")
          .and()
          .resideOutsideOfPackage("chatter.client.copy..")
          .should()
          .dependOnClassesThat(resideInAnyPackage("java.sql..", "org.sqlite.."))
          .because("one package knows what its file is, so that it can be another");

  @ArchTest
  static final ArchRule websocketLibraryStaysInSocket =
      noClasses()
          .that()
          .resideOutsideOfPackage("chatter.client.net.socket..")
          .should()
          .dependOnClassesThat(resideInAPackage("org.java_websocket.."))
          .because("one class knows it, so that it can be replaced");

  @ArchTest
  static final ArchRule discoveryLibraryStaysInDiscovery =
      noClasses()
          .that()
          .resideInAPackage("chatter.client..")
          .and()
          .resideOutsideOfPackage("chatter.client.net.discovery..")
          .should()
          .dependOnClassesThat(resideInAPackage("javax.jmdns.."))
          .because("one class knows it, so that it can be replaced");

  @ArchTest
  static final ArchRule busLibraryStaysInNotification =
      noClasses()
          .that()
          .resideInAPackage("chatter.client..")
          .and()
          .resideOutsideOfPackage("chatter.client.system.notification..")
          .should()
          .dependOnClassesThat(resideInAPackage("org.freedesktop.."))
          .because("it is loaded with the first notification only, and can be replaced");

  @ArchTest
  static final ArchRule prefsKnowNothing =
      noClasses()
          .that()
          .resideInAPackage("chatter.client.prefs..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(SCREENS)
                  .or(
                      resideInAnyPackage(
                          "javafx..",
                          "chatter.client.ui..",
                          "chatter.client.net..",
                          "chatter.server.."))
                  // What every program on this computer knows, as where its user's folder is.
                  .or(
                      resideInAPackage("chatter.shared..")
                          .and(not(resideInAPackage("chatter.shared.system..")))))
          .because("what is remembered outlives every screen and every protocol");

  @ArchTest
  static final ArchRule uiKnowsNoFeature =
      noClasses()
          .that()
          .resideInAPackage("chatter.client.ui..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(SCREENS)
                  .or(
                      resideInAnyPackage(
                          "chatter.client.net..", "chatter.client.prefs..", "chatter.server..")))
          .because("shared controls serve every screen");

  @ArchTest
  static final ArchRule onlyHostingKnowsTheServer =
      noClasses()
          .that()
          .resideInAPackage("chatter.client..")
          .and()
          .resideOutsideOfPackage("chatter.client.hosting..")
          .should()
          .dependOnClassesThat(resideInAPackage("chatter.server.."))
          .because("a desktop that hosts nothing needs no server");

  /// What `hosting` may know of a server: how one is started, and what is done with its folder.
  private static final String[] FRONT_DOORS = {
    "chatter.server",
    "chatter.server.archive",
    "chatter.server.backup",
    "chatter.server.doctor",
    "chatter.server.export"
  };

  @ArchTest
  static final ArchRule hostingKnowsTheServersFrontDoorsOnly =
      noClasses()
          .that()
          .resideInAPackage("chatter.client.hosting..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("chatter.server..").and(not(resideInAnyPackage(FRONT_DOORS))))
          .because(
              "a server is put together by ChatterServer alone; who hosts one starts it, and looks"
                  + " after its folder by the facade of each feature");

  @ArchTest
  static final ArchRule theMessageListKnowsNothingOfChat =
      noClasses()
          .that()
          .resideInAPackage("chatter.client.chat.list..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("chatter..")
                  .and(not(resideInAPackage("chatter.client.chat.list.."))))
          .because("holding still is hard enough, and can be shown alone");

  @ArchTest
  static final ArchRule partsOfTheChatDoNotKnowEachOther =
      slices()
          .matching("chatter.client.chat.(timeline|composer|sidebar)..")
          .should()
          .notDependOnEachOther()
          .because("the chat screen puts them together");

  @ArchTest
  static final ArchRule partsOfTheChatDoNotKnowItsScreen =
      noClasses()
          .that()
          .resideInAPackage("chatter.client.chat.(*)..")
          .should()
          .dependOnClassesThat(resideInAPackage("chatter.client.chat"))
          .because("there may be many conversations, and another screen for them");

  @ArchTest
  static final ArchRule aMessageKnowsNoPlaceWhereItIsShown =
      noClasses()
          .that()
          .resideInAPackage("chatter.client.chat.message..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("chatter.client.chat..")
                  .and(not(resideInAPackage("chatter.client.chat.message.."))))
          .because("timeline and composer both show messages");

  @ArchTest
  static final ArchRule aTextKnowsNoPlaceWhereItIsShown =
      noClasses()
          .that()
          .resideInAPackage("chatter.client.chat.text..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("chatter.client.chat..")
                  .and(not(resideInAPackage("chatter.client.chat.text.."))))
          .because("a preview can draw one as well as the timeline");

  @ArchTest
  static final ArchRule controlsForAllKnowNoSpecialOnes =
      noClasses()
          .that()
          .resideInAPackage("chatter.client.ui")
          .should()
          .dependOnClassesThat(resideInAPackage("chatter.client.ui.(*).."))
          .because("dialogs, forms, search and emoji are built from them");

  @ArchTest
  static final ArchRule viewModelsNeedNoToolkit =
      noClasses()
          .that()
          .haveSimpleNameEndingWith("ViewModel")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "javafx.scene..", "javafx.stage..", "javafx.fxml..", "javafx.application.."))
          .because("their tests run without a toolkit");

  @ArchTest
  static final ArchRule onlyMainPrints =
      noClasses()
          .that()
          .resideInAPackage("chatter.client..")
          .and()
          .doNotHaveSimpleName("ClientMain")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .because("everything else logs");
}
