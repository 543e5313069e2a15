package chatter.shared.api;

import chatter.shared.protocol.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/// Body of `POST /api/conversations`: a room. Fields may be null here; the server answers 422 for
/// what is missing.
///
/// @param topic null for none
/// @param members accounts to be in it beside its maker; null for nobody
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CreateRoomRequest(
    String title, String topic, Visibility visibility, List<Long> members) {}
