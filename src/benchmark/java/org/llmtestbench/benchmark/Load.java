package org.llmtestbench.benchmark;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Makes the calls of one order; each that ends begins the next, so as many are under way as were asked for. */
final class Load {
    private final Client client;
    private final Order order;
    private final AtomicInteger toStart;
    private final CountDownLatch open;
    private final LongAdder pieces = new LongAdder();
    private final ConcurrentLinkedQueue<Long> added = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();

    Load(Client client, Order order) {
        this.client = client;
        this.order = order;
        this.toStart = new AtomicInteger(order.calls());
        this.open = new CountDownLatch(order.calls());
    }

    Sample run() throws InterruptedException {
        Gauge gauge = new Gauge();
        for (int i = 0; i < order.atOnce(); i++) {
            CompletableFuture.delayedExecutor(
                            (long) order.spreadMillis() * i / order.atOnce(), TimeUnit.MILLISECONDS, Runnable::run)
                    .execute(this::next);
        }
        open.await();
        long[] sorted = added.stream().mapToLong(Long::longValue).sorted().toArray();
        return new Sample(
                order.calls(),
                failures.size(),
                pieces.sum(),
                gauge.wallMillis(),
                gauge.cpuMillis(),
                gauge.allocatedBytes(),
                gauge.peakHeapBytes(),
                gauge.peakThreads(),
                at(sorted, 0.5),
                at(sorted, 0.99),
                failures.isEmpty() ? "" : failures.peek().toString());
    }

    private void next() {
        if (toStart.getAndDecrement() > 0) {
            call().whenComplete((answer, failure) -> {
                if (failure != null) {
                    failures.add(failure);
                }
                open.countDown();
                next();
            });
        }
    }

    private CompletableFuture<?> call() {
        String prompt = order.scenario().name();
        if (order.kind() == Order.Kind.COMPLETE) {
            return client.complete(prompt);
        }
        Listener listener = new Listener(System.nanoTime());
        return client.stream(prompt, listener::hear).thenRun(listener::requireAll);
    }

    /** Hears one stream. */
    private final class Listener {
        private final long started;
        private int heard;

        Listener(long started) {
            this.started = started;
        }

        void hear(String text) {
            long now = System.nanoTime();
            if (text.isEmpty()) {
                return;
            }
            boolean each = order.scenario() == Scenario.EACH;
            if (heard++ == 0 && order.scenario().isPaced() || each) {
                long[] stamps = Arrays.stream(text.split(":"))
                        .mapToLong(Long::parseLong)
                        .toArray();
                added.add(each ? now - stamps[1] : now - started - (stamps[1] - stamps[0]));
            }
        }

        void requireAll() {
            pieces.add(heard);
            if (heard != order.scenario().tokens) {
                throw new IllegalStateException(heard + " of " + order.scenario().tokens + " pieces came");
            }
        }
    }

    private static double at(long[] sorted, double part) {
        return sorted.length == 0 ? 0 : sorted[(int) (part * (sorted.length - 1))] / 1e6;
    }
}
