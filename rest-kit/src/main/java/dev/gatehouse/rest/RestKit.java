package dev.gatehouse.rest;

import dev.gatehouse.rest.http.LastAnswers;
import dev.gatehouse.rest.http.RequestLog;
import dev.gatehouse.rest.problem.ProblemHandler;
import dev.gatehouse.rest.security.SecurityConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Everything that a REST service of Gatehouse needs around its routes; services import it. They
 * bring a {@code Clock}, a {@code PeopleDirectory} and, for routes under {@code /internal}, {@code
 * InstallationKeys}.
 */
@Configuration(proxyBeanMethods = false)
@Import(SecurityConfiguration.class)
public class RestKit {
  @Bean
  @Order(-2)
  ProblemHandler problemHandler() {
    return new ProblemHandler();
  }

  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  LastAnswers lastAnswers() {
    return new LastAnswers();
  }

  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE + 10)
  RequestLog requestLog() {
    return new RequestLog();
  }
}
