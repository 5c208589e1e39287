package org.llmtestbench.benchmark;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Callers of every kind, all at once: patient ones, some that hang up, a scheduler, and one that talks nonsense. */
final class SoakLoad {
    static final int WORKERS = 24;

    private static final String COMPLETION =
            "{\"provider\":\"simulator\",\"model\":\"m\",\"prompt\":\"Tell me all of it, number %d.\",\"stream\":%s}";
    private static final String SMOKE = "{\"suite\":{\"version\":1,\"name\":\"soak\","
            + "\"targets\":[{\"id\":\"s\",\"provider\":\"simulator\",\"model\":\"m\"}],"
            + "\"tests\":[{\"id\":\"t\",\"prompt\":\"Hello\",\"repeat\":5,\"assert\":[{\"icontains\":\"hello\"}]}]}}";
    private static final List<String> NONSENSE =
            List.of("{", "[]", "{\"provider\":\"nobody\",\"prompt\":\"x\"}", "{\"prompt\":7}", "\u0000\u0001");

    private final Served served;
    private final Map<String, Integer> counts = new TreeMap<>();

    SoakLoad(Served served) {
        this.served = served;
    }

    /** Until the time is over and everybody has got an answer. */
    void run(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
        IntStream.range(0, WORKERS)
                .forEach(worker -> workers.execute(() -> {
                    for (int turn = worker; System.nanoTime() < end; turn++) {
                        once(turn);
                    }
                }));
        workers.shutdown();
        try {
            if (!workers.awaitTermination(time.toSeconds() + 120, TimeUnit.SECONDS)) {
                throw new IllegalStateException("somebody has waited two minutes for an answer: " + this);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void once(int turn) {
        switch (turn % 10) {
            case 0, 1, 2, 3 -> count("stream", served.ask("/v1/completions", COMPLETION.formatted(turn, true)));
            case 4, 5 -> count("whole", served.ask("/v1/completions", COMPLETION.formatted(turn, false)));
            case 6, 7 -> hangUp(turn);
            case 8 -> count("smoke", served.ask("/v1/smoke", SMOKE));
            default -> count("nonsense", served.ask("/v1/completions", NONSENSE.get(turn % NONSENSE.size())));
        }
    }

    /** Reads a little of a stream and is gone; an answer that is shorter, a refusal, ends by itself. */
    private void hangUp(int turn) {
        URI address = served.address();
        String body = COMPLETION.formatted(turn, true);
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream()
                    .write(
                            ("POST /v1/completions HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-type: application/json\r\n"
                                            + "content-length: " + body.length() + "\r\n\r\n" + body)
                                    .getBytes(StandardCharsets.UTF_8));
            int wanted = 300 + turn % 200;
            boolean streams = socket.getInputStream().readNBytes(wanted).length == wanted;
            count(streams ? "hung up" : "refused before", 0);
        } catch (IOException cut) {
            count("cut", 0);
        }
    }

    private synchronized void count(String what, int status) {
        counts.merge(status == 0 ? what : what + " " + status, 1, Integer::sum);
    }

    @Override
    public synchronized String toString() {
        return counts.toString();
    }
}
