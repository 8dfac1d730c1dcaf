package dev.gatehouse.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A link to a server that breaks when the test wants it: at one request, before the server has it
 * or after, so that what was asked is done and nobody hears of it; or as a whole, cut, standing
 * still, or slow.
 */
public final class FaultyLink implements AutoCloseable {
  private static final int CHUNK = 1 << 16;

  private final ServerSocket entrance;
  private final String host;
  private final int port;
  private final AtomicReference<@Nullable Armed> armed = new AtomicReference<>();
  private final AtomicInteger faults = new AtomicInteger();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Traffic traffic = new Traffic();

  /** Where the link breaks. */
  public enum Fault {
    LOSE_REQUEST,
    LOSE_ANSWER
  }

  private record Armed(Fault fault, String text, int times) {}

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
    breakAt(text, fault, 1);
  }

  /** So many of the next requests that contain this text meet the fault, each in its connection. */
  public void breakAt(String text, Fault fault, int times) {
    armed.set(new Armed(fault, text, times));
  }

  /** How many requests have met a fault. */
  public int faults() {
    return faults.get();
  }

  /** Ends every connection and lets no new one come, until {@link #mend}. */
  public void cut() {
    traffic.set(true, false, Duration.ZERO);
    open.forEach(this::close);
  }

  /** Nothing passes any more, and nobody is told: what is sent waits, until {@link #mend}. */
  public void stall() {
    traffic.set(false, true, Duration.ZERO);
  }

  /** Whatever passes takes this much longer, until {@link #mend}. */
  public void slow(Duration delay) {
    traffic.set(false, false, delay);
  }

  /** Works again. */
  public void mend() {
    traffic.set(false, false, Duration.ZERO);
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        connect(entrance.accept());
      } catch (IOException e) {
        // The entrance was closed.
      }
    }
  }

  private void connect(Socket client) {
    try {
      Connection connection = new Connection(client, new Socket(host, port));
      if (traffic.isCut()) {
        connection.end();
      }
      Thread.ofVirtual().name("faulty-link-requests").start(connection::requests);
      Thread.ofVirtual().name("faulty-link-answers").start(connection::answers);
    } catch (IOException e) {
      // The server is away, which the client has to notice.
      close(client);
    }
  }

  /** Whether and how fast anything passes. */
  private static final class Traffic {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean cut;
    private boolean stalled;
    private Duration delay = Duration.ZERO;

    void set(boolean toBeCut, boolean toBeStalled, Duration toBeDelayed) {
      lock.lock();
      try {
        cut = toBeCut;
        stalled = toBeStalled;
        delay = toBeDelayed;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }

    boolean isCut() {
      lock.lock();
      try {
        return cut;
      } finally {
        lock.unlock();
      }
    }

    /** Returns when the next bytes may pass. */
    void pass() throws IOException {
      lock.lock();
      try {
        while (stalled) {
          changed.await();
        }
        long nanos = delay.toNanos();
        while (nanos > 0 && !delay.isZero()) {
          nanos = changed.awaitNanos(nanos);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(e);
      } finally {
        lock.unlock();
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
          traffic.pass();
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
          traffic.pass();
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
          || !armed.compareAndSet(
              next,
              next.times() == 1 ? null : new Armed(next.fault(), next.text(), next.times() - 1))) {
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
    mend();
    open.forEach(this::close);
  }
}
