package dev.gatehouse.model.shape;

import dev.gatehouse.model.Durations;
import dev.gatehouse.model.Timestamps;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.StringNode;

/** Texts, numbers, flags, and the texts with a format. */
enum ScalarType implements FieldType {
  TEXT {
    @Override
    public JsonNode read(JsonNode value, Place place) {
      if (!value.isString()) {
        throw place.unexpected("a string", value);
      }
      if (!isUnicode(value.stringValue())) {
        throw place.refused("to be valid Unicode, but half of a surrogate pair stood alone");
      }
      return value;
    }
  },
  BYTES {
    @Override
    public JsonNode read(JsonNode value, Place place) {
      if (value.isString() && BASE64.matcher(value.stringValue()).matches()) {
        return value;
      }
      throw place.unexpected("bytes in base64", value);
    }
  },
  FLAG {
    @Override
    public JsonNode read(JsonNode value, Place place) {
      if (!value.isBoolean()) {
        throw place.unexpected("true or false", value);
      }
      return value;
    }
  },
  INT32 {
    @Override
    public JsonNode read(JsonNode value, Place place) {
      return IntNode.valueOf(
          whole(value, place, "a whole number of 32 bits", bits(-31), bits(31)).intValue());
    }
  },
  UINT32 {
    @Override
    public JsonNode read(JsonNode value, Place place) {
      return LongNode.valueOf(
          whole(value, place, "a whole number from 0 to 4294967295", BigInteger.ZERO, bits(32))
              .longValue());
    }
  },
  INT64 {
    @Override
    public JsonNode read(JsonNode value, Place place) {
      return StringNode.valueOf(
          whole(value, place, "a whole number of 64 bits", bits(-63), bits(63)).toString());
    }

    @Override
    public JsonNode complete(JsonNode value) {
      return super.complete(numberAsText(value));
    }
  },
  UINT64 {
    @Override
    public JsonNode read(JsonNode value, Place place) {
      return StringNode.valueOf(
          whole(value, place, "a whole number of 64 bits, 0 or more", BigInteger.ZERO, bits(64))
              .toString());
    }

    @Override
    public JsonNode complete(JsonNode value) {
      return super.complete(numberAsText(value));
    }
  },
  DECIMAL {
    @Override
    public JsonNode read(JsonNode value, Place place) {
      if (!value.isNumber() || !isOrdinary(value)) {
        throw place.unexpected("a number", value);
      }
      return value;
    }
  },
  DURATION {
    @Override
    public JsonNode read(JsonNode value, Place place) {
      if (value.isString()) {
        try {
          return StringNode.valueOf(Durations.format(Durations.parse(value.stringValue())));
        } catch (IllegalArgumentException e) {
          throw place.unexpected("a duration such as \"3600s\"", value);
        }
      }
      throw place.unexpected("a duration such as \"3600s\"", value);
    }
  },
  TIMESTAMP {
    @Override
    public JsonNode read(JsonNode value, Place place) {
      if (value.isString()) {
        try {
          return StringNode.valueOf(Timestamps.format(Timestamps.parse(value.stringValue())));
        } catch (IllegalArgumentException e) {
          throw place.unexpected("a time such as \"2026-01-31T12:00:00Z\"", value);
        }
      }
      throw place.unexpected("a time such as \"2026-01-31T12:00:00Z\"", value);
    }
  };

  private static final int LONGEST_NUMBER = 20;
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]*={0,2}");

  @Override
  public JsonNode zero() {
    return switch (this) {
      case TEXT, BYTES -> StringNode.valueOf("");
      case FLAG -> BooleanNode.FALSE;
      case INT32, UINT32, DECIMAL -> IntNode.valueOf(0);
      case INT64, UINT64 -> StringNode.valueOf("0");
      case DURATION, TIMESTAMP -> JsonNodeFactory.instance.nullNode();
    };
  }

  @Override
  public JsonNode complete(JsonNode value) {
    boolean fits =
        switch (this) {
          case FLAG -> value.isBoolean();
          case INT32, UINT32 -> value.isIntegralNumber();
          case DECIMAL -> value.isNumber();
          case TEXT, BYTES, INT64, UINT64, DURATION, TIMESTAMP -> value.isString();
        };
    if (!fits) {
      throw new IllegalStateException(
          "Expected a value of the kind " + this + ", but it was " + value.getNodeType() + ".");
    }
    return value;
  }

  /** The greatest number of this many bits, or the least one where the count is negative. */
  private static BigInteger bits(int count) {
    return count < 0
        ? BigInteger.TWO.pow(-count).negate()
        : BigInteger.TWO.pow(count).subtract(BigInteger.ONE);
  }

  /** Whether a number is one that databases and other readers can hold: a finite one of 64 bits. */
  static boolean isOrdinary(JsonNode number) {
    return number.isIntegralNumber()
        ? number.bigIntegerValue().bitLength() <= Long.SIZE
        : Double.isFinite(number.doubleValue());
  }

  private static JsonNode numberAsText(JsonNode value) {
    return value.isIntegralNumber() ? StringNode.valueOf(value.asString()) : value;
  }

  private static BigInteger whole(
      JsonNode value, Place place, String what, BigInteger least, BigInteger most) {
    try {
      if ((value.isNumber() && isOrdinary(value))
          || (value.isString() && value.stringValue().length() <= LONGEST_NUMBER)) {
        BigDecimal decimal =
            value.isNumber() ? value.decimalValue() : new BigDecimal(value.stringValue());
        if (Math.abs((long) decimal.scale()) <= LONGEST_NUMBER) {
          BigInteger number = decimal.toBigIntegerExact();
          if (number.compareTo(least) >= 0 && number.compareTo(most) <= 0) {
            return number;
          }
        }
      }
    } catch (ArithmeticException | NumberFormatException e) {
      throw place.unexpected(what, value);
    }
    throw place.unexpected(what, value);
  }

  private static boolean isUnicode(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean paired =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!paired) {
          return false;
        }
        i++;
      }
    }
    return true;
  }
}
