package org.llmtestbench.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.logging.ErrorManager;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;

/** Writes what is logged as one JSON object a line, in profile {@code json}, where Quarkus' own console is silent. */
final class JsonLogHandler extends Handler {
    private final ObjectMapper json = new ObjectMapper();
    private final ExtFormatter format = new PatternFormatter("%m");

    private JsonLogHandler() {}

    /** One entry. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Line(
            String timestamp, String level, String logger, String thread, String message, String stackTrace) {}

    /** Begins, in its profile alone; before the application starts, so that what it has to say about that is heard too. */
    static void startIfWanted() {
        String profiles = System.getProperty("quarkus.profile", System.getenv("QUARKUS_PROFILE"));
        if (profiles != null && List.of(profiles.split("[\\s,]+")).contains("json")) {
            JsonLogHandler log = new JsonLogHandler();
            // until the configuration is read, everything is logged
            log.setLevel(Level.WARNING);
            Logger.getLogger("").addHandler(log);
        }
    }

    /** The configuration says now which entries there are. */
    static void configured() {
        for (Handler handler : Logger.getLogger("").getHandlers()) {
            if (handler instanceof JsonLogHandler) {
                handler.setLevel(Level.ALL);
            }
        }
    }

    @Override
    public void publish(LogRecord entry) {
        if (!isLoggable(entry)) {
            return;
        }
        String thread = entry instanceof ExtLogRecord known ? known.getThreadName() : null;
        try {
            StandardStreams.err()
                    .println(json.writeValueAsString(new Line(
                            entry.getInstant().toString(),
                            entry.getLevel().getName(),
                            entry.getLoggerName(),
                            thread,
                            format.formatMessage(entry),
                            stackTrace(entry.getThrown()))));
        } catch (JsonProcessingException e) {
            reportError("An entry of the log can't be written.", e, ErrorManager.FORMAT_FAILURE);
        }
    }

    private static String stackTrace(Throwable thrown) {
        if (thrown == null) {
            return null;
        }
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Override
    public void flush() {
        // nothing is held back
    }

    @Override
    public void close() {
        // stderr is everybody's
    }
}
