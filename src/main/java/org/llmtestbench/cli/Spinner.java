package org.llmtestbench.cli;

import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.llmtestbench.provider.Attempt;
import org.llmtestbench.provider.CallListener;
import org.llmtestbench.provider.Delta;
import org.llmtestbench.provider.ProviderException.Wait;

/**
 * Shows that something is going on: for how long nothing came, then about how many tokens did. Where the text itself is
 * written to the same terminal, its first piece ends the show.
 */
final class Spinner implements CallListener, AutoCloseable {
    /** What comes sooner needs no spinner; also the time between two pictures. */
    static final long PATIENCE_MILLIS = 100;

    private static final List<String> DOTS = List.of("⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏");
    private static final List<String> ASCII = List.of("|", "/", "-", "\\");
    private static final int CHARACTERS_PER_TOKEN = 4;

    private final StatusLine line;
    private final CallListener listener;
    private final boolean textHere;
    private final LongSupplier nanoTime;
    private final List<String> pictures;
    private Thread restore;
    private long start;
    private int picture;
    private int characters;
    private boolean thinking;
    private boolean running;

    /**
     * @param listener hears everything, after the line was cleared for it
     * @param textHere whether the answer's text goes to the same terminal
     * @param unicode whether the terminal shows more than ASCII
     */
    Spinner(StatusLine line, CallListener listener, boolean textHere, boolean unicode, LongSupplier nanoTime) {
        this.line = line;
        this.listener = listener;
        this.textHere = textHere;
        this.nanoTime = nanoTime;
        this.pictures = unicode ? DOTS : ASCII;
    }

    /** Begins to turn, on a thread of its own, which nobody waits for. */
    void turn() {
        begin();
        Thread turning = new Thread(this::keepTurning, "spinner");
        turning.setDaemon(true);
        turning.start();
        // an interrupted program leaves no half line behind
        restore = new Thread(this::end, "clears the spinner");
        Runtime.getRuntime().addShutdownHook(restore);
    }

    synchronized void begin() {
        start = nanoTime.getAsLong();
        running = true;
    }

    private synchronized void keepTurning() {
        try {
            while (running) {
                wait(PATIENCE_MILLIS);
                tick();
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    /** Shows the next picture, unless it is too early or over. */
    synchronized void tick() {
        double seconds = (nanoTime.getAsLong() - start) / 1e9;
        if (running && seconds * 1000 >= PATIENCE_MILLIS) {
            String what = characters > 0
                    ? "~" + (characters + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN + " tokens"
                    : thinking ? "thinking" : "waiting";
            line.show(pictures.get(picture++ % pictures.size())
                    + String.format(Locale.ROOT, " %s %.1f s", what, seconds));
        }
    }

    @Override
    public void delta(Delta delta) {
        if (delta.kind() != Delta.Kind.TEXT) {
            synchronized (this) {
                thinking = true;
            }
        } else if (textHere) {
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
            if (restore != null) {
                Runtime.getRuntime().removeShutdownHook(restore);
            }
        } catch (IllegalStateException endingAlready) {
            // then it has done what it is for
        }
    }
}
