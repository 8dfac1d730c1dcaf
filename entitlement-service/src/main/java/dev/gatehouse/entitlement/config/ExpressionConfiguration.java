package dev.gatehouse.entitlement.config;

import dev.gatehouse.core.expression.Expressions;
import dev.gatehouse.expression.CelExpressions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The language that policies are written in. */
@Configuration(proxyBeanMethods = false)
class ExpressionConfiguration {
  @Bean
  Expressions expressions() {
    return new CelExpressions();
  }
}
