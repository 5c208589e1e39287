package org.llmtestbench.provider.openai;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import java.util.stream.Stream;
import org.llmtestbench.provider.Provider.TokenCount;

/**
 * Counts tokens with the vendor's own encodings. The table of models is not the one of jtokkit, because jtokkit 1.1.0
 * treats gpt-4.1 as gpt-4 and knows no newer model. The {@code …Ordinary} methods of jtokkit are used because the
 * others throw on {@code <|endoftext|>}.
 */
final class Tokenizer {
    private static final EncodingRegistry REGISTRY = Encodings.newLazyEncodingRegistry();

    private Tokenizer() {}

    /**
     * @param catalogEncoding the model's encoding in the catalog; null when the catalog has none
     * @return exact when the model's encoding is public; otherwise an estimate with {@code o200k_base}
     */
    static TokenCount count(String text, String catalogEncoding, String model) {
        String encodingName = catalogEncoding == null ? encodingOfFamily(model) : catalogEncoding;
        boolean exact = Stream.of("cl100k_base", "o200k_base", "o200k_harmony").anyMatch(encodingName::equals);
        if (text.isEmpty()) {
            // loading an encoding takes up to a second
            return new TokenCount(0, exact);
        }
        EncodingType type = encodingName.equals("cl100k_base") ? EncodingType.CL100K_BASE : EncodingType.O200K_BASE;
        Encoding encoding = REGISTRY.getEncoding(type);
        return new TokenCount(encoding.countTokensOrdinary(text), exact);
    }

    /** The encoding of a model that is not in the catalog, from its id. */
    private static String encodingOfFamily(String model) {
        if (model.matches("gpt-4o.*|chatgpt-4o.*|gpt-4\\.[15].*|gpt-5.*|o[134](-.*)?|.*gpt-oss.*")) {
            return "o200k_base";
        }
        return model.matches("gpt-4(-.*)?|gpt-3\\.5.*|gpt-35.*") ? "cl100k_base" : "unknown";
    }
}
