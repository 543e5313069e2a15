package chatter.client.chat.file;

import chatter.client.chat.message.UploadProgress;
import chatter.client.ui.Texts;

/// What is needed to show the files of messages.
public record FileContext(
    Texts texts,
    Pictures pictures,
    Downloads downloads,
    UploadProgress uploads,
    FileActions actions) {}
