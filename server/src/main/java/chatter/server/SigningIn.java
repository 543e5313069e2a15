package chatter.server;

import java.time.Duration;

/// How people sign in, and how long that lasts.
///
/// @param grace how long after its last connection a login ends; null if that ends no login
/// @param bcryptCost how expensive hashing a password is, 4 to 14
public record SigningIn(Duration grace, int bcryptCost) {
  public SigningIn {
    if (grace != null && grace.isNegative()) {
      throw new IllegalArgumentException("the session grace is 0 or more");
    }
    if (bcryptCost < ServerConfig.MIN_BCRYPT_COST || bcryptCost > ServerConfig.MAX_BCRYPT_COST) {
      throw new IllegalArgumentException(
          "the bcrypt cost is "
              + ServerConfig.MIN_BCRYPT_COST
              + " to "
              + ServerConfig.MAX_BCRYPT_COST
              + ", not "
              + bcryptCost);
    }
  }
}
