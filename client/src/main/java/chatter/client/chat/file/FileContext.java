package chatter.client.chat.file;

import chatter.client.chat.message.UploadProgress;
import chatter.client.ui.Texts;
import javafx.beans.value.ObservableBooleanValue;

/// What is needed to show the files of messages.
///
/// @param motion whether anything may move by itself
public record FileContext(
    Texts texts,
    Pictures pictures,
    Downloads downloads,
    UploadProgress uploads,
    FileActions actions,
    ObservableBooleanValue motion) {}
