package org.llmtestbench.resilience;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;

/**
 * An HTTP server on loopback that does to each request what its script says, byte by byte, and remembers what it was
 * asked. The last turn of the script is repeated; without any, every connection is reset before a request is read.
 */
public final class MisbehavingServer implements AutoCloseable {
    private final ServerSocket socket;
    private final String scheme;
    private final List<Turn> script;
    private final List<Received> requests = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicLong written = new AtomicLong();

    /** Speaks plain HTTP. */
    public MisbehavingServer(Turn... script) {
        this("http", listening(null), script);
    }

    private MisbehavingServer(String scheme, ServerSocket socket, Turn... script) {
        this.scheme = scheme;
        this.socket = socket;
        this.script = List.of(script);
        inBackground(this::accept);
    }

    /** Speaks TLS with the certificates of this context. */
    public static MisbehavingServer overTls(SSLContext context, Turn... script) {
        return new MisbehavingServer("https", listening(context), script);
    }

    private static ServerSocket listening(SSLContext context) {
        try {
            InetAddress loopback = InetAddress.getByName("127.0.0.1");
            return context == null
                    ? new ServerSocket(0, 200, loopback)
                    : context.getServerSocketFactory().createServerSocket(0, 200, loopback);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its address with a version segment, and without a trailing slash. */
    public String baseUrl() {
        return scheme + "://127.0.0.1:" + port() + "/v1";
    }

    /** The port it listens to. */
    public int port() {
        return socket.getLocalPort();
    }

    /** How many requests were read to their end. */
    public int calls() {
        return requests.size();
    }

    /** The requests that were read to their end, in order. */
    public List<Received> requests() {
        return List.copyOf(requests);
    }

    /** How many connections were accepted. */
    public int connections() {
        return connections.get();
    }

    /** How many bytes of answers went out. */
    public long written() {
        return written.get();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                connections.incrementAndGet();
                open.add(connection);
                inBackground(() -> serve(connection));
            } catch (IOException closed) {
                // then the loop ends
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            Peer peer = new Peer(connection, written);
            if (script.isEmpty()) {
                peer.reset();
                return;
            }
            boolean goesOn = true;
            while (goesOn) {
                Received request = peer.request();
                goesOn = request != null && next(request).play(peer);
            }
        } catch (IOException clientIsGone) {
            // some tests are about nothing else
        } finally {
            open.remove(connection);
        }
    }

    private synchronized Turn next(Received request) {
        requests.add(request);
        return script.get(Math.min(requests.size(), script.size()) - 1);
    }

    private static void inBackground(Runnable work) {
        Thread thread = new Thread(work, "torture");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            socket.close();
            for (Socket connection : open) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
