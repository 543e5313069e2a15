package chatter.client.net.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import chatter.client.net.http.FoundMessages.Hit;
import chatter.client.net.http.FoundMessages.Place;
import chatter.shared.api.ApiJson;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the server says it found is understood.
class FoundMessagesTest {
  @Test
  void placesAreArraysOfTwoNumbers() {
    FoundMessages page =
        ApiJson.MAPPER.readValue(
            """
            {"hits":[{"conversation":3,"row":{"type":"messagePosted","conversation":3,"seq":42,
              "sender":{"id":4,"name":"Lena Koch"},"body":"a cable","sentAt":"2026-11-23T09:00:00Z",
              "files":[{"id":"f","name":"cable.pdf","mediaType":"application/pdf","bytes":3}]},
              "text":"a cable","marks":[[2,7]],"files":[{"index":0,"marks":[[0,5]]}]}],
             "next":"p2","upTo":"2026-11-20T10:00:00Z"}
            """,
            FoundMessages.class);
    Hit hit = page.hits().getFirst();
    assertEquals(42, hit.row().seq());
    assertEquals(List.of(new Place(2, 7)), hit.marks());
    assertEquals(List.of(new FoundMessages.FoundFile(0, List.of(new Place(0, 5)))), hit.files());
    assertEquals("p2", page.next());
    assertEquals(Instant.parse("2026-11-20T10:00:00Z"), page.upTo());
  }

  @Test
  void theLastPageNamesNoNextOne() {
    FoundMessages page =
        ApiJson.MAPPER.readValue("{\"hits\":[],\"next\":null,\"upTo\":null}", FoundMessages.class);
    assertEquals(List.of(), page.hits());
    assertNull(page.next());
    assertNull(page.upTo());
  }
}
