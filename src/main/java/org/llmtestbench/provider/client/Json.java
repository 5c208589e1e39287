package org.llmtestbench.provider.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;

/** JSON as it goes over the wire: strict in what we send, lenient in what we read. */
public final class Json {
    static final ObjectMapper MAPPER = JsonMapper.builder()
            // servers written in Python send NaN and Infinity
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .addModule(new SimpleModule().addDeserializer(Long.class, new LenientLongDeserializer()))
            .addMixIn(Record.class, SkipsUnknown.class)
            .addHandler(new LenientFieldHandler())
            // an empty text in place of an object is left to the handler as well
            .withCoercionConfig(
                    LogicalType.POJO,
                    config -> config.setCoercion(CoercionInputShape.EmptyString, CoercionAction.TryConvert))
            .build();

    /** Without it, a record's unknown fields are collected first: a quarter of all memory that a stream took. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    private interface SkipsUnknown {}

    private Json() {}

    /** The bytes of a request's body. */
    public static byte[] write(Object body) {
        try {
            return MAPPER.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a whole body; fails with {@link Failure#MALFORMED}, saying what came instead. */
    public static <T> T read(byte[] body, Class<T> type) {
        return read(body, body.length, type);
    }

    /**
     * Reads the body of an answer in the same way.
     *
     * @param warn takes a line for each member that could not be read and is not the answer's content
     */
    public static <T> T read(byte[] body, Class<T> type, Consumer<String> warn) {
        return required(() -> only(body, body.length, LenientFieldHandler.reader(type, warn)), body, 0, body.length);
    }

    /** Reads the first {@code length} bytes of {@code data}, an event or a body. */
    public static <T> T read(byte[] data, int length, Class<T> type) {
        return required(() -> only(data, length, MAPPER.readerFor(type)), data, 0, length);
    }

    private static <T> T only(byte[] data, int length, ObjectReader reader) throws IOException {
        try (JsonParser parser = MAPPER.createParser(data, 0, length)) {
            T value = reader.readValue(parser);
            int ahead = Math.max(0, parser.releaseBuffered(OutputStream.nullOutputStream()));
            int rest = afterBlanks(data, length - ahead, length);
            if (rest < length) {
                throw Failure.MALFORMED.because(
                        "The answer goes on after its JSON with " + look(data, rest, length) + ".");
            }
            return value;
        }
    }

    /** Where the next character is that is not blank. */
    static int afterBlanks(byte[] data, int from, int length) {
        int at = from;
        while (at < length && (data[at] == ' ' || data[at] == '\n' || data[at] == '\r' || data[at] == '\t')) {
            at++;
        }
        return at;
    }

    /** Reads bytes as JSON. */
    @FunctionalInterface
    interface Reading<T> {
        T value() throws IOException;
    }

    static <T> T required(Reading<T> reading, byte[] data, int from, int length) {
        try {
            T value = reading.value();
            if (value != null) {
                return value;
            }
        } catch (MismatchedInputException wrongType) {
            throw malformed(place(wrongType), data, from, length).causedBy(wrongType);
        } catch (IOException notThisJson) {
            throw malformed("", data, from, length).causedBy(notThisJson);
        }
        throw malformed("", data, from, length);
    }

    /** Such as {@code choices[0].message}; empty for the whole. */
    private static String place(MismatchedInputException wrongType) {
        String place = wrongType.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                .collect(Collectors.joining());
        return place.startsWith(".") ? place.substring(1) : place;
    }

    private static ProviderException malformed(String place, byte[] data, int from, int length) {
        String what = place.isEmpty() ? " but " + look(data, from, length) : ": " + place + " has the wrong type";
        return Failure.MALFORMED.because("The answer is not the JSON it should be" + what + ".");
    }

    private static String look(byte[] data, int from, int length) {
        return ErrorBodyParser.look(Arrays.copyOfRange(data, from, length), length - from);
    }
}
