package dev.gatehouse.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A link to a server that breaks at a request of the test's choice: before the server has it, or
 * after, so that what was asked is done and nobody hears of it.
 */
public final class FaultyLink implements AutoCloseable {
  private static final int CHUNK = 1 << 16;

  private final ServerSocket entrance;
  private final String host;
  private final int port;
  private final AtomicReference<@Nullable Armed> armed = new AtomicReference<>();
  private final AtomicInteger faults = new AtomicInteger();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /** Where the link breaks. */
  public enum Fault {
    LOSE_REQUEST,
    LOSE_ANSWER
  }

  private record Armed(Fault fault, String text) {}

  private FaultyLink(ServerSocket entrance, String host, int port) {
    this.entrance = entrance;
    this.host = host;
    this.port = port;
  }

  /** A link to this server, which works until a fault is asked for. */
  public static FaultyLink to(String host, int port) {
    try {
      FaultyLink link =
          new FaultyLink(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), host, port);
      Thread.ofVirtual().name("faulty-link").start(link::accept);
      return link;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where clients connect. */
  public int port() {
    return entrance.getLocalPort();
  }

  /** The next request that contains this text meets the fault; the one after it does not. */
  public void breakAt(String text, Fault fault) {
    armed.set(new Armed(fault, text));
  }

  /** How many requests have met a fault. */
  public int faults() {
    return faults.get();
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        Socket client = entrance.accept();
        Connection connection = new Connection(client, new Socket(host, port));
        Thread.ofVirtual().name("faulty-link-requests").start(connection::requests);
        Thread.ofVirtual().name("faulty-link-answers").start(connection::answers);
      } catch (IOException e) {
        // The entrance was closed, or the server is away: the client sees a broken link.
      }
    }
  }

  private final class Connection {
    private final Socket client;
    private final Socket server;
    private volatile boolean mute;

    Connection(Socket client, Socket server) {
      this.client = client;
      this.server = server;
      open.add(client);
      open.add(server);
    }

    void requests() {
      byte[] chunk = new byte[CHUNK];
      try (InputStream in = client.getInputStream();
          OutputStream out = server.getOutputStream()) {
        for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
          Fault fault = fault(chunk, read);
          if (fault == Fault.LOSE_REQUEST) {
            break;
          }
          mute |= fault == Fault.LOSE_ANSWER;
          out.write(chunk, 0, read);
        }
      } catch (IOException e) {
        // The other side is gone.
      } finally {
        end();
      }
    }

    void answers() {
      byte[] chunk = new byte[CHUNK];
      try (InputStream in = server.getInputStream();
          OutputStream out = client.getOutputStream()) {
        for (int read = in.read(chunk); read >= 0 && !mute; read = in.read(chunk)) {
          out.write(chunk, 0, read);
        }
      } catch (IOException e) {
        // The other side is gone.
      } finally {
        end();
      }
    }

    private @Nullable Fault fault(byte[] chunk, int length) {
      Armed next = armed.get();
      if (next == null
          || !new String(chunk, 0, length, StandardCharsets.ISO_8859_1).contains(next.text())
          || !armed.compareAndSet(next, null)) {
        return null;
      }
      faults.incrementAndGet();
      return next.fault();
    }

    private void end() {
      close(client);
      close(server);
    }
  }

  private void close(Socket socket) {
    open.remove(socket);
    try {
      socket.close();
    } catch (IOException e) {
      // It is of no use any more.
    }
  }

  @Override
  public void close() throws IOException {
    entrance.close();
    open.forEach(this::close);
  }
}
