package org.llmtestbench.cli;

import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.llmtestbench.provider.Attempt;
import org.llmtestbench.provider.CallListener;
import org.llmtestbench.provider.Delta;
import org.llmtestbench.provider.ProviderException.Wait;

/**
 * Shows the progress of a call on the status line: the time until the first token, then an estimate of the tokens. If
 * the answer's text goes to the same terminal, the spinner ends with the first piece of text.
 */
final class Spinner implements CallListener, AutoCloseable {
    /** The delay before the first frame, and the time between two frames. */
    static final long INTERVAL_MILLIS = 100;

    private static final List<String> DOTS = List.of("⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏");
    private static final List<String> ASCII = List.of("|", "/", "-", "\\");
    private static final int CHARACTERS_PER_TOKEN = 4;

    private final StatusLine line;
    private final CallListener listener;
    private final boolean textOnSameTerminal;
    private final LongSupplier nanoTime;
    private final List<String> frames;
    private Thread shutdownHook;
    private long startNanos;
    private int frame;
    private int characters;
    private boolean thinking;
    private boolean running;

    /**
     * @param listener receives all events after the spinner
     * @param textOnSameTerminal whether the answer's text goes to the terminal of the spinner
     * @param unicode whether the terminal shows more than ASCII
     */
    Spinner(
            StatusLine line,
            CallListener listener,
            boolean textOnSameTerminal,
            boolean unicode,
            LongSupplier nanoTime) {
        this.line = line;
        this.listener = listener;
        this.textOnSameTerminal = textOnSameTerminal;
        this.nanoTime = nanoTime;
        this.frames = unicode ? DOTS : ASCII;
    }

    /** Starts the animation on a daemon thread. */
    void start() {
        startTimer();
        Thread animation = new Thread(this::animate, "spinner");
        animation.setDaemon(true);
        animation.start();
        // clears the line if the program is interrupted
        shutdownHook = new Thread(this::end, "spinner-cleanup");
        Runtime.getRuntime().addShutdownHook(shutdownHook);
    }

    synchronized void startTimer() {
        startNanos = nanoTime.getAsLong();
        running = true;
    }

    private synchronized void animate() {
        try {
            while (running) {
                wait(INTERVAL_MILLIS);
                tick();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Shows the next frame, unless it is too early or the spinner has ended. */
    synchronized void tick() {
        double seconds = (nanoTime.getAsLong() - startNanos) / 1e9;
        if (running && seconds * 1000 >= INTERVAL_MILLIS) {
            String label = characters > 0
                    ? "~" + (characters + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN + " tokens"
                    : thinking ? "thinking" : "waiting";
            line.show(frames.get(frame++ % frames.size()) + String.format(Locale.ROOT, " %s %.1f s", label, seconds));
        }
    }

    @Override
    public void delta(Delta delta) {
        if (delta.kind() != Delta.Kind.TEXT) {
            synchronized (this) {
                thinking = true;
            }
        } else if (textOnSameTerminal) {
            end();
        } else {
            synchronized (this) {
                characters += delta.text().length();
            }
        }
        listener.delta(delta);
    }

    @Override
    public void waiting(Wait wait) {
        listener.waiting(wait);
    }

    @Override
    public void attempt(Attempt attempt) {
        listener.attempt(attempt);
    }

    private synchronized void end() {
        if (running) {
            running = false;
            notifyAll();
            line.clear();
        }
    }

    @Override
    public void close() {
        end();
        try {
            if (shutdownHook != null) {
                Runtime.getRuntime().removeShutdownHook(shutdownHook);
            }
        } catch (IllegalStateException shuttingDown) {
            // the JVM is shutting down, and the hook clears the line
        }
    }
}
