package chatter.client.chat.room;

import chatter.client.net.http.ApiException;
import chatter.client.net.http.ErrorMessage;
import chatter.client.ui.Futures;
import chatter.client.ui.form.FormField;
import chatter.client.ui.search.PagedSearch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// Calls of one form: one at a time, and what is refused stands at the field it is about, or for
/// the whole. JavaFX application thread only.
final class Calls {
  private final RoomContext context;
  private final List<FormField> fields;
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
  private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper("");

  Calls(RoomContext context, FormField... fields) {
    this.context = context;
    this.fields = List.of(fields);
  }

  ReadOnlyBooleanProperty busyProperty() {
    return busy.getReadOnlyProperty();
  }

  ReadOnlyStringProperty errorProperty() {
    return error.getReadOnlyProperty();
  }

  void clear() {
    error.set("");
    fields.forEach(field -> field.say(""));
  }

  /// Calls, unless something is under way.
  <T> void run(CompletableFuture<T> call, Consumer<T> done) {
    run(call, done, _ -> false);
  }

  /// @param handled takes a refusal and says whether it is seen to
  <T> void run(
      CompletableFuture<T> call, Consumer<T> done, Function<ApiException, Boolean> handled) {
    clear();
    busy.set(true);
    Futures.deliver(
        call,
        context.ui(),
        (answer, failure) -> {
          busy.set(false);
          if (failure == null) {
            done.accept(answer);
          } else {
            ApiException refusal = ApiException.of(failure);
            if (!handled.apply(refusal)) {
              say(ErrorMessage.of(refusal));
            }
          }
        });
  }

  private void say(ErrorMessage message) {
    String words = message.say(context.texts()::say);
    message
        .field()
        .flatMap(name -> fields.stream().filter(field -> field.name().equals(name)).findFirst())
        .ifPresentOrElse(field -> field.say(words), () -> error.set(words));
  }

  /// A search whose pages go on where the one before ended, in whatever way the server says that.
  ///
  /// @param <A> the server's answer
  /// @param <T> who is found
  /// @param <N> how the server says where a page ended
  static <A, T, N> PagedSearch<T> search(
      RoomContext context,
      BiFunction<String, N, CompletableFuture<A>> call,
      Function<A, List<T>> found,
      Function<A, N> next) {
    List<N> ends = new ArrayList<>();
    return new PagedSearch<>((query, after, good, failed) ->
        Futures.deliver(
            call.apply(query, after == null ? null : ends.get(after.intValue())),
            context.ui(),
            (answer, failure) -> {
              if (failure != null) {
                failed.accept(ErrorMessage.of(ApiException.of(failure)).say(context.texts()::say));
                return;
              }
              N end = next.apply(answer);
              if (end != null) {
                ends.add(end);
              }
              good.accept(
                  new PagedSearch.Page<>(
                      found.apply(answer), end == null ? null : ends.size() - 1L));
            }));
  }
}
