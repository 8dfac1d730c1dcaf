package dev.gatehouse.servers;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedAddResult;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedDeleteResult;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedModifyDNResult;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedModifyResult;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.OperationType;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldif.LDIFWriter;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;

/**
 * The main class of the directory's process: an LDAP server for small trials. It keeps all entries
 * in one LDIF file, which it replaces before it answers a change; so what was answered survives a
 * kill. Arguments: port, LDIF file, LDIF file of the first start, base DN, bind DN, password file,
 * and perhaps the address to listen at, which is otherwise that of this machine alone.
 */
public final class DirectoryServer {
  /** To LDIF a comment, as the end is. A file that begins like this must end like that. */
  private static final String BEGIN =
      "# the entries; the last line of the file says that all are here\n";

  /** Stands at the end of a file that is whole. */
  private static final String END = "\n# end of the entries\n";

  private final InMemoryDirectoryServer server;
  private final Path ldif;

  private DirectoryServer(
      InetSocketAddress address, Path ldif, Path seed, String baseDn, Credentials admin)
      throws LDAPException {
    this.ldif = ldif;
    InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(baseDn);
    config.addAdditionalBindCredentials(admin.bindDn(), admin.password());
    config.setListenerConfigs(
        InMemoryListenerConfig.createLDAPConfig(
            "ldap", address.getAddress(), address.getPort(), null));
    config.setAuthenticationRequiredOperationTypes(
        Set.of(
            OperationType.ADD,
            OperationType.COMPARE,
            OperationType.DELETE,
            OperationType.MODIFY,
            OperationType.MODIFY_DN,
            OperationType.SEARCH));
    config.addInMemoryOperationInterceptor(new SaveEachChange());
    server = new InMemoryDirectoryServer(config);
    server.importFromLDIF(true, (Files.exists(ldif) ? ldif : seed).toString());
  }

  private record Credentials(String bindDn, String password) {}

  public static void main(String... arguments) {
    Path ldif = Path.of(arguments[1]);
    try {
      String password = Files.readString(Path.of(arguments[5])).strip();
      expectWhole(ldif);
      InetAddress address =
          arguments.length > 6
              ? InetAddress.getByName(arguments[6])
              : InetAddress.getLoopbackAddress();
      DirectoryServer directory =
          new DirectoryServer(
              new InetSocketAddress(address, Integer.parseInt(arguments[0])),
              ldif,
              Path.of(arguments[2]),
              arguments[3],
              new Credentials(arguments[4], password));
      directory.save();
      directory.server.startListening();
    } catch (IOException | LDAPException e) {
      System.err.printf(
          "ERROR Expected to serve the entries of %s, but %s%n", ldif, e.getMessage());
      System.exit(1);
    }
  }

  /**
   * A file that was cut off may well be read as one with fewer entries. The first versions wrote
   * neither begin nor end, but an empty line after each entry.
   */
  private static void expectWhole(Path ldif) throws IOException {
    if (!Files.exists(ldif)) {
      return;
    }
    String text = Files.readString(ldif);
    boolean early = !text.startsWith(BEGIN) && text.endsWith("\n\n");
    if (!text.endsWith(END) && !early) {
      throw new IOException("the file is damaged: its end is missing.");
    }
  }

  private synchronized void save() throws IOException, LDAPException {
    Path part = ldif.resolveSibling(ldif.getFileName() + ".part");
    try (FileOutputStream file = new FileOutputStream(part.toFile());
        LDIFWriter entries = new LDIFWriter(file)) {
      file.write(BEGIN.getBytes(StandardCharsets.US_ASCII));
      server.exportToLDIF(entries, true, false, false);
      entries.flush();
      file.write(END.getBytes(StandardCharsets.US_ASCII));
      file.getFD().sync();
    }
    Files.move(part, ldif, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Runs after a change is made in memory and before its answer is sent. */
  private final class SaveEachChange extends InMemoryOperationInterceptor {
    @Override
    public void processAddResult(InMemoryInterceptedAddResult result) {
      saveAfter(result.getResult().getResultCode());
    }

    @Override
    public void processDeleteResult(InMemoryInterceptedDeleteResult result) {
      saveAfter(result.getResult().getResultCode());
    }

    @Override
    public void processModifyResult(InMemoryInterceptedModifyResult result) {
      saveAfter(result.getResult().getResultCode());
    }

    @Override
    public void processModifyDNResult(InMemoryInterceptedModifyDNResult result) {
      saveAfter(result.getResult().getResultCode());
    }

    private void saveAfter(ResultCode code) {
      if (!ResultCode.SUCCESS.equals(code)) {
        return;
      }
      try {
        save();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (LDAPException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
