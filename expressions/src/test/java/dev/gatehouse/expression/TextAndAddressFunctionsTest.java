package dev.gatehouse.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.expression.Value;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts, and addresses of machines. */
class TextAndAddressFunctionsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ''.ifEmpty('x') == 'x'                              | true
          'a'.ifEmpty('x') == 'a'                             | true
          subject.employmentStatus.ifEmpty('none') == 'none'  | true
          'ABCä'.lowerAscii() == 'abcä'                       | true
          'abcä'.upperAscii() == 'ABCä'                       | true
          'ann@example.com'.matches('^[a-z]+@')               | true
          matches('ann', '^b')                                | false
          subject.profile.team.matches('bl.e')                | true
          'gatehouse'.contains('house')                       | true
          subject.profile.team.contains('red')                | false
          'gatehouse'.startsWith('gate')                      | true
          ip('10.1.2.3').within(cidr('10.0.0.0/8'))           | true
          ip('10.1.2.3').within('192.168.0.0/16')             | false
          cidr('10.0.0.0/8').contains(ip('10.255.0.1'))       | true
          cidr('10.0.0.0/8').contains('11.0.0.1')             | false
          cidr('0.0.0.0/0').contains('11.0.0.1')              | true
          cidr('2001:db8::/32').contains(ip('2001:db8::1'))   | true
          cidr('2001:db8::/32').contains(ip('10.0.0.1'))      | false
          ip('10.0.0.1') == ip('10.0.0.1')                    | true
          ip('10.0.0.1').is4()                                | true
          ip('10.0.0.1').is6()                                | false
          ip('::1').is6()                                     | true
          ip('192.168.3.4').isPrivate()                       | true
          ip('172.31.0.1').isPrivate()                        | true
          ip('fd00::1').isPrivate()                           | true
          ip('8.8.8.8').isPrivate()                           | false
          ip('127.0.0.1').isLoopback()                        | true
          ip('169.254.0.1').isLinkLocal()                     | true
          ip('224.0.0.1').isMulticast()                       | true
          ip('0.0.0.0').isUnspecified()                       | true
          """)
  void theyAreComparedAndTested(String text, boolean holds) {
    assertThat(Trial.ofTheCompany().condition(text)).isEqualTo(new Value.Truth(holds));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ip('localhost').is4()                   | Expected an address such as "10.1.2.3", but it was "localhost".
          cidr('10.0.0.0/33').contains('10.0.0.1')| Expected a network such as "10.0.0.0/8", but it was "10.0.0.0/33".
          'x'.matches('(')                        | Expected a pattern, but "(" is none.
          """)
  void whatIsNoneOfThemIsToldInASentence(String text, String sentence) {
    assertThat(Trial.ofTheCompany().condition(text)).isEqualTo(new Value.Failure(sentence));
  }
}
