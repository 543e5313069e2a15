package chatter.client;

import chatter.client.hosting.HostingScreen;
import chatter.client.hosting.HostingViewModel;
import chatter.client.prefs.ClientFolder;
import chatter.client.settings.CurrentPreferences;
import chatter.client.system.notification.UnreadBadge;
import chatter.client.ui.FxExecutor;

/// What lives as long as the program, and every part of the flow needs.
///
/// @param folder where everything is kept
/// @param preferences the preferences in use
/// @param window where everything is shown
/// @param ui the way onto the JavaFX application thread
/// @param hosting the chat hosted here
/// @param hostingScreen where it is looked after
/// @param notifications where what is new is told
/// @param badge what shows how much is unread where the window does not
/// @param nearby whether chats on the network are looked for
record AppContext(
    ClientFolder folder,
    CurrentPreferences preferences,
    AppWindow window,
    FxExecutor ui,
    HostingViewModel hosting,
    HostingScreen hostingScreen,
    NotificationCenter notifications,
    UnreadBadge badge,
    boolean nearby) {}
