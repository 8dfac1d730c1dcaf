package dev.gatehouse.bench.install;

import dev.gatehouse.rest.security.BuiltInIssuer;
import java.util.Map;

/** A Gatehouse of our own on this machine, running. */
public interface Installation extends AutoCloseable {
  /** The address of the API, without a path. */
  String url();

  String kafka();

  String mongodbUri();

  String registryUrl();

  /** What the services sign with, in the form of their setting. */
  String installationKeys();

  /** Makes tokens that the services believe. */
  BuiltInIssuer issuer();

  /** The process ids, by the names that the report shows, in the order that it shows. */
  Map<String, Long> processes();

  @Override
  void close();
}
