package chatter.client.chat.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.client.chat.search.SearchPieces.Piece;
import chatter.client.chat.search.SearchPieces.Written;
import chatter.server.Examples;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// The field is written in as on the page.
class SearchPiecesTest {
  private static final String FILE = "search-pieces.json";

  private static String text(JsonNode of) {
    return of.get("text").asString();
  }

  private static Optional<Piece> piece(JsonNode example) {
    return SearchPieces.at(text(example), example.get("caret").asInt());
  }

  private static Written result(JsonNode example) {
    return new Written(example.get("result").asString(), example.get("then").asInt());
  }

  @TestFactory
  Stream<DynamicTest> thePieceAtTheCaret() throws IOException {
    return Examples.tests(
        Examples.file(FILE).get("at"),
        example -> {
          Optional<Piece> wanted =
              example.get("operator").isNull()
                  ? Optional.empty()
                  : Optional.of(
                      new Piece(
                          example.get("operator").asString(),
                          example.get("typed").asString(),
                          example.get("from").asInt(),
                          example.get("to").asInt()));
          assertEquals(wanted, piece(example));
        });
  }

  @TestFactory
  Stream<DynamicTest> anotherValue() throws IOException {
    return Examples.tests(
        Examples.file(FILE).get("values"),
        example ->
            assertEquals(
                result(example),
                SearchPieces.withValue(
                    text(example), piece(example).orElseThrow(), example.get("value").asString())));
  }

  @TestFactory
  Stream<DynamicTest> anotherOperator() throws IOException {
    return Examples.tests(
        Examples.file(FILE).get("operators"),
        example ->
            assertEquals(
                result(example),
                SearchPieces.withOperator(text(example), example.get("operator").asString())));
  }

  @TestFactory
  Stream<DynamicTest> whatIsSaidAndTakenOut() throws IOException {
    return Examples.tests(
        Examples.file(FILE).get("said"),
        example -> {
          String said = example.get("said").asString();
          assertEquals(example.get("is").asBoolean(), SearchPieces.says(text(example), said));
          assertEquals(
              example.get("without").asString(), SearchPieces.without(text(example), said));
        });
  }

  @TestFactory
  Stream<DynamicTest> namesThatCanBeSaid() throws IOException {
    return StreamSupport.stream(Examples.file(FILE).get("sayable").spliterator(), false)
        .map(example -> {
          String value = example.get("value").asString();
          return DynamicTest.dynamicTest(
              "<" + value + ">",
              () -> assertEquals(example.get("is").asBoolean(), SearchPieces.isSayable(value)));
        });
  }
}
