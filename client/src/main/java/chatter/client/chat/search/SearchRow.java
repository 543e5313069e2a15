package chatter.client.chat.search;

import chatter.client.chat.sidebar.ConversationSummary;
import chatter.shared.api.SearchHit;
import chatter.shared.protocol.AccountInfo;

/// A line below the field: a message that was found, something that can be said in the field, or
/// the end.
sealed interface SearchRow {
  /// By which it is known again when others come.
  String key();

  /// A message.
  ///
  /// @param where what its conversation is called
  /// @param when when it was sent, in words
  record Message(SearchHit hit, String where, String when) implements SearchRow {
    @Override
    public String key() {
      return "message " + hit.conversation() + " " + hit.row().seq();
    }
  }

  /// Something that can be said in the field.
  sealed interface Offer extends SearchRow {
    /// What it is called.
    String name();

    /// What is written then, as far as that is another word; may be empty.
    String hint();
  }

  /// An operator.
  record Operator(String operator, String name) implements Offer {
    @Override
    public String key() {
      return "operator " + operator;
    }

    @Override
    public String hint() {
      return operator + ":";
    }
  }

  /// Somebody.
  ///
  /// @param value what is written for them
  record Person(AccountInfo account, String name, String value) implements Offer {
    @Override
    public String key() {
      return "person " + account.id();
    }

    @Override
    public String hint() {
      return "";
    }
  }

  /// A conversation.
  ///
  /// @param value what is written for it
  record Conversation(ConversationSummary summary, String value) implements Offer {
    @Override
    public String key() {
      return "conversation " + summary.id();
    }

    @Override
    public String name() {
      return summary.title();
    }

    @Override
    public String hint() {
      return "";
    }
  }

  /// A kind of what a message has with it.
  record Kind(String kind, String name) implements Offer {
    @Override
    public String key() {
      return "kind " + kind;
    }

    @Override
    public String hint() {
      return kind;
    }
  }

  /// A day.
  ///
  /// @param value as it is written, e.g. 2026-11-23
  record Day(String value, String name) implements Offer {
    @Override
    public String key() {
      return "day " + value;
    }

    @Override
    public String hint() {
      return value;
    }
  }

  /// The end of what is shown, which says how far that goes.
  record Foot() implements SearchRow {
    @Override
    public String key() {
      return "foot";
    }
  }
}
