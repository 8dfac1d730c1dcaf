package dev.gatehouse.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.expression.Value;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times, on Wednesday 25 November 2026 at 10:20:30.456 in UTC. */
class TimeFunctionsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          string(now())                                                 | 2026-11-25T10:20:30.456Z
          string(now() == now())                                        | true
          string(time.parse('2026-01-02T03:04:05Z'))                    | 2026-01-02T03:04:05Z
          string(time.parse('2026-01-02', '2006-01-02'))                | 2026-01-02T00:00:00Z
          string(time.parse('2026-01-02', TimeFormat.DATE))             | 2026-01-02T00:00:00Z
          string(time.parse('2 Jan 2026 15:04 +0200', '2 Jan 2006 15:04 -0700')) | 2026-01-02T13:04:00Z
          string(time.parse('3:04PM', TimeFormat.KITCHEN))              | 1970-01-01T15:04:00Z
          time.format(now(), TimeFormat.DATE)                           | 2026-11-25
          time.format(now(), TimeFormat.RFC3339)                        | 2026-11-25T10:20:30Z
          time.format(now(), TimeFormat.RFC3339_NANO)                   | 2026-11-25T10:20:30.456Z
          time.format(now(), TimeFormat.ISO8601)                        | 2026-11-25T10:20:30Z
          time.format(now(), TimeFormat.DATETIME)                       | 2026-11-25 10:20:30
          time.format(now(), TimeFormat.TIME)                           | 10:20:30
          time.format(now(), TimeFormat.KITCHEN)                        | 10:20AM
          time.format(now(), TimeFormat.RFC822)                         | 25 Nov 26 10:20 UTC
          time.format(now(), TimeFormat.RFC1123)                        | Wed, 25 Nov 2026 10:20:30 UTC
          time.format(now(), 'Monday, January 2 2006 at 15.04')         | Wednesday, November 25 2026 at 10.20
          time.format(now(), '15:04', 'Europe/Berlin')                  | 11:20
          time.format(now(), '05.000')                                  | 30.456
          string(time.unix(0))                                          | 1970-01-01T00:00:00Z
          string(time.unix(now()))                                      | 1795602030
          string(time.unix_ms(1))                                       | 1970-01-01T00:00:00.001Z
          string(time.unix_ms(now()))                                   | 1795602030456
          string(time.start_of(now(), 'second'))                        | 2026-11-25T10:20:30Z
          string(time.start_of(now(), 'minute'))                        | 2026-11-25T10:20:00Z
          string(time.start_of(now(), 'hour'))                          | 2026-11-25T10:00:00Z
          string(time.start_of(now(), 'day'))                           | 2026-11-25T00:00:00Z
          string(time.start_of(now(), 'day', 'Europe/Berlin'))          | 2026-11-24T23:00:00Z
          string(time.start_of(now(), 'week'))                          | 2026-11-23T00:00:00Z
          string(time.start_of(now(), 'month'))                         | 2026-11-01T00:00:00Z
          string(time.start_of(now(), 'quarter'))                       | 2026-10-01T00:00:00Z
          string(time.start_of(now(), 'year'))                          | 2026-01-01T00:00:00Z
          string(time.end_of(now(), 'second'))                          | 2026-11-25T10:20:30.999999999Z
          string(time.end_of(now(), 'minute'))                          | 2026-11-25T10:20:59.999999999Z
          string(time.end_of(now(), 'hour'))                            | 2026-11-25T10:59:59.999999999Z
          string(time.end_of(now(), 'day'))                             | 2026-11-25T23:59:59.999999999Z
          string(time.end_of(now(), 'day', 'Europe/Berlin'))            | 2026-11-25T22:59:59.999999999Z
          string(time.end_of(now(), 'week'))                            | 2026-11-29T23:59:59.999999999Z
          string(time.end_of(now(), 'month'))                           | 2026-11-30T23:59:59.999999999Z
          string(time.end_of(now(), 'quarter'))                         | 2026-12-31T23:59:59.999999999Z
          string(time.end_of(now(), 'year'))                            | 2026-12-31T23:59:59.999999999Z
          string(time.truncate(now(), 'hour'))                          | 2026-11-25T10:00:00Z
          string(time.truncate(now(), 'day', 'Europe/Berlin'))          | 2026-11-24T23:00:00Z
          string(time.truncate(now(), duration('15m')))                 | 2026-11-25T10:15:00Z
          string(now().getHours())                                      | 10
          string(now().getHours('Europe/Berlin'))                       | 11
          string(now().getDayOfWeek('Europe/Berlin'))                   | 3
          string(now() - timestamp('2026-11-25T10:20:00Z') > duration('30s')) | true
          """)
  void timesAreReadWrittenAndRounded(String text, String value) {
    assertThat(Trial.ofTheCompany().value(text)).isEqualTo(new Value.Text(value, "string"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          time.start_of(now(), 'fortnight')        | Expected second, minute, hour, day, week, month, quarter or year, but it was "fortnight".
          time.start_of(now(), 'day', 'Nowhere')   | Expected a time zone such as "Europe/Berlin", but it was "Nowhere".
          time.parse('yesterday', TimeFormat.DATE) | Expected a time like "2006-01-02", but it was "yesterday".
          time.truncate(now(), duration('0s'))     | Expected a duration of a millisecond at least, but it was shorter.
          """)
  void whatIsNoTimeIsToldInASentence(String text, String sentence) {
    assertThat(Trial.ofTheCompany().value(text)).isEqualTo(new Value.Failure(sentence));
  }
}
