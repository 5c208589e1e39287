package org.llmtestbench.provider;

import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Lists all settings with their values and origins. */
@Singleton
public class EffectiveSettings {
    private final SettingsLoader settings;

    EffectiveSettings(SettingsLoader settings) {
        this.settings = settings;
    }

    /** Returns the defaults and every setting that is set. */
    public List<EffectiveSetting> all() {
        List<EffectiveSetting> all = new ArrayList<>(topLevel());
        defaults()
                .forEach((key, value) ->
                        all.add(new EffectiveSetting("providers.*." + key, value, EffectiveSetting.DEFAULT)));
        for (String name : settings.names()) {
            all.addAll(explicit(name));
        }
        for (String id : settings.models()) {
            SettingsReader reader = settings.model(id);
            reader.below("").forEach(key -> reader.explicit(key).ifPresent(all::add));
        }
        return all;
    }

    /** Returns the settings that belong to no table. */
    private List<EffectiveSetting> topLevel() {
        SettingsReader reader = settings.root(Map.of());
        List<EffectiveSetting> all = new ArrayList<>();
        TopLevelKeys.DEFAULTS.forEach((key, value) -> all.add(reader.explicit(key)
                .or(() -> fromFallbackVariable(key))
                .orElseGet(() -> new EffectiveSetting(key, value, EffectiveSetting.DEFAULT))));
        all.add(reader.explicit(TopLevelKeys.TOKENS)
                .orElseGet(() -> new EffectiveSetting(TopLevelKeys.TOKENS, "not set", EffectiveSetting.DEFAULT)));
        return all;
    }

    private Optional<EffectiveSetting> fromFallbackVariable(String key) {
        String variable = TopLevelKeys.FALLBACK_VARIABLES.get(key);
        return Optional.ofNullable(variable)
                .map(name -> settings.environment().text(name, null))
                .map(value -> EffectiveSetting.of(key, key, value, "environment variable " + variable));
    }

    /**
     * Returns all settings of one endpoint.
     *
     * @param flags values that override all others, by key
     */
    public List<EffectiveSetting> of(String name, Map<String, String> flags) {
        SettingsReader reader = settings.reader(name, flags);
        Map<String, String> defaults = defaults();
        List<EffectiveSetting> all = new ArrayList<>();
        for (String key : SettingsLoader.PROVIDER_KEYS) {
            List<EffectiveSetting> explicit = explicit(reader, key);
            all.addAll(explicit);
            if (explicit.isEmpty() && defaults.containsKey(key)) {
                String path = "providers." + SettingsLoader.segment(name) + "." + key;
                all.add(new EffectiveSetting(path, defaults.get(key), EffectiveSetting.DEFAULT));
            }
        }
        return all;
    }

    /** Returns the names of all endpoints for which the user set something, or whose API key is set. */
    public List<String> configured(Predicate<String> isSet) {
        return settings.names().stream()
                .filter(name -> explicit(name).stream()
                        .anyMatch(setting -> setting.isSetByUser() || isSet.test(setting.keyVariable())))
                .toList();
    }

    private List<EffectiveSetting> explicit(String name) {
        SettingsReader reader = settings.reader(name, Map.of());
        return SettingsLoader.PROVIDER_KEYS.stream()
                .flatMap(key -> explicit(reader, key).stream())
                .toList();
    }

    private static List<EffectiveSetting> explicit(SettingsReader reader, String key) {
        List<String> keys = SettingsLoader.PROVIDER_TABLES.contains(key) ? reader.below(key + ".") : List.of(key);
        return keys.stream().map(reader::explicit).flatMap(Optional::stream).toList();
    }

    /** Returns the defaults by key, without the keys that are empty by default. */
    private static Map<String, String> defaults() {
        ProviderSettings unset = new SettingsLoader(new SmallRyeConfigBuilder().build())
                .provider("", Map.of("base_url", "http://localhost"));
        Map<String, Object> defaults = new LinkedHashMap<>();
        defaults.put("dialect", unset.dialect());
        defaults.put("include_usage", unset.includeUsage());
        defaults.put("use_proxy", unset.useProxy());
        defaults.put("max_tokens_field", unset.maxTokensField());
        defaults.put("max_retries", unset.maxRetries());
        defaults.put("max_retry_wait", unset.maxRetryWait());
        defaults.put("timeout", unset.timeouts().attempt());
        defaults.put("connect_timeout", unset.timeouts().connect());
        defaults.put("first_token_timeout", unset.timeouts().firstToken());
        defaults.put("idle_timeout", unset.timeouts().idle());
        defaults.put("deadline", unset.timeouts().deadline());
        defaults.put("max_concurrent", unset.limits().maxConcurrent());
        defaults.put("max_queued", unset.limits().maxQueued());
        defaults.put("requests_per_minute", unset.limits().requestsPerMinute());
        defaults.put("tokens_per_minute", unset.limits().tokensPerMinute());
        Map<String, String> formatted = new LinkedHashMap<>();
        defaults.forEach((key, value) -> formatted.put(key, format(value)));
        return formatted;
    }

    private static String format(Object value) {
        return value == null ? "none" : value instanceof Duration time ? ValueParsers.format(time) : value.toString();
    }
}
