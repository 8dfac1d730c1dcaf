package dev.gatehouse.rest.http;

import dev.gatehouse.model.Json;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import dev.gatehouse.model.shape.MessageShape;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads JSON bodies within their limit, and answers with JSON. */
public final class JsonBodies {
  /** The most bytes that a body may have. */
  public static final int LIMIT = 256 * 1024;

  private JsonBodies() {}

  /** The body as JSON; an empty body reads as an empty object. */
  public static Mono<JsonNode> read(ServerRequest request) {
    return bytes(request, LIMIT).map(JsonBodies::parse);
  }

  /** The body as the message of this shape. */
  public static Mono<ObjectNode> read(ServerRequest request, MessageShape shape) {
    return read(request).map(shape::read);
  }

  /** The bytes of a body of up to this size; empty where there is no body. */
  public static Mono<byte[]> bytes(ServerRequest request, int limit) {
    if (request.headers().contentLength().orElse(0) > limit) {
      return Mono.error(tooLarge(limit));
    }
    return DataBufferUtils.join(request.body(BodyExtractors.toDataBuffers()), limit)
        .map(JsonBodies::drained)
        .defaultIfEmpty(new byte[0])
        .onErrorMap(DataBufferLimitException.class, _ -> tooLarge(limit));
  }

  /** Answers 200 with this message. */
  public static Mono<ServerResponse> ok(JsonNode message) {
    return answer(200, message);
  }

  /** Answers with this status and message. */
  public static Mono<ServerResponse> answer(int status, JsonNode message) {
    return ServerResponse.status(status)
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(Json.mapper().writeValueAsBytes(message));
  }

  private static byte[] drained(DataBuffer buffer) {
    byte[] bytes = new byte[buffer.readableByteCount()];
    buffer.read(bytes);
    DataBufferUtils.release(buffer);
    return bytes;
  }

  private static JsonNode parse(byte[] body) {
    if (body.length == 0) {
      return Json.object();
    }
    try {
      return Json.mapper().readTree(body);
    } catch (JacksonException e) {
      throw new ApiException(
          Code.INVALID_ARGUMENT, "Expected a body of JSON, but it could not be read.");
    }
  }

  private static ApiException tooLarge(int limit) {
    String most = limit >= 1 << 20 ? (limit >> 20) + " MB" : (limit >> 10) + " KB";
    return new ApiException(
        Code.INVALID_ARGUMENT, "Expected a body of at most " + most + ", but it was larger.");
  }
}
