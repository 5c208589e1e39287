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

/** Writes each log record to stderr as one line of JSON, in profile {@code json}, where Quarkus' own console is off. */
final class JsonLogHandler extends Handler {
    private final ObjectMapper json = new ObjectMapper();
    private final ExtFormatter format = new PatternFormatter("%m");

    private JsonLogHandler() {}

    /** The JSON of one log record. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Line(
            String timestamp, String level, String logger, String thread, String message, String stackTrace) {}

    /** Installs the handler in profile {@code json}. Called before the application starts, to log its start as well. */
    static void installInJsonProfile() {
        String profiles = System.getProperty("quarkus.profile", System.getenv("QUARKUS_PROFILE"));
        if (profiles != null && List.of(profiles.split("[\\s,]+")).contains("json")) {
            JsonLogHandler log = new JsonLogHandler();
            // until the configuration is read, the logger passes all levels
            log.setLevel(Level.WARNING);
            Logger.getLogger("").addHandler(log);
        }
    }

    /** Removes the handler's own level; the log levels of the configuration apply now. */
    static void useConfiguredLevels() {
        for (Handler handler : Logger.getLogger("").getHandlers()) {
            if (handler instanceof JsonLogHandler) {
                handler.setLevel(Level.ALL);
            }
        }
    }

    @Override
    public void publish(LogRecord logRecord) {
        if (!isLoggable(logRecord)) {
            return;
        }
        String thread = logRecord instanceof ExtLogRecord extended ? extended.getThreadName() : null;
        try {
            StandardStreams.err()
                    .println(json.writeValueAsString(new Line(
                            logRecord.getInstant().toString(),
                            logRecord.getLevel().getName(),
                            logRecord.getLoggerName(),
                            thread,
                            format.formatMessage(logRecord),
                            stackTrace(logRecord.getThrown()))));
        } catch (JsonProcessingException e) {
            reportError("A log record can't be written.", e, ErrorManager.FORMAT_FAILURE);
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
        // nothing is buffered
    }

    @Override
    public void close() {
        // stderr stays open for other writers
    }
}
