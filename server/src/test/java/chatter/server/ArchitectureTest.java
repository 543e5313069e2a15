package chatter.server;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import chatter.server.store.Ownership;
import chatter.server.store.PrivateFiles;
import chatter.server.store.StorageException;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// Which package of the server may know which.
@AnalyzeClasses(packages = "chatter.server", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  @ArchTest
  static final ArchRule serverKnowsNoClient =
      noClasses()
          .that()
          .resideInAPackage("chatter.server..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("chatter.client..", "javafx..", "org.java_websocket..")
          .because("it runs where there is no desktop");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices()
          .matching("chatter.server.(*)..")
          .should()
          .beFreeOfCycles()
          .because("dependencies point down");

  @ArchTest
  static final ArchRule layersKnowWhatIsBelowThemOnly =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("root")
          .definedBy("chatter.server")
          .layer("web")
          .definedBy("chatter.server.web..")
          .layer("realtime")
          .definedBy("chatter.server.realtime..")
          .layer("cluster")
          .definedBy("chatter.server.cluster..")
          .layer("conversation")
          .definedBy("chatter.server.conversation..")
          .layer("search")
          .definedBy("chatter.server.search..")
          .layer("file")
          .definedBy("chatter.server.file..")
          .layer("invite")
          .definedBy("chatter.server.invite..")
          .layer("network")
          .definedBy("chatter.server.network..")
          .layer("session")
          .definedBy("chatter.server.session..")
          .layer("account")
          .definedBy("chatter.server.account..")
          .layer("cli")
          .definedBy("chatter.server.cli..")
          .layer("training")
          .definedBy("chatter.server.training..")
          .layer("doctor")
          .definedBy("chatter.server.doctor..")
          .layer("people")
          .definedBy("chatter.server.people..")
          .layer("backup")
          .definedBy("chatter.server.backup..")
          .layer("archive")
          .definedBy("chatter.server.archive..")
          .layer("export")
          .definedBy("chatter.server.export..")
          .layer("limit")
          .definedBy("chatter.server.limit..")
          .layer("nearby")
          .definedBy("chatter.server.nearby..")
          .layer("tls")
          .definedBy("chatter.server.tls..")
          .layer("picture")
          .definedBy("chatter.server.picture..")
          .layer("store")
          .definedBy("chatter.server.store..")
          .whereLayer("root")
          .mayOnlyBeAccessedByLayers("cli", "training")
          .whereLayer("cli")
          .mayOnlyBeAccessedByLayers("root")
          .whereLayer("training")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("doctor")
          .mayOnlyBeAccessedByLayers("root", "cli")
          .whereLayer("web")
          .mayOnlyBeAccessedByLayers("root", "cli")
          .whereLayer("cluster")
          .mayOnlyBeAccessedByLayers("root", "cli")
          .whereLayer("realtime")
          .mayOnlyBeAccessedByLayers("root", "web", "cluster")
          .whereLayer("backup")
          .mayOnlyBeAccessedByLayers("root", "cli", "doctor", "archive")
          .whereLayer("archive")
          .mayOnlyBeAccessedByLayers("root", "cli")
          .whereLayer("export")
          .mayOnlyBeAccessedByLayers("root", "cli")
          .whereLayer("people")
          .mayOnlyBeAccessedByLayers("root", "cli", "web", "backup", "archive")
          .whereLayer("conversation")
          .mayOnlyBeAccessedByLayers(
              "root", "web", "realtime", "search", "doctor", "backup", "export", "cluster")
          .whereLayer("search")
          .mayOnlyBeAccessedByLayers("root", "web")
          .whereLayer("file")
          .mayOnlyBeAccessedByLayers("root", "cli", "web", "backup", "archive", "export")
          .whereLayer("invite")
          .mayOnlyBeAccessedByLayers("root", "cli", "web", "backup", "archive", "export")
          .whereLayer("network")
          .mayOnlyBeAccessedByLayers("root", "cli", "doctor", "nearby")
          .whereLayer("session")
          .mayOnlyBeAccessedByLayers(
              "root", "web", "realtime", "people", "backup", "archive", "cluster")
          .whereLayer("account")
          .mayOnlyBeAccessedByLayers(
              "root",
              "web",
              "realtime",
              "session",
              "people",
              "conversation",
              "search",
              "invite",
              "backup",
              "cluster")
          .whereLayer("limit")
          .mayOnlyBeAccessedByLayers(
              "root", "cli", "training", "web", "realtime", "account", "file")
          .whereLayer("picture")
          .mayOnlyBeAccessedByLayers("account", "file")
          .whereLayer("nearby")
          .mayOnlyBeAccessedByLayers("root")
          .whereLayer("tls")
          .mayOnlyBeAccessedByLayers("root", "cli", "training", "web", "doctor")
          .whereLayer("store")
          .mayOnlyBeAccessedByLayers(
              "root",
              "cli",
              "doctor",
              "account",
              "session",
              "people",
              "conversation",
              "search",
              "file",
              "invite",
              "backup",
              "archive",
              "export",
              "cluster")
          .ignoreDependency(alwaysTrue(), equivalentTo(Version.class))
          .ignoreDependency(
              resideInAnyPackage("chatter.server.web..", "chatter.server.realtime.."),
              belongTo(equivalentTo(StorageException.class)))
          .ignoreDependency(
              resideInAPackage("chatter.server.web.."),
              resideInAPackage("chatter.server.picture.."))
          .ignoreDependency(
              resideInAnyPackage("chatter.server.tls..", "chatter.server.training.."),
              equivalentTo(PrivateFiles.class).or(equivalentTo(Ownership.class)))
          .because(
              "a feature is understood with what is below it; that storing failed is all that the"
                  + " upper two learn of the store, and a key or a cache is a file like others");

  @ArchTest
  static final ArchRule onlyMainReadsTheCommandLine =
      noClasses()
          .that()
          .resideInAPackage("chatter.server")
          .and()
          .doNotHaveSimpleName("ServerMain")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("chatter.server.cli..", "picocli..")
          .because("a server in another program is told how to run by its configuration");

  @ArchTest
  static final ArchRule signaturesAreForTheBucketOnly =
      noClasses()
          .that()
          .resideOutsideOfPackage("chatter.server.file.s3..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon.awssdk..")
          .because(
              "a server without a bucket never loads it, and there is one place to replace it");

  @ArchTest
  static final ArchRule sqlIsInStoresOnly =
      noClasses()
          .that()
          .resideInAPackage("chatter.server.(*)..")
          .and()
          .resideOutsideOfPackage("chatter.server.store..")
          .and()
          .haveSimpleNameNotEndingWith("Store")
          .and()
          .areTopLevelClasses()
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.jdbi..")
          .because("a feature's SQL is in one class beside it");

  @ArchTest
  static final ArchRule sqliteIsInItsStoreOnly =
      noClasses()
          .that()
          .resideInAPackage("chatter.server..")
          .and()
          .resideOutsideOfPackage("chatter.server.store.sqlite..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.sqlite..")
          .because("features work on every database");

  @ArchTest
  static final ArchRule postgresIsInItsStoreOnly =
      noClasses()
          .that()
          .resideInAPackage("chatter.server..")
          .and()
          .resideOutsideOfPackage("chatter.server.store.postgres..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.postgresql..", "com.zaxxer..")
          .because("features work on every database, and who has a file loads none of it");

  @ArchTest
  static final ArchRule storesKnowNotEachOther =
      noClasses()
          .that()
          .resideInAPackage("chatter.server.store")
          .or()
          .resideInAPackage("chatter.server.store.sqlite..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("chatter.server.store.postgres..")
          .because("the file needs no server, and what they share needs neither");

  @ArchTest
  static final ArchRule sharedStoreKnowsNoFile =
      noClasses()
          .that()
          .resideInAnyPackage("chatter.server.store", "chatter.server.store.postgres..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("chatter.server.store.sqlite..")
          .because("the server needs no file, and what they share needs neither");

  @ArchTest
  static final ArchRule storesAreTheirFeaturesOwn =
      classes()
          .that()
          .haveSimpleNameEndingWith("Store")
          .should()
          .bePackagePrivate()
          .because("others ask the feature, which checks who may");

  @ArchTest
  static final ArchRule containerStaysAtTheEdge =
      noClasses()
          .that()
          .resideInAPackage("chatter.server..")
          .and()
          .resideOutsideOfPackages("chatter.server.web..", "chatter.server.realtime..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta.websocket..", "jakarta.servlet..", "org.eclipse.jetty..")
          .because("what people do in a chat does not depend on how they are connected");

  @ArchTest
  static final ArchRule webIsCutByResource =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("wiring")
          .definedBy("chatter.server.web")
          .layer("resources")
          .definedBy(
              "chatter.server.web.account..",
              "chatter.server.web.conversation..",
              "chatter.server.web.file..",
              "chatter.server.web.invite..",
              "chatter.server.web.page..",
              "chatter.server.web.people..",
              "chatter.server.web.search..",
              "chatter.server.web.session..")
          .layer("server")
          .definedBy("chatter.server.web.server..")
          .layer("api")
          .definedBy("chatter.server.web.api..")
          .layer("guard")
          .definedBy("chatter.server.web.guard..")
          .layer("problem")
          .definedBy("chatter.server.web.problem..")
          .whereLayer("wiring")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("resources")
          .mayOnlyBeAccessedByLayers("wiring")
          .whereLayer("server")
          .mayOnlyBeAccessedByLayers("wiring", "resources")
          .whereLayer("api")
          .mayOnlyBeAccessedByLayers("wiring", "resources", "server")
          .whereLayer("guard")
          .mayOnlyBeAccessedByLayers("wiring", "resources", "server", "api")
          .because("a request goes through the guard to one resource, which answers or refuses");

  @ArchTest
  static final ArchRule resourcesDoNotKnowEachOther =
      slices()
          .matching(
              "chatter.server.web.(account|conversation|file|invite|page|people|search|session)..")
          .should()
          .notDependOnEachOther()
          .because("each is read alone");

  @ArchTest
  static final ArchRule resourcesKnowNoJetty =
      noClasses()
          .that()
          .resideInAnyPackage(
              "chatter.server.web.account..",
              "chatter.server.web.conversation..",
              "chatter.server.web.invite..",
              "chatter.server.web.page..",
              "chatter.server.web.people..",
              "chatter.server.web.search..",
              "chatter.server.web.server..",
              "chatter.server.web.session..",
              "chatter.server.web.problem..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.eclipse.jetty..")
          .because("what a call does is said in servlets' words; Jetty is before it");

  @ArchTest
  static final ArchRule socketsKnowNoHub =
      noClasses()
          .that()
          .resideInAPackage("chatter.server.realtime.transport..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("chatter.server.realtime")
          .because(
              "bytes are carried whatever they say, and plain HTTP goes over the same sockets");

  @ArchTest
  static final ArchRule bcryptIsBehindAccounts =
      noClasses()
          .that()
          .resideOutsideOfPackage("chatter.server.account..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.mindrot..")
          .because("it cuts passwords off and must not run on a thread that serves sockets");

  @ArchTest
  static final ArchRule discoveryLibraryIsBehindTheAnnouncer =
      noClasses()
          .that()
          .resideOutsideOfPackage("chatter.server.nearby..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("javax.jmdns..")
          .because("a server that is not announced never loads it");

  @ArchTest
  static final ArchRule socketsLeaveJsonToTheCodec =
      noClasses()
          .that()
          .resideInAPackage("chatter.server.realtime..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("tools.jackson..")
          .because("what a frame may hold is decided in the codec");

  @ArchTest
  static final ArchRule onlyMainPrints =
      noClasses()
          .that()
          .doNotHaveSimpleName("ServerMain")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .because("everything else logs");

  @ArchTest
  static final ArchRule timesAreInstants =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("chatter.server.tls.Validity")
          .should()
          .dependOnClassesThat()
          .haveNameMatching("java\\.util\\.(Date|Calendar|GregorianCalendar|TimeZone)")
          .because(
              "java.time says what is meant, and a Clock can be pinned; certificates know no"
                  + " better, and one class asks them");
}
