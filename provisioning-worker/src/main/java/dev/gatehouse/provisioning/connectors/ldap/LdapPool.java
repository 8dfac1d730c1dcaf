package dev.gatehouse.provisioning.connectors.ldap;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.PostConnectProcessor;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.SingleServerSet;
import com.unboundid.ldap.sdk.StartTLSPostConnectProcessor;
import com.unboundid.util.ssl.HostNameSSLSocketVerifier;
import com.unboundid.util.ssl.JVMDefaultTrustManager;
import com.unboundid.util.ssl.PEMFileTrustManager;
import com.unboundid.util.ssl.SSLUtil;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStoreException;
import java.time.Duration;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** Connections to one directory that are bound already. Made when the first one is wanted. */
final class LdapPool implements AutoCloseable {
  private static final int MOST_CONNECTIONS = 16;
  private static final long LONGEST_LIFE_MILLIS = Duration.ofMinutes(5).toMillis();

  private final LdapSettings settings;
  private final Duration callTimeout;
  private @Nullable LDAPConnectionPool pool;

  LdapPool(LdapSettings settings, Duration callTimeout) {
    this.settings = settings;
    this.callTimeout = callTimeout;
  }

  /** A connection for one thread; it has to be given back. */
  Taken take() throws LDAPException {
    LDAPConnectionPool from = current();
    return new Taken(from, from.getConnection());
  }

  /** A connection while it is in use. */
  record Taken(LDAPConnectionPool from, LDAPConnection connection) {
    void giveBack() {
      from.releaseConnection(connection);
    }

    /** After a failure a connection may be broken; then it is thrown away. */
    void giveBackAfter(LDAPException failure) {
      from.releaseConnectionAfterException(connection, failure);
    }
  }

  /** The next connection reads the password anew, since it may have been changed. */
  synchronized void forget() {
    close();
  }

  @Override
  public synchronized void close() {
    LDAPConnectionPool old = pool;
    pool = null;
    if (old != null) {
      old.close();
    }
  }

  private synchronized LDAPConnectionPool current() throws LDAPException {
    LDAPConnectionPool made = pool;
    if (made == null) {
      made = make();
      pool = made;
    }
    return made;
  }

  private LDAPConnectionPool make() throws LDAPException {
    SSLUtil tls = settings.ldaps() || settings.startTls() ? new SSLUtil(trust()) : null;
    try {
      SingleServerSet server =
          settings.ldaps() && tls != null
              ? new SingleServerSet(
                  settings.host(), settings.port(), tls.createSSLSocketFactory(), options())
              : new SingleServerSet(settings.host(), settings.port(), options());
      PostConnectProcessor afterConnect =
          settings.startTls() && tls != null
              ? new StartTLSPostConnectProcessor(tls.createSSLContext())
              : null;
      LDAPConnectionPool made =
          new LDAPConnectionPool(
              server,
              new SimpleBindRequest(settings.bindDn(), password()),
              0,
              MOST_CONNECTIONS,
              afterConnect);
      made.setMaxConnectionAgeMillis(LONGEST_LIFE_MILLIS);
      made.setMaxWaitTimeMillis(callTimeout.toMillis());
      return made;
    } catch (GeneralSecurityException e) {
      throw new LDAPException(
          ResultCode.PARAM_ERROR, "Expected TLS to be usable, but it is not.", e);
    }
  }

  private LDAPConnectionOptions options() {
    LDAPConnectionOptions options = new LDAPConnectionOptions();
    int third = (int) Math.max(1, callTimeout.toMillis() / 3);
    options.setConnectTimeoutMillis(third);
    options.setResponseTimeoutMillis(third);
    options.setUseSynchronousMode(true);
    options.setAbandonOnTimeout(true);
    options.setFollowReferrals(false);
    options.setSSLSocketVerifier(new HostNameSSLSocketVerifier(true));
    return options;
  }

  private TrustManager trust() throws LDAPException {
    Path caFile = settings.caFile();
    if (caFile == null) {
      return JVMDefaultTrustManager.getInstance();
    }
    try {
      return new PEMFileTrustManager(caFile.toFile());
    } catch (KeyStoreException e) {
      throw new LDAPException(
          ResultCode.PARAM_ERROR,
          "Expected caFile to hold certificates, but \"%s\" cannot be read as such."
              .formatted(caFile),
          e);
    }
  }

  private String password() throws LDAPException {
    try {
      return Files.readString(settings.passwordFile()).strip();
    } catch (IOException e) {
      throw new LDAPException(
          ResultCode.PARAM_ERROR,
          "Expected to read passwordFile \"%s\", but it cannot be read."
              .formatted(settings.passwordFile()),
          e);
    }
  }
}
