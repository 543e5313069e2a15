package chatter.shared.api;

import chatter.shared.protocol.Level;
import com.fasterxml.jackson.annotation.JsonInclude;

/// Body of `PUT /api/conversations/{id}/mine`. What is null stays as it is.
///
/// @param unreadFrom the `seq` of the first message that is to be unread again
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ChangeMineRequest(Boolean starred, Level level, Long unreadFrom) {}
