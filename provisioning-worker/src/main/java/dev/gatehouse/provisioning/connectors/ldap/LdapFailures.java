package dev.gatehouse.provisioning.connectors.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import dev.gatehouse.provisioning.connectors.Answer;
import dev.gatehouse.provisioning.connectors.Target;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the result codes of LDAP mean for an access. */
final class LdapFailures {
  private static final int LONGEST_MESSAGE = 200;

  /** The directory was reached and will not let us in, or our side is set up wrongly. */
  private static final Set<ResultCode> NOT_LET_IN =
      Set.of(
          ResultCode.INVALID_CREDENTIALS,
          ResultCode.INAPPROPRIATE_AUTHENTICATION,
          ResultCode.STRONG_AUTH_REQUIRED,
          ResultCode.CONFIDENTIALITY_REQUIRED,
          ResultCode.AUTH_METHOD_NOT_SUPPORTED,
          ResultCode.INSUFFICIENT_ACCESS_RIGHTS,
          ResultCode.NO_SUCH_OBJECT,
          ResultCode.UNWILLING_TO_PERFORM,
          ResultCode.PARAM_ERROR);

  private final LdapSettings settings;

  LdapFailures(LdapSettings settings) {
    this.settings = settings;
  }

  /** No connection could be had, so nothing was asked. */
  Answer ofConnecting(LDAPException e) {
    if (ResultCode.INVALID_CREDENTIALS.equals(e.getResultCode())) {
      return new Answer.Refused(
          "Expected %s to let %s in, but it refused the name or the password."
              .formatted(directory(), settings.bindDn()));
    }
    if (NOT_LET_IN.contains(e.getResultCode())) {
      return new Answer.Refused(
          "Expected %s to let %s in, but: %s."
              .formatted(directory(), settings.bindDn(), reason(e)));
    }
    return new Answer.Unreachable(
        "Expected to reach %s, but: %s.".formatted(directory(), reason(e)));
  }

  /** Something was asked. */
  Answer ofCalling(LDAPException e, Target target) {
    ResultCode code = e.getResultCode();
    if (ResultCode.ATTRIBUTE_OR_VALUE_EXISTS.equals(code)
        || ResultCode.NO_SUCH_ATTRIBUTE.equals(code)) {
      return new Answer.Already();
    }
    if (ResultCode.BUSY.equals(code) || ResultCode.UNAVAILABLE.equals(code)) {
      return new Answer.Unreachable(
          "Expected %s to take the change, but: %s.".formatted(directory(), reason(e)));
    }
    if (ResultCode.NO_SUCH_OBJECT.equals(code)) {
      return new Answer.Refused(
          "Expected the directory to have the group %s of %s, but it has none."
              .formatted(target.externalId(), target.displayName()));
    }
    if (ResultCode.OBJECT_CLASS_VIOLATION.equals(code)) {
      return new Answer.Refused(
          ("Expected to change the members of the group %s, but the directory's rules for such a"
                  + " group forbid it (%s); a groupOfNames, for one, must keep its last member.")
              .formatted(target.externalId(), reason(e)));
    }
    if (e.getResultCode().isClientSideResultCode()) {
      return unanswered(e);
    }
    return new Answer.Refused(
        "Expected %s to change the group %s, but: %s."
            .formatted(directory(), target.externalId(), reason(e)));
  }

  /** The call went out and no answer came. */
  Answer unanswered(@Nullable LDAPException e) {
    return new Answer.Unanswered(
        "Expected an answer from %s, but: %s."
            .formatted(directory(), e == null ? "none came" : reason(e)));
  }

  private String directory() {
    return "the directory %s:%d".formatted(settings.host(), settings.port());
  }

  private static String reason(LDAPException e) {
    String message = e.getDiagnosticMessage() == null ? message(e) : e.getDiagnosticMessage();
    String text = e.getResultCode().getName() + (message == null ? "" : ", " + message.strip());
    String line = text.replaceAll("\\s+", " ");
    String cut = line.length() > LONGEST_MESSAGE ? line.substring(0, LONGEST_MESSAGE) : line;
    return cut.endsWith(".") ? cut.substring(0, cut.length() - 1) : cut;
  }

  /** What lies at the bottom of it, such as "Connection refused", says most. */
  private static @Nullable String message(LDAPException e) {
    Throwable deepest = e;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return deepest.getMessage();
  }
}
