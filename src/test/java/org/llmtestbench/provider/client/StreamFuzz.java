package org.llmtestbench.provider.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.llmtestbench.provider.ProviderException;

/**
 * What no stream may do to the reader of a dialect, however it is cut and broken. A failure names its seed, which plays
 * it again: {@code -Dfuzz.seed=…}. By default the same seeds are played for a second; {@code -Dfuzz.seconds=…} plays
 * others, as long as it says.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class StreamFuzz {
    private static final List<String> BITS = List.of(
            "data:",
            "data: ",
            "event: error\n",
            "event:",
            ":",
            "\n",
            "\n\n",
            "\r",
            "\r\n",
            "\uFEFF",
            "[DONE]",
            "{",
            "}",
            "[",
            "]",
            "\"",
            "\\u",
            "\\ud800",
            "null",
            "true",
            "-1",
            "1e999",
            "99999999999999999999",
            "{}",
            "[]",
            "\"\"",
            "\"error\":{\"code\":\"429\"},",
            "\"error\":1,",
            "\"usage\":{\"prompt_tokens\":-5},",
            "\"choices\":null,",
            "\"delta\":null,",
            "\"type\":null,",
            "\u0000",
            "🥁",
            "<html>",
            "[[[[[[[[[[");

    private static final List<String> VALUES = List.of(
            "null",
            "[null]",
            "[]",
            "{}",
            "7",
            "-1",
            "1.5",
            "99999999999999999999",
            "true",
            "\"\"",
            "\"x\"",
            "[[{}]]",
            "\"stop\"",
            "\"error\"",
            "\"refusal\"",
            "\"text\"",
            "{\"text\":null}",
            "{\"type\":\"text\"}");
    private static final Pattern OBJECT = Pattern.compile("\\{.*}");

    /** Reads one stream of the dialect. */
    protected abstract SseEventHandler reader(CallAttempt attempt);

    /** Reads one whole answer of the dialect. */
    protected abstract void read(byte[] whole, CallAttempt attempt);

    /** Good streams, with as many of the dialect's traits as there are. */
    protected abstract List<String> streams();

    /** What a stream came to, as text. */
    private String read(byte[] bytes, Random cuts) {
        Exchanges received = new Exchanges(200);
        Throwable thrown =
                received.read(reader(received.exchange()), body -> read(body, received.exchange()), cut(bytes, cuts));
        if (thrown == null) {
            thrown = received.verdict().orElse(null);
            received.usage();
        }
        if (thrown != null && !(thrown instanceof ProviderException)) {
            throw new AssertionError("It ended in " + thrown, thrown);
        }
        return received.deltas() + " " + received.text() + " " + received.finishReason() + " "
                + (thrown instanceof ProviderException ours ? ours.failure() + " " + ours.getMessage() : "answered");
    }

    private static List<byte[]> cut(byte[] bytes, Random random) {
        List<byte[]> pieces = new ArrayList<>();
        int longest = 1 << random.nextInt(12);
        for (int from = 0; from < bytes.length; ) {
            int to = Math.min(bytes.length, from + 1 + random.nextInt(longest));
            pieces.add(Arrays.copyOfRange(bytes, from, to));
            from = to;
        }
        return pieces;
    }

    private byte[] broken(Random random) {
        byte[] bytes = any(random);
        if (random.nextBoolean()) {
            return replaced(new String(bytes, StandardCharsets.UTF_8), random).getBytes(StandardCharsets.UTF_8);
        }
        for (int faults = random.nextInt(6); faults > 0; faults--) {
            int from = random.nextInt(bytes.length + 1);
            int to = Math.min(bytes.length, from + random.nextInt(40));
            ByteArrayOutputStream changed = new ByteArrayOutputStream();
            changed.write(bytes, 0, from);
            changed.writeBytes(fault(bytes, from, to, random));
            changed.write(bytes, to, bytes.length - to);
            bytes = changed.toByteArray();
        }
        return bytes;
    }

    /** The stream with other values in some places of its JSON, which stays JSON. */
    private static String replaced(String stream, Random random) {
        Matcher json = OBJECT.matcher(stream);
        return json.replaceAll(found -> {
            try {
                JsonNode event = Json.MAPPER.readTree(found.group());
                replaceIn(event, random);
                return Matcher.quoteReplacement(event.toString());
            } catch (IOException inPieces) {
                return Matcher.quoteReplacement(found.group());
            }
        });
    }

    private static void replaceIn(JsonNode node, Random random) throws IOException {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            if (random.nextInt(12) == 0) {
                ((ObjectNode) node).set(name, value(random));
            } else {
                replaceIn(node.get(name), random);
            }
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            if (random.nextInt(6) == 0) {
                ((ArrayNode) node).set(i, value(random));
            } else {
                replaceIn(node.get(i), random);
            }
        }
    }

    private static JsonNode value(Random random) throws IOException {
        return Json.MAPPER.readTree(VALUES.get(random.nextInt(VALUES.size())));
    }

    /** What stands in place of the bytes between. */
    private byte[] fault(byte[] bytes, int from, int to, Random random) {
        byte[] some = Arrays.copyOfRange(bytes, from, to);
        switch (random.nextInt(6)) {
            case 0 -> random.nextBytes(some);
            case 1 -> some = new byte[0];
            case 2 ->
                some = (new String(some, StandardCharsets.ISO_8859_1).repeat(3)).getBytes(StandardCharsets.ISO_8859_1);
            case 3 -> {
                byte[] other = any(random);
                int start = random.nextInt(other.length);
                some = Arrays.copyOfRange(other, start, Math.min(other.length, start + random.nextInt(300)));
            }
            default -> some = BITS.get(random.nextInt(BITS.size())).getBytes(StandardCharsets.UTF_8);
        }
        return some;
    }

    private byte[] any(Random random) {
        String stream = streams().get(random.nextInt(streams().size()));
        String[] lineEnds = {"\n", "\n", "\r\n", "\r"};
        return stream.replace("\n", lineEnds[random.nextInt(4)]).getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void any_split_of_the_bytes_gives_the_same_answer() {
        for (long seed = 0; seed < 500; seed++) {
            byte[] bytes = any(new Random(seed));
            assertThat(read(bytes, new Random(seed))).as("seed %s", seed).isEqualTo(read(bytes, new Random(0)));
        }
    }

    @Test
    void whatever_breaks_a_stream_it_ends_in_an_answer_or_in_a_failure_of_ours() {
        String asked = System.getProperty("fuzz.seconds");
        long seed = Long.getLong("fuzz.seed", asked == null ? 1 : System.currentTimeMillis());
        long last = System.getProperty("fuzz.seed") == null ? Long.MAX_VALUE : seed;
        long end = System.nanoTime()
                + Duration.ofSeconds(asked == null ? 1 : Long.parseLong(asked)).toNanos();
        for (; seed <= last && System.nanoTime() < end; seed++) {
            byte[] bytes = broken(new Random(seed));
            long start = System.nanoTime();
            try {
                assertThat(read(bytes, new Random(seed))).isEqualTo(read(bytes, new Random(0)));
            } catch (Throwable e) {
                throw new AssertionError(
                        "-Dfuzz.seed=" + seed + " of\n" + new String(bytes, StandardCharsets.UTF_8), e);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("seed %s", seed)
                    .isLessThan(Duration.ofSeconds(10));
        }
    }
}
