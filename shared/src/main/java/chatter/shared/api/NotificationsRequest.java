package chatter.shared.api;

import chatter.shared.notification.DoNotDisturb;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Body of `PATCH /api/account/notifications`. What is null stays as it is.
///
/// @param doNotDisturb when there are none
/// @param words those that ring wherever they are written; may hold anything that JSON can say
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NotificationsRequest(DoNotDisturb doNotDisturb, List<String> words) {
  public NotificationsRequest {
    words = words == null ? null : Collections.unmodifiableList(new ArrayList<>(words));
  }
}
