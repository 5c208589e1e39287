package org.llmtestbench.resilience;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** What becomes of one request. */
@FunctionalInterface
public interface Turn {
    /**
     * Deals with a request that was read.
     *
     * @return whether the connection serves for another one; if not, it is closed
     */
    boolean play(Peer peer) throws IOException;

    /** Says nothing until the client goes away. */
    static Turn silence() {
        return peer -> {
            peer.untilGone();
            return false;
        };
    }

    /** Resets the connection. */
    static Turn reset() {
        return peer -> {
            peer.reset();
            return false;
        };
    }

    /** Sends these characters, whatever they are, and closes the connection. */
    static Turn raw(String text) {
        return peer -> {
            peer.send(text);
            return false;
        };
    }

    /** Opens a way to another port here and carries what goes there and back, as a proxy does for {@code CONNECT}. */
    static Turn tunnel(int port) {
        return peer -> {
            peer.send("HTTP/1.1 200 Connection established\r\n\r\n");
            peer.carry(port);
            return false;
        };
    }

    /** This, and then that. */
    default Turn then(Turn next) {
        return peer -> {
            play(peer);
            return next.play(peer);
        };
    }

    /** The same, once the latch is open. */
    default Turn after(CountDownLatch latch) {
        return peer -> {
            try {
                latch.await();
            } catch (InterruptedException stopped) {
                throw new IOException(stopped);
            }
            return play(peer);
        };
    }
}
