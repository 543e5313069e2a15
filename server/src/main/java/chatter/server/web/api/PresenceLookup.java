package chatter.server.web.api;

import chatter.shared.protocol.PresenceInfo;
import java.util.Collection;
import java.util.Map;

/// Whether people are here, for those who ask. Any thread; blocks for a moment.
@FunctionalInterface
public interface PresenceLookup {
  /// Those of them who may sign in.
  Map<Long, PresenceInfo> of(Collection<Long> accounts);
}
