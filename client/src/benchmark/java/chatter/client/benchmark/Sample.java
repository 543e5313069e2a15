package chatter.client.benchmark;

import java.util.Arrays;
import java.util.List;

/// Numbers measured, in ascending order; at least one.
record Sample(List<Double> values) {
  Sample {
    values = values.stream().sorted().toList();
  }

  /// Of what the app under test tells: microseconds with commas between.
  static Sample millis(String micros) {
    return new Sample(
        Arrays.stream(micros.split(",", -1)).map(Double::valueOf).map(each -> each / 1e3).toList());
  }

  double median() {
    int middle = values.size() / 2;
    return values.size() % 2 == 1
        ? values.get(middle)
        : (values.get(middle - 1) + values.get(middle)) / 2;
  }

  /// The value that so large a share of them does not exceed.
  double quantile(double share) {
    int place = (int) Math.ceil(share * values.size()) - 1;
    return values.get(Math.clamp(place, 0, values.size() - 1));
  }

  double min() {
    return values.getFirst();
  }

  double max() {
    return values.getLast();
  }

  int size() {
    return values.size();
  }
}
