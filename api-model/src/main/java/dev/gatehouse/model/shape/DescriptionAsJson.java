package dev.gatehouse.model.shape;

import dev.gatehouse.model.Json;
import java.nio.file.Path;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Run by the build: writes the API description, which people edit as YAML, as JSON. */
final class DescriptionAsJson {
  private DescriptionAsJson() {}

  static void main(String[] args) {
    Json.mapper().writeValue(Path.of(args[1]), YAMLMapper.shared().readTree(Path.of(args[0])));
  }
}
