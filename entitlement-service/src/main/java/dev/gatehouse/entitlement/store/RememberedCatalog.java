package dev.gatehouse.entitlement.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.gatehouse.core.access.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * What was read of the catalogue, kept as long as nobody changes anything of it: each reading asks
 * the database for the {@link CatalogRevision} first, and forgets everything if it is another one.
 * So a change is seen by whoever asks after it was answered, at the price of one small read in
 * place of many.
 */
@Component
public class RememberedCatalog {
  private static final int MOST = 10_000;

  private final CatalogRevision revision;
  private final EntityStore store;
  private final AtomicReference<Reading> latest = new AtomicReference<>(new Reading(""));

  RememberedCatalog(CatalogRevision revision, EntityStore store) {
    this.revision = revision;
    this.store = store;
  }

  /** What is remembered of one revision; kept in the context of work that reads several times. */
  private static final class Reading {
    private final String revision;
    private final Cache<Object, Object> known = Caffeine.newBuilder().maximumSize(MOST).build();

    Reading(String revision) {
      this.revision = revision;
    }
  }

  private record EntityKey(EntityKind kind, String id) {}

  private record AccountsKey(String person) {}

  private record SuperAdminsKey() {}

  /** Work whose reads all see what is there when it begins, at the price of one reading. */
  public <T> Mono<T> within(Mono<T> work) {
    return reading().flatMap(now -> work.contextWrite(context -> context.put(Reading.class, now)));
  }

  private Mono<Reading> reading() {
    return Mono.deferContextual(
        context ->
            context.<Reading>getOrEmpty(Reading.class).map(Mono::just).orElseGet(this::begin));
  }

  private Mono<Reading> begin() {
    return revision
        .word()
        .map(
            now ->
                latest.updateAndGet(
                    known -> known.revision.equals(now) ? known : new Reading(now)));
  }

  /** The entity with this id, also a deleted one. */
  public Mono<Entity> find(EntityKind kind, String id) {
    return findAll(kind, Set.of(id)).flatMap(found -> Mono.justOrEmpty(found.get(id)));
  }

  /** Those of these ids that exist, by id; deleted ones too. */
  public Mono<Map<String, Entity>> findAll(EntityKind kind, Collection<String> ids) {
    Set<EntityKey> keys =
        ids.stream().map(id -> new EntityKey(kind, id)).collect(Collectors.toSet());
    return all(keys, unknown -> load(kind, unknown))
        .map(
            found -> {
              Map<String, Entity> there = new LinkedHashMap<>();
              found.forEach((key, each) -> each.ifPresent(entity -> there.put(key.id(), entity)));
              return there;
            });
  }

  private Mono<Map<EntityKey, Optional<Entity>>> load(EntityKind kind, Collection<EntityKey> keys) {
    return store
        .findAll(kind, keys.stream().map(EntityKey::id).toList())
        .map(
            found ->
                keys.stream()
                    .collect(
                        Collectors.toMap(
                            key -> key, key -> Optional.ofNullable(found.get(key.id())))));
  }

  /** The accounts of these people, deleted ones too. */
  public Mono<List<Entity>> accountsOf(Collection<String> people) {
    Set<AccountsKey> keys = people.stream().map(AccountsKey::new).collect(Collectors.toSet());
    return all(keys, this::loadAccounts)
        .map(found -> found.values().stream().flatMap(List::stream).toList());
  }

  private Mono<Map<AccountsKey, List<Entity>>> loadAccounts(Collection<AccountsKey> keys) {
    List<String> people = keys.stream().map(AccountsKey::person).toList();
    return store
        .all(EntityKind.APP_USER, in("identityUserId", people))
        .collectList()
        .map(
            found -> {
              Map<AccountsKey, List<Entity>> of = new HashMap<>();
              keys.forEach(key -> of.put(key, new ArrayList<>()));
              found.forEach(
                  each ->
                      Objects.requireNonNull(of.get(new AccountsKey(each.text("identityUserId"))))
                          .add(each));
              return of;
            });
  }

  /** The people who are there and have the role of a super admin. */
  public Mono<List<Entity>> superAdmins() {
    return all(Set.of(new SuperAdminsKey()), this::loadSuperAdmins)
        .map(found -> found.values().stream().flatMap(List::stream).toList());
  }

  private Mono<Map<SuperAdminsKey, List<Entity>>> loadSuperAdmins(Collection<SuperAdminsKey> keys) {
    return store
        .all(EntityKind.USER, and(eq("roleIds", Role.SUPER_ADMIN.name()), eq("deletedAt", null)))
        .collectList()
        .map(found -> keys.stream().collect(Collectors.toMap(key -> key, key -> found)));
  }

  /**
   * Whatever else changes only together with the revision.
   *
   * @param keys of a type that nothing else uses as key
   * @param load answers a value for each key that is not remembered
   */
  @SuppressWarnings("unchecked") // what is under a key was put there by whoever uses its type
  public <K, V> Mono<Map<K, V>> all(
      Collection<K> keys, Function<Collection<K>, Mono<Map<K, V>>> load) {
    if (keys.isEmpty()) {
      return Mono.just(Map.of());
    }
    return reading()
        .flatMap(
            reading -> {
              Map<K, V> found = new HashMap<>();
              Set<K> unknown = new HashSet<>();
              for (K key : keys) {
                V value = (V) reading.known.getIfPresent(key);
                if (value == null) {
                  unknown.add(key);
                } else {
                  found.put(key, value);
                }
              }
              return unknown.isEmpty()
                  ? Mono.just(found)
                  : load.apply(unknown)
                      .map(
                          loaded -> {
                            loaded.forEach(reading.known::put);
                            found.putAll(loaded);
                            return found;
                          });
            });
  }
}
