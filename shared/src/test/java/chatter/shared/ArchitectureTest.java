package chatter.shared;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// What both sides share may know of neither.
@AnalyzeClasses(packages = "chatter.shared", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  @ArchTest
  static final ArchRule sharedKnowsJavaAndJsonOnly =
      classes()
          .that()
          .resideInAPackage("chatter.shared..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "chatter.shared..",
              "java..",
              "tools.jackson..",
              "com.fasterxml.jackson.annotation..",
              "org.commonmark..",
              "org.nibor.autolink..")
          .because("a promise that drags one side's libraries along is no promise to the other");

  @ArchTest
  static final ArchRule addressesAreFoundInOnePlace =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("chatter.shared.text.Links")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.nibor.autolink..")
          .because("what is a link is one rule");

  @ArchTest
  static final ArchRule markdownIsReadInOnePlace =
      noClasses()
          .that()
          .haveNameNotMatching("chatter\\.shared\\.text\\.SpanReader(\\$.*)?")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.commonmark..")
          .because("everything else sees our own tree");

  @ArchTest
  static final ArchRule protocolIsReadAndWrittenInOnePlace =
      noClasses()
          .that()
          .resideInAPackage("chatter.shared.protocol..")
          .and()
          // And in the rules that HTTP shares with it.
          .haveNameNotMatching(".*\\.(Codec|StrictJson|Timestamps)(\\$.*)?")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("tools.jackson..")
          .because("what a frame may hold is decided in the codec");
}
