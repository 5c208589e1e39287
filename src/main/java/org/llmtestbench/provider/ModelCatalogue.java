package org.llmtestbench.provider;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What is known of models, as of the dates in its resource. Ids it does not hold are passed through all the same. */
@Singleton
public class ModelCatalogue {
    private static final String RESOURCE = "/org/llmtestbench/models.json";

    private Map<String, ModelInfo> byId;

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Content(List<ModelInfo> models) {}

    /** The models of one vendor, in the catalogue's order: newest first. */
    public List<ModelInfo> of(String vendor) {
        return models().values().stream()
                .filter(model -> model.provider().equals(vendor))
                .toList();
    }

    /** The entry of this id, or of the id it is a dated snapshot of: {@code gpt-5-2025-08-07} is a {@code gpt-5}. */
    public Optional<ModelInfo> find(String id) {
        ModelInfo exact = models().get(id);
        return exact != null ? Optional.of(exact) : snapshotOf(id).map(models()::get);
    }

    private static Optional<String> snapshotOf(String id) {
        String undated = id.replaceFirst("-(\\d{4}-\\d{2}-\\d{2}|\\d{8})$", "");
        return undated.equals(id) ? Optional.empty() : Optional.of(undated);
    }

    private synchronized Map<String, ModelInfo> models() {
        if (byId == null) {
            byId = load();
        }
        return byId;
    }

    private static Map<String, ModelInfo> load() {
        try (InputStream resource = ModelCatalogue.class.getResourceAsStream(RESOURCE)) {
            return JsonMapper.builder()
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build()
                    .readValue(resource, Content.class)
                    .models()
                    .stream()
                    .collect(Collectors.toMap(
                            ModelInfo::id, Function.identity(), (a, b) -> a, java.util.LinkedHashMap::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
