package dev.gatehouse.provisioning.connectors.ldap;

import com.unboundid.ldap.sdk.CompareRequest;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchScope;
import dev.gatehouse.provisioning.connectors.Answer;
import dev.gatehouse.provisioning.connectors.Connector;
import dev.gatehouse.provisioning.connectors.Holding;
import dev.gatehouse.provisioning.connectors.Target;
import org.jspecify.annotations.Nullable;

/** One directory. */
final class LdapConnector implements Connector {
  private static final Answer DONE = new Answer.Done();

  private final LdapSettings settings;
  private final LdapPool pool;
  private final LdapFailures failures;

  LdapConnector(LdapSettings settings, LdapPool pool) {
    this.settings = settings;
    this.pool = pool;
    this.failures = new LdapFailures(settings);
  }

  @Override
  public Answer grant(Target target) {
    Answer wrong = wrong(target);
    return wrong != null ? wrong : ask(target, connection -> add(connection, target));
  }

  @Override
  public Answer revoke(Target target) {
    Answer wrong = wrong(target);
    return wrong != null
        ? wrong
        : ask(target, connection -> modify(connection, target, ModificationType.DELETE));
  }

  @Override
  public Holding holds(Target target) {
    Answer wrong = wrong(target);
    Answer answer = wrong != null ? wrong : ask(target, connection -> compare(connection, target));
    return switch (answer) {
      case Answer.Done a -> new Holding.Known(true);
      case Answer.Already a -> new Holding.Known(false);
      case Answer.Failure failure -> new Holding.Unknown(failure);
    };
  }

  @Override
  public void close() {
    pool.close();
  }

  private static @Nullable Answer wrong(Target target) {
    if (!named(target.externalId())) {
      return new Answer.Refused(
          "Expected the entitlement %s to name its group by a DN, but it was \"%s\"."
              .formatted(target.displayName(), target.externalId()));
    }
    if (!named(memberDn(target))) {
      return new Answer.Refused(
          "Expected the profile of the account %s to have its DN as \"dn\", but it was \"%s\"."
              .formatted(target.username(), memberDn(target)));
    }
    return null;
  }

  private static boolean named(String dn) {
    return !dn.isBlank() && DN.isValidDN(dn);
  }

  private static String memberDn(Target target) {
    return target.profileText("dn");
  }

  /** Most directories take any name as a member, and a wrong one would give access to nobody. */
  private Answer add(LDAPConnection connection, Target target) throws LDAPException {
    try {
      connection.search(
          new SearchRequest(
              memberDn(target), SearchScope.BASE, "(objectClass=*)", SearchRequest.NO_ATTRIBUTES));
    } catch (LDAPException e) {
      if (ResultCode.NO_SUCH_OBJECT.equals(e.getResultCode())) {
        return new Answer.Refused(
            "Expected the directory to have the entry %s of the account %s, but it has none."
                .formatted(memberDn(target), target.username()));
      }
      throw e;
    }
    return modify(connection, target, ModificationType.ADD);
  }

  private Answer modify(LDAPConnection connection, Target target, ModificationType type)
      throws LDAPException {
    connection.modify(
        target.externalId(), new Modification(type, settings.memberAttribute(), memberDn(target)));
    return DONE;
  }

  /** Done stands for "it is a member", Already for "it is none". */
  private Answer compare(LDAPConnection connection, Target target) throws LDAPException {
    ResultCode code =
        connection
            .compare(
                new CompareRequest(
                    target.externalId(), settings.memberAttribute(), memberDn(target)))
            .getResultCode();
    return ResultCode.COMPARE_TRUE.equals(code) ? DONE : new Answer.Already();
  }

  /** What is asked on a connection. */
  private interface Call {
    Answer on(LDAPConnection connection) throws LDAPException;
  }

  /**
   * Asks, and asks once more on another connection if the first one turns out to be dead: that is
   * how a directory looks that was started again.
   */
  private Answer ask(Target target, Call call) {
    LDAPException lost = null;
    for (int connections = 0; connections < 2; connections++) {
      LdapPool.Taken taken;
      try {
        taken = pool.take();
      } catch (LDAPException e) {
        pool.forget();
        return lost == null ? failures.ofConnecting(e) : failures.unanswered(lost);
      }
      try {
        Answer answer = call.on(taken.connection());
        taken.giveBack();
        return answer;
      } catch (LDAPException e) {
        taken.giveBackAfter(e);
        if (!ResultCode.SERVER_DOWN.equals(e.getResultCode())) {
          return failures.ofCalling(e, target);
        }
        lost = e;
      }
    }
    return failures.unanswered(lost);
  }
}
