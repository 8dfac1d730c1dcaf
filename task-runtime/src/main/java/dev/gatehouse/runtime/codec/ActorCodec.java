package dev.gatehouse.runtime.codec;

import dev.gatehouse.core.access.Actor;
import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.schemas.CommandActor;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Actors as Avro and back. */
public final class ActorCodec {
  private ActorCodec() {}

  /** The Avro form of an actor. */
  public static CommandActor write(Actor actor) {
    return switch (actor) {
      case Actor.Person p ->
          CommandActor.newBuilder()
              .setUserId(p.id().value())
              .setRoles(p.roles().stream().map(Role::name).sorted().toList())
              .build();
      case Actor.Service s ->
          CommandActor.newBuilder().setRoles(List.of()).setService(s.name()).build();
    };
  }

  /** The actor; a role that this version does not know gives no right. */
  static Actor read(CommandActor actor) {
    String user = actor.getUserId();
    String service = actor.getService();
    if ((user == null) == (service == null)) {
      throw new IllegalArgumentException("Expected the actor to be either a person or a service.");
    }
    return user == null ? new Actor.Service(service) : person(user, actor.getRoles());
  }

  private static Actor.Person person(String id, List<String> names) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (Role role : Role.values()) {
      if (names.contains(role.name())) {
        roles.add(role);
      }
    }
    return new Actor.Person(new UserId(id), roles);
  }
}
