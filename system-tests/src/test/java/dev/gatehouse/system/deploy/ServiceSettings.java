package dev.gatehouse.system.deploy;

import dev.gatehouse.api.config.TaskApiProperties;
import dev.gatehouse.entitlement.config.CatalogProperties;
import dev.gatehouse.rest.security.TokenProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.FileSystemResource;

/** The settings that a service reads, by the records that it binds them to. */
final class ServiceSettings {
  private static final Map<String, List<Class<?>>> RECORDS =
      Map.of(
          "task-api", List.of(TaskApiProperties.class, TokenProperties.class),
          "entitlement-service",
              List.of(
                  CatalogProperties.class,
                  named("dev.gatehouse.entitlement.events.EventProperties"),
                  TokenProperties.class),
          "policy-worker", List.of(named("dev.gatehouse.policy.PolicyProperties")),
          "provisioning-worker",
              List.of(named("dev.gatehouse.provisioning.ProvisioningProperties")));

  private ServiceSettings() {}

  private static Class<?> named(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  static boolean readsTokens(String service) {
    return RECORDS.get(service).contains(TokenProperties.class);
  }

  /**
   * Binds the records of a service as it does at its start: these variables, then its own file.
   *
   * @return what each variable became; a variable that no setting has is not among them
   */
  static Map<String, String> bind(String service, Map<String, String> environment) {
    MutablePropertySources sources = new MutablePropertySources();
    sources.addLast(
        new SystemEnvironmentPropertySource(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
            new HashMap<>(environment)));
    try {
      new YamlPropertySourceLoader()
          .load(
              service,
              new FileSystemResource(
                  Project.ROOT.resolve(service + "/src/main/resources/" + service + ".yml")))
          .forEach(sources::addLast);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Binder binder =
        new Binder(
            ConfigurationPropertySources.from(sources),
            new PropertySourcesPlaceholdersResolver(sources));
    Map<String, String> bound = new TreeMap<>();
    for (Class<?> type : RECORDS.get(service)) {
      String prefix = type.getAnnotation(ConfigurationProperties.class).value();
      Object settings = binder.bindOrCreate(prefix, Bindable.of(type));
      collect(variable(prefix.replace('.', '_')), settings, bound);
    }
    return bound;
  }

  /** The variables of all services. */
  static Set<String> variables() {
    Map<String, String> all = new TreeMap<>();
    Map<String, String> least =
        Map.of("GATEHOUSE_INSTALLATION_KEYS", "k1:x", "GATEHOUSE_TOKENS_BUILT_IN_KEY_FILE", "/key");
    Project.SERVICES.forEach(service -> all.putAll(bind(service, least)));
    return all.keySet();
  }

  private static void collect(String prefix, Object settings, Map<String, String> bound) {
    for (RecordComponent component : settings.getClass().getRecordComponents()) {
      String name = prefix + "_" + variable(component.getName());
      Object value = value(settings, component);
      if (value != null && value.getClass().isRecord()) {
        collect(name, value, bound);
      } else {
        bound.put(name, String.valueOf(value));
      }
    }
  }

  private static Object value(Object settings, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(settings);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(e);
    }
  }

  /** {@code built-in.keyFile} is {@code BUILT_IN_KEY_FILE}. */
  private static String variable(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
  }
}
