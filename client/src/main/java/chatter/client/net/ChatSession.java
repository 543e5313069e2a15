package chatter.client.net;

import chatter.client.net.http.ConversationCalls;
import chatter.client.net.http.FileCalls;
import chatter.client.net.http.HistoryQuery;
import chatter.client.net.outbox.MessageRef;
import chatter.client.net.outbox.OutboxException;
import chatter.client.net.outbox.OutboxFile;
import chatter.shared.api.HistoryPage;
import chatter.shared.api.PeopleResponse;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/// What a chat screen may do with a session. Safe for any thread; nothing here waits for the
/// network. What comes of it arrives as `SessionEvent`s at the session's listener.
public interface ChatSession {
  /// How long a deletion can be taken back.
  Duration UNDO = Duration.ofSeconds(5);

  /// Puts a message into the outbox on disk, to be sent as soon as possible, for as long as it
  /// takes.
  ///
  /// @param body 1 to `Limits.BODY_CODE_POINTS` code points after trimming
  /// @param replyTo the `seq` it answers, or null
  /// @param answeredAt when that was sent, by which it is known again if the server is restored
  ///   from a backup while this waits: then it goes out as an answer to the same message or to
  ///   none. Null if that is not known
  /// @return the message's commandId; it is safe on disk
  /// @throws OutboxException if the disk refuses; nothing was sent, and the text must stay
  /// @throws IllegalArgumentException if the body is empty or too long
  default String send(long conversation, String body, Long replyTo, Instant answeredAt)
      throws OutboxException {
    return send(conversation, body, replyTo, answeredAt, List.of());
  }

  /// The same with files; then the body may be empty.
  ///
  /// @param files up to `Limits.FILES_PER_MESSAGE` that were kept before
  String send(
      long conversation, String body, Long replyTo, Instant answeredAt, List<OutboxFile> files)
      throws OutboxException;

  /// Copies a file for a message that is being written, so that the original may go. What is not
  /// sent is forgotten with the program's end.
  ///
  /// @param source opens the file; called on another thread
  /// @return the copy, which is on the disk; fails with an `OutboxException` if this computer's
  ///   disk refuses, and with what `source` throws
  CompletableFuture<OutboxFile> keep(Callable<InputStream> source, String name);

  /// Forgets the copy of a file that was not sent.
  void forget(OutboxFile file);

  /// Where the copy of a file is that waits.
  Path copyOf(OutboxFile file);

  /// The calls about files that were sent.
  FileCalls files();

  /// The small pictures of files that are on this computer.
  PictureCache pictures();

  /// The same for what answers nothing, or something of which only the number is known.
  default String send(long conversation, String body, Long replyTo) throws OutboxException {
    return send(conversation, body, replyTo, null);
  }

  /// Gives a message of one's own another text: into the outbox, as a message. One that still waits
  /// and was never sent is changed there.
  ///
  /// @param body 1 to `Limits.BODY_CODE_POINTS` code points after trimming
  void edit(long conversation, MessageRef message, String body) throws OutboxException;

  /// Deletes a message. It goes out after `UNDO`, until when `discard` takes it back, and is on the
  /// disk at once. One that still waits and was never sent is taken out.
  void delete(long conversation, MessageRef message) throws OutboxException;

  /// Puts a reaction on a message or takes it off.
  ///
  /// @param emoji one emoji
  void react(long conversation, MessageRef message, String emoji, boolean on)
      throws OutboxException;

  /// Pins a message or takes the pin off.
  void pin(long conversation, MessageRef message, boolean on) throws OutboxException;

  /// Sends a failed message or edit again: with the same id, or with another if the server holds
  /// something else under that one. Unknown ids and those not failed are left alone.
  void retry(String commandId);

  /// Takes a message or a change that is not being sent out of the outbox. One that is being sent
  /// stays, as it may have been stored.
  void discard(String commandId);

  /// The calls about conversations. Futures fail with an `ApiException`.
  ConversationCalls conversations();

  /// Moves one's own read mark forward to `seq`. Call as often as you like: it is told to the
  /// server at a gentle pace, and again after a reconnect if need be.
  void markRead(long conversation, long seq);

  /// Tells the others that one is typing, or has stopped. Call it with every key: it is told at
  /// most once in 3 s, and not at all while away from the server.
  void setTyping(long conversation, boolean typing);

  /// A page of history. Fails with an `ApiException`.
  CompletableFuture<HistoryPage> history(long conversation, HistoryQuery query);

  /// Messages by what is in them, a page of them, the newest first: those of the server, and while
  /// that is away those that are on this computer. Fails with an `ApiException`.
  CompletableFuture<SearchPage> search(SearchRequest request);

  /// A page of those in the chat of whose name a word begins so; `after` is the `next` of the page
  /// before, or null. Fails with an `ApiException`.
  CompletableFuture<PeopleResponse> people(String query, Long after);

  /// The image behind an `avatarUrl`. Fails with an `ApiException`.
  CompletableFuture<byte[]> avatar(String avatarUrl);

  /// Connects at once instead of waiting for the next try; while connected, checks that the
  /// connection still works. For a button, and for when the window comes back.
  void tryNow();
}
