package chatter.server;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/// What there is with a database file alone: skipped where tests keep what they store in
/// PostgreSQL.
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SqliteOnly.Condition.class)
public @interface SqliteOnly {
  /// Why, in one sentence.
  String value();

  /// Reads it.
  final class Condition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      return AnnotationSupport.findAnnotation(context.getElement(), SqliteOnly.class)
          .filter(_ -> Stores.arePostgres())
          .map(only -> ConditionEvaluationResult.disabled("with a file alone: " + only.value()))
          .orElse(ConditionEvaluationResult.enabled("as everywhere"));
    }
  }
}
