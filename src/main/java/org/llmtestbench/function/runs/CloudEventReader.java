package org.llmtestbench.function.runs;

import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.core.data.BytesCloudEventData;
import io.cloudevents.core.format.EventDeserializationException;
import io.cloudevents.core.message.MessageReader;
import io.cloudevents.core.message.impl.BaseGenericBinaryMessageReaderImpl;
import io.cloudevents.core.message.impl.GenericStructuredMessageReader;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.rw.CloudEventRWException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.llmtestbench.function.HttpProblemException;
import org.llmtestbench.function.Request;
import org.llmtestbench.provider.Failure;

/**
 * Reads a CloudEvent from a request with the CloudEvents SDK. In binary mode, attributes are headers, data is the body.
 */
final class CloudEventReader extends BaseGenericBinaryMessageReaderImpl<String, String> {
    private static final String PREFIX = "ce-";
    private static final String STRUCTURED = "application/cloudevents+json";

    private final Request request;

    private CloudEventReader(Request request, SpecVersion version) {
        super(version, request.body().length == 0 ? null : BytesCloudEventData.wrap(request.body()));
        this.request = request;
    }

    /**
     * The event, in binary or structured mode; fails with {@link HttpProblemException} (400 or 415) if it is invalid.
     */
    static CloudEvent read(Request request) {
        try {
            return reader(request).toEvent();
        } catch (CloudEventRWException | EventDeserializationException | IllegalStateException e) {
            throw invalid("The CloudEvent can't be read: " + reason(e));
        }
    }

    private static MessageReader reader(Request request) {
        String type = request.header("content-type").orElse("").toLowerCase(Locale.ROOT);
        if (type.startsWith(STRUCTURED)) {
            return new GenericStructuredMessageReader(new JsonFormat(), request.body());
        }
        if (type.startsWith("application/cloudevents")) {
            throw HttpProblemException.with(
                            415,
                            "Wrong media type",
                            "CloudEvents are not accepted in batches or as " + type + ".",
                            null)
                    .hint("Send one event at a time, in binary mode or as " + STRUCTURED + ".");
        }
        String version = request.header(PREFIX + "specversion")
                .orElseThrow(() -> invalid("This is not a CloudEvent: the header ce-specversion is missing.")
                        .hint("This path accepts only CloudEvents; POST " + SmokeRoute.PATH
                                + " runs a suite without one."));
        return new CloudEventReader(request, SpecVersion.parse(version));
    }

    private static String reason(RuntimeException e) {
        String message = e.getMessage();
        String first = message == null
                ? "the reason is not known"
                : message.lines().findFirst().orElse("");
        return first + (first.endsWith(".") ? "" : ".");
    }

    private static HttpProblemException invalid(String detail) {
        return HttpProblemException.with(Failure.USAGE.httpStatus(), "Invalid event", detail, Failure.USAGE);
    }

    @Override
    protected boolean isContentTypeHeader(String name) {
        return name.equals("content-type");
    }

    @Override
    protected boolean isCloudEventsHeader(String name) {
        return name.startsWith(PREFIX);
    }

    @Override
    protected String toCloudEventsKey(String name) {
        return name.substring(PREFIX.length());
    }

    @Override
    protected void forEachHeader(BiConsumer<String, String> each) {
        request.headers().forEach(each);
    }

    /** Decodes percent-encoded bytes. A percent sign without two hexadecimal digits is kept. */
    @Override
    protected String toCloudEventsValue(String value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] from = value.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < from.length; i++) {
            int high = i + 2 < from.length ? Character.digit(from[i + 1], 16) : -1;
            int low = i + 2 < from.length ? Character.digit(from[i + 2], 16) : -1;
            boolean escaped = from[i] == '%' && high >= 0 && low >= 0;
            bytes.write(escaped ? high * 16 + low : from[i]);
            i += escaped ? 2 : 0;
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
