package dev.gatehouse.api.task;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import dev.gatehouse.api.limit.CommandLimit;
import dev.gatehouse.api.limit.Demand;
import dev.gatehouse.api.web.Signed;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The addresses of tasks. */
@Configuration(proxyBeanMethods = false)
class TaskRoutes {
  @Bean
  @Order(0)
  RouterFunction<ServerResponse> taskRouter(
      CommandLimit limit,
      CreationHandler creations,
      ActionHandler actions,
      TaskHandler tasks,
      HeldTasksHandler held) {
    RouterFunctions.Builder routes = route();
    for (Creation creation : Creation.values()) {
      routes.POST(
          creation.path(),
          Signed.in(
              limit.before(
                  Demand.NEW_TASK,
                  (caller, request) -> creations.create(creation, caller, request))));
    }
    for (Action action : Action.values()) {
      routes.POST(
          action.path(),
          Signed.in(
              limit.before(
                  Demand.GOING_ON, (caller, request) -> actions.act(action, caller, request))));
    }
    return routes
        .GET("/api/v1/tasks/{id}", Signed.in(tasks::get))
        .GET("/gatehouse/v1/tasks/held", Signed.in(held::list))
        .build();
  }
}
