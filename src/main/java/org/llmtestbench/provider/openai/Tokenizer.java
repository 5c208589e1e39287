package org.llmtestbench.provider.openai;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import java.util.stream.Stream;
import org.llmtestbench.provider.Provider.TokenCount;

/**
 * Counts with the vendor's own encodings. Its table of models is ours: jtokkit 1.1.0 takes gpt-4.1 for a gpt-4 and
 * knows nothing newer. Its {@code …Ordinary} calls are used because the others throw on {@code <|endoftext|>}.
 */
final class Tokenizer {
    private static final EncodingRegistry REGISTRY = Encodings.newLazyEncodingRegistry();

    private Tokenizer() {}

    /**
     * @param name the encoding the catalogue gives for the model; null when it has none
     * @return exact when the model's encoding is public, else counted as {@code o200k_base}
     */
    static TokenCount count(String text, String name, String model) {
        String known = name == null ? byFamily(model) : name;
        boolean exact = Stream.of("cl100k_base", "o200k_base", "o200k_harmony").anyMatch(known::equals);
        if (text.isEmpty()) {
            // loading an encoding takes up to a second
            return new TokenCount(0, exact);
        }
        EncodingType type = known.equals("cl100k_base") ? EncodingType.CL100K_BASE : EncodingType.O200K_BASE;
        Encoding encoding = REGISTRY.getEncoding(type);
        return new TokenCount(encoding.countTokensOrdinary(text), exact);
    }

    /** For ids that no catalogue holds. */
    private static String byFamily(String model) {
        if (model.matches("gpt-4o.*|chatgpt-4o.*|gpt-4\\.[15].*|gpt-5.*|o[134](-.*)?|.*gpt-oss.*")) {
            return "o200k_base";
        }
        return model.matches("gpt-4(-.*)?|gpt-3\\.5.*|gpt-35.*") ? "cl100k_base" : "unknown";
    }
}
