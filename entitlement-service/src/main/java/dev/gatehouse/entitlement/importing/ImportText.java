package dev.gatehouse.entitlement.importing;

import dev.gatehouse.model.Json;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads the text of a file: YAML, or JSON, which is read faster. */
final class ImportText {
  /** The most bytes that a file may have. */
  static final int LIMIT = 64 * 1024 * 1024;

  private static final YAMLMapper YAML =
      YAMLMapper.builder(
              YAMLFactory.builder()
                  .loadSettings(LoadSettings.builder().setCodePointLimit(LIMIT).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build();

  private ImportText() {}

  static JsonNode read(byte[] text) {
    try {
      return isJson(text) ? Json.mapper().readTree(text) : YAML.readTree(text);
    } catch (JacksonException e) {
      throw new ApiException(
          Code.INVALID_ARGUMENT,
          "Expected a file of YAML or JSON, but it could not be read at line %d, column %d."
              .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
    }
  }

  /** A file that begins with a brace is JSON, as far as anybody writes such files. */
  private static boolean isJson(byte[] text) {
    for (byte each : text) {
      if (!Character.isWhitespace(each)) {
        return each == '{';
      }
    }
    return false;
  }
}
