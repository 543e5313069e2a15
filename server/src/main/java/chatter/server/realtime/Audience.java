package chatter.server.realtime;

import chatter.server.account.AccountListener;
import chatter.server.account.Notifications;
import chatter.server.conversation.EventPublisher;
import chatter.server.session.RevocationListener;

/// Everybody who is connected, as those see them who store something: whom all of it is told to.
public interface Audience
    extends EventPublisher, RevocationListener, AccountListener, Notifications.Listener {}
