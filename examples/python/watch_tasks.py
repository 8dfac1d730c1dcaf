#!/usr/bin/env python3
"""Prints every change of a task as it happens, from Kafka.

    pip install 'confluent-kafka[avro]'
    python3 watch_tasks.py --kafka localhost:9092 --registry http://localhost:8081

The addresses of the standalone stand in DATA/credentials.json. With --max N it ends after N events.
"""
import argparse
import json
import uuid

from confluent_kafka import Consumer
from confluent_kafka.schema_registry import SchemaRegistryClient
from confluent_kafka.schema_registry.avro import AvroDeserializer
from confluent_kafka.serialization import MessageField, SerializationContext

TOPIC = "task-events"


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--kafka", default="localhost:9092")
    options.add_argument("--registry", default="http://localhost:8081")
    options.add_argument("--max", type=int, default=0, help="end after this many events; 0 for never")
    options.add_argument("--seconds", type=float, default=0, help="end after this long without an event; 0 for never")
    given = options.parse_args()

    decode = AvroDeserializer(SchemaRegistryClient({"url": given.registry}))
    consumer = Consumer({
        "bootstrap.servers": given.kafka,
        "group.id": f"watch-{uuid.uuid4()}",
        "auto.offset.reset": "earliest",
        "enable.auto.commit": False,
    })
    consumer.subscribe([TOPIC])
    seen = 0
    try:
        while given.max == 0 or seen < given.max:
            message = consumer.poll(given.seconds or 1.0)
            if message is None:
                if given.seconds:
                    break
                continue
            if message.error():
                raise SystemExit(f"Kafka: {message.error()}")
            event = decode(message.value(), SerializationContext(TOPIC, MessageField.VALUE))
            task = json.loads(event["task"])  # the whole task, in the form of the REST API
            changes = ", ".join(change["kind"] for change in event["changes"])
            print(f"#{event['numericId']} v{event['version']} {task['displayName']}: {changes}", flush=True)
            seen += 1
    finally:
        consumer.close()


if __name__ == "__main__":
    main()
