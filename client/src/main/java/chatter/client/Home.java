package chatter.client;

import chatter.client.hosting.HostingViewModel;
import chatter.client.prefs.ClientFolder;
import chatter.client.ui.FxExecutor;
import java.util.function.Supplier;
import javafx.scene.Parent;

/// What lives as long as the program, and every part of the flow needs.
///
/// @param folder where everything is kept
/// @param remembered the preferences
/// @param window where everything is shown
/// @param ui the way onto the JavaFX application thread
/// @param hosting the chat hosted here
/// @param hostingPanel makes its place in the drawer, or gives the one made before
record Home(
    ClientFolder folder,
    Remembered remembered,
    AppWindow window,
    FxExecutor ui,
    HostingViewModel hosting,
    Supplier<Parent> hostingPanel) {}
