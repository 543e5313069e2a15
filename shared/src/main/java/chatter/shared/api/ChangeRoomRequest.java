package chatter.shared.api;

import chatter.shared.protocol.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;

/// Body of `PATCH /api/conversations/{id}`. What is null stays as it is.
///
/// @param confirm must be true to make a private room open: everybody can read then what was said
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ChangeRoomRequest(
    String title, String topic, Visibility visibility, Boolean archived, Boolean confirm) {}
