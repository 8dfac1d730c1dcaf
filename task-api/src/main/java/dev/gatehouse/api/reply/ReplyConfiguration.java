package dev.gatehouse.api.reply;

import dev.gatehouse.api.config.TaskApiProperties;
import dev.gatehouse.api.kafka.TopicReader;
import dev.gatehouse.schemas.CommandReply;
import dev.gatehouse.schemas.RecordHeaders;
import dev.gatehouse.schemas.Topics;
import dev.gatehouse.schemas.wire.AvroCodec;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One reader of replies for the whole gateway; it looks only into those that are its own. */
@Configuration(proxyBeanMethods = false)
class ReplyConfiguration {
  @Bean
  TopicReader replyReader(TaskApiProperties settings, AvroCodec avro, AwaitedReplies awaited) {
    return new TopicReader(
        Topics.COMMAND_REPLIES,
        settings.kafkaBootstrap(),
        record -> deliver(record, avro, awaited));
  }

  private static void deliver(
      ConsumerRecord<byte[], byte[]> record, AvroCodec avro, AwaitedReplies awaited) {
    Header header = record.headers().lastHeader(RecordHeaders.REPLY_TO);
    if (header == null || record.value() == null) {
      return;
    }
    String address = new String(header.value(), StandardCharsets.UTF_8);
    if (awaited.isOurs(address)) {
      awaited.arrived(address, avro.decode(record.value(), CommandReply.class));
    }
  }
}
