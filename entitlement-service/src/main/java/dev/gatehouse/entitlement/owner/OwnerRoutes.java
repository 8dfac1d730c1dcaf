package dev.gatehouse.entitlement.owner;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The addresses of owners. */
@Configuration(proxyBeanMethods = false)
class OwnerRoutes {
  private static final String APP = "/api/v1/apps/{app_id}";
  private static final String ENTITLEMENT = APP + "/entitlements/{entitlement_id}";

  @Bean
  RouterFunction<ServerResponse> ownerRouter(OwnerHandler handler) {
    return route()
        .GET(APP + "/owners", request -> handler.list(OwnedThing.APP, request))
        .GET(APP + "/ownerids", request -> handler.listIds(OwnedThing.APP, request))
        .PUT(APP + "/owners", request -> handler.set(OwnedThing.APP, request))
        .DELETE(APP + "/owners", request -> handler.clear(OwnedThing.APP, request))
        .POST(APP + "/owners/{user_id}", handler::addToApp)
        .DELETE(APP + "/owners/{user_id}", request -> handler.remove(OwnedThing.APP, request))
        .GET(ENTITLEMENT + "/owners", request -> handler.list(OwnedThing.ENTITLEMENT, request))
        .GET(ENTITLEMENT + "/ownerids", request -> handler.listIds(OwnedThing.ENTITLEMENT, request))
        .PUT(ENTITLEMENT + "/owners", request -> handler.set(OwnedThing.ENTITLEMENT, request))
        .DELETE(ENTITLEMENT + "/owners", request -> handler.clear(OwnedThing.ENTITLEMENT, request))
        .POST(ENTITLEMENT + "/owners", handler::addToEntitlement)
        .DELETE(
            ENTITLEMENT + "/owners/{user_id}",
            request -> handler.remove(OwnedThing.ENTITLEMENT, request))
        .build();
  }
}
