package org.llmtestbench.provider.client;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.deser.ValueInstantiator;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Leaves out what can't be read of an answer and is not its content, and warns about it: an id of the wrong type must not
 * cost a good answer. Content of the wrong type still makes the answer malformed.
 */
final class LenientFieldHandler extends DeserializationProblemHandler {
    private static final int MOST_WARNINGS = 20;

    /** The members that were left out of one answer. */
    private static final class LeftOut {
        private final Consumer<String> warn;
        private final Set<String> paths = new HashSet<>();

        LeftOut(Consumer<String> warn) {
            this.warn = warn;
        }

        void add(String path, String kind) {
            if (paths.size() < MOST_WARNINGS && paths.add(path)) {
                warn.accept("The provider sent " + path + " as " + kind + "; it was ignored.");
            }
        }
    }

    /**
     * Reads answers.
     *
     * @param warn takes a line for each member that was left out
     */
    static ObjectReader reader(Class<?> type, Consumer<String> warn) {
        return Json.MAPPER.readerFor(type).withAttribute(LeftOut.class, new LeftOut(warn));
    }

    /** Skips the value at the parser, whatever it is, and warns. Returns null. */
    static <T> T leaveOut(JsonParser json, DeserializationContext context) throws IOException {
        return leaveOut(json, context, kind(json.currentToken()));
    }

    /** The same with other words for what the value is. */
    static <T> T leaveOut(JsonParser json, DeserializationContext context, String kind) throws IOException {
        json.skipChildren();
        if (context.getAttribute(LeftOut.class) instanceof LeftOut leftOut) {
            leftOut.add(path(json.getParsingContext()), kind);
        }
        return null;
    }

    @Override
    public Object handleUnexpectedToken(
            DeserializationContext context, JavaType target, JsonToken token, JsonParser json, String message)
            throws IOException {
        return isSideObject(target.getRawClass(), json) ? leaveOut(json, context) : NOT_HANDLED;
    }

    @Override
    public Object handleMissingInstantiator(
            DeserializationContext context,
            Class<?> target,
            ValueInstantiator instantiator,
            JsonParser json,
            String message)
            throws IOException {
        return isSideObject(target, json) ? leaveOut(json, context) : NOT_HANDLED;
    }

    /** A whole body is never a side object, whatever its type. */
    private static boolean isSideObject(Class<?> target, JsonParser json) {
        JsonStreamContext around = json.getParsingContext();
        JsonStreamContext holder = json.currentToken().isStructStart() ? around.getParent() : around;
        return LenientObject.class.isAssignableFrom(target) && !holder.inRoot();
    }

    private static String kind(JsonToken token) {
        return switch (token) {
            case START_ARRAY -> "a list";
            case START_OBJECT -> "an object";
            case VALUE_STRING -> "a text";
            case VALUE_TRUE -> "true";
            case VALUE_FALSE -> "false";
            default -> "a number";
        };
    }

    /** Such as {@code choices[0].finish_reason}. */
    private static String path(JsonStreamContext here) {
        String path = "";
        for (JsonStreamContext at = here; !at.inRoot(); at = at.getParent()) {
            String step = at.inArray() ? "[" + at.getCurrentIndex() + "]" : "." + at.getCurrentName();
            path = step + path;
        }
        return path.startsWith(".") ? path.substring(1) : path;
    }
}
