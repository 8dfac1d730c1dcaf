package dev.gatehouse.entitlement.facts;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import dev.gatehouse.entitlement.grant.Leases;
import dev.gatehouse.model.core.CoreJson;
import dev.gatehouse.model.core.FactJson;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import dev.gatehouse.model.internal.FactsAnswer;
import dev.gatehouse.model.internal.FactsRequest;
import dev.gatehouse.model.internal.LeaseAnswers;
import dev.gatehouse.model.internal.LeaseRequests;
import dev.gatehouse.model.internal.SettleAnswers;
import dev.gatehouse.model.internal.SettleRequests;
import dev.gatehouse.rest.http.JsonBodies;
import dev.gatehouse.rest.http.RequestTrace;
import dev.gatehouse.schemas.Trace;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import tools.jackson.core.JacksonException;

/** What the other services ask; they show their credential. */
@Configuration(proxyBeanMethods = false)
class InternalRoutes {
  private static final int LARGEST = 4 << 20;

  @Bean
  RouterFunction<ServerResponse> internalRouter(FactsReader facts, Leases leases) {
    return route()
        .POST("/internal/facts", request -> facts(request, facts))
        .POST("/internal/leases", request -> take(request, leases))
        .POST("/internal/leases/settle", request -> settle(request, leases))
        .build();
  }

  private static Mono<ServerResponse> facts(ServerRequest request, FactsReader facts) {
    return read(request, FactsRequest.class)
        .flatMap(asked -> facts.answer(asked.queries()))
        .map(answers -> new FactsAnswer(answers.stream().map(FactJson::write).toList()))
        .flatMap(InternalRoutes::ok);
  }

  private static Mono<ServerResponse> take(ServerRequest request, Leases leases) {
    return read(request, LeaseRequests.class)
        .flatMap(asked -> all(asked.requests(), leases::take, asked::trace))
        .map(LeaseAnswers::new)
        .flatMap(InternalRoutes::ok);
  }

  private static Mono<ServerResponse> settle(ServerRequest request, Leases leases) {
    return read(request, SettleRequests.class)
        .flatMap(asked -> all(asked.requests(), leases::settle, asked::trace))
        .map(SettleAnswers::new)
        .flatMap(InternalRoutes::ok);
  }

  /** All at once, answered in their order: what they need of the database is gathered there. */
  private static <Q, A> Mono<List<A>> all(
      List<Q> requests, Function<Q, Mono<A>> call, IntFunction<Map<String, String>> trace) {
    return Flux.range(0, requests.size())
        .flatMapSequential(
            i -> call.apply(requests.get(i)).contextWrite(context -> in(context, trace.apply(i))),
            Integer.MAX_VALUE)
        .collectList();
  }

  /** In the trace of what a request was caused by, since one call carries requests of many. */
  private static Context in(Context context, Map<String, String> trace) {
    return trace.isEmpty()
        ? context
        : context.put(
            RequestTrace.class,
            RequestTrace.of(trace.get(Trace.PARENT_HEADER), trace.get(Trace.STATE_HEADER)));
  }

  private static <T> Mono<T> read(ServerRequest request, Class<T> type) {
    return JsonBodies.bytes(request, LARGEST)
        .map(
            body -> {
              try {
                return CoreJson.mapper().readValue(body, type);
              } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
                throw new ApiException(
                    Code.INVALID_ARGUMENT,
                    "Expected a %s that this version knows, but it could not be read."
                        .formatted(type.getSimpleName()));
              }
            });
  }

  private static Mono<ServerResponse> ok(Object answer) {
    return JsonBodies.ok(CoreJson.write(answer));
  }
}
