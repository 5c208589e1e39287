package org.llmtestbench.function.runs;

import io.cloudevents.CloudEventData;
import io.cloudevents.SpecVersion;
import io.cloudevents.core.format.EventFormat;
import io.cloudevents.core.message.MessageWriter;
import io.cloudevents.rw.CloudEventWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.llmtestbench.function.Response;

/** Writes a CloudEvent in binary mode to a response, with the CloudEvents SDK. */
final class CloudEventEncoder
        implements MessageWriter<CloudEventEncoder, Response.Whole>, CloudEventWriter<Response.Whole> {
    private final Map<String, String> headers = new LinkedHashMap<>();

    @Override
    public CloudEventEncoder create(SpecVersion version) {
        headers.put("ce-specversion", version.toString());
        return this;
    }

    @Override
    public CloudEventEncoder withContextAttribute(String name, String value) {
        headers.put(name.equals("datacontenttype") ? "content-type" : "ce-" + name, encoded(value));
        return this;
    }

    @Override
    public Response.Whole end(CloudEventData data) {
        return new Response.Whole(200, headers, data.toBytes());
    }

    @Override
    public Response.Whole end() {
        return new Response.Whole(200, headers, new byte[0]);
    }

    @Override
    public Response.Whole setEvent(EventFormat format, byte[] value) {
        throw new IllegalStateException("responses use binary mode");
    }

    private static String encoded(String value) {
        StringBuilder header = new StringBuilder();
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            boolean isPlain = b > ' ' && b < 0x7F && b != '"' && b != '%';
            header.append(isPlain ? String.valueOf((char) b) : String.format("%%%02X", b));
        }
        return header.toString();
    }
}
