package chatter.server.store;

/// How far somebody has come in what is stored, in its one order: whoever finds that transaction in
/// a database knows that all before it is there too.
///
/// @param number the transaction's place among all
/// @param mark by which it is told from any other with that number, as after data was lost
public record FeedPosition(long number, String mark) {}
