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

/** Lists the settings, each with its value and who set it. */
@Singleton
public class Inventory {
    private final Settings settings;

    Inventory(Settings settings) {
        this.settings = settings;
    }

    /** Everything that is set, after the defaults of what is not. */
    public List<Setting> all() {
        List<Setting> all = new ArrayList<>(ofTheRoot());
        defaults().forEach((key, value) -> all.add(new Setting("providers.*." + key, value, Setting.DEFAULT)));
        for (String name : settings.names()) {
            all.addAll(stated(name));
        }
        for (String id : settings.models()) {
            SettingsReader reader = settings.model(id);
            reader.below("").forEach(key -> reader.stated(key).ifPresent(all::add));
        }
        return all;
    }

    /** What stands in no table. */
    private List<Setting> ofTheRoot() {
        SettingsReader reader = settings.root(Map.of());
        List<Setting> all = new ArrayList<>();
        RootKeys.DEFAULTS.forEach((key, value) -> all.add(
                reader.stated(key).or(() -> heard(key)).orElseGet(() -> new Setting(key, value, Setting.DEFAULT))));
        all.add(reader.stated(RootKeys.TOKENS)
                .orElseGet(() -> new Setting(RootKeys.TOKENS, "not set", Setting.DEFAULT)));
        return all;
    }

    private Optional<Setting> heard(String key) {
        String variable = RootKeys.HEARD.get(key);
        return Optional.ofNullable(variable)
                .map(name -> settings.foreign().text(name, null))
                .map(value -> Setting.of(key, key, value, "environment variable " + variable));
    }

    /**
     * All settings of one endpoint.
     *
     * @param flags values that win over all others, by key
     */
    public List<Setting> of(String name, Map<String, String> flags) {
        SettingsReader reader = settings.reader(name, flags);
        Map<String, String> defaults = defaults();
        List<Setting> all = new ArrayList<>();
        for (String key : Settings.PROVIDER_KEYS) {
            List<Setting> stated = stated(reader, key);
            all.addAll(stated);
            if (stated.isEmpty() && defaults.containsKey(key)) {
                String path = "providers." + Settings.segment(name) + "." + key;
                all.add(new Setting(path, defaults.get(key), Setting.DEFAULT));
            }
        }
        return all;
    }

    /** The names of all endpoints that somebody set anything of, or whose key is set. */
    public List<String> configured(Predicate<String> isSet) {
        return settings.names().stream()
                .filter(name ->
                        stated(name).stream().anyMatch(setting -> setting.isOwn() || isSet.test(setting.keyVariable())))
                .toList();
    }

    private List<Setting> stated(String name) {
        SettingsReader reader = settings.reader(name, Map.of());
        return Settings.PROVIDER_KEYS.stream()
                .flatMap(key -> stated(reader, key).stream())
                .toList();
    }

    private static List<Setting> stated(SettingsReader reader, String key) {
        List<String> keys = Settings.PROVIDER_TABLES.contains(key) ? reader.below(key + ".") : List.of(key);
        return keys.stream().map(reader::stated).flatMap(Optional::stream).toList();
    }

    /** By key; without those that are empty until somebody sets them. */
    private static Map<String, String> defaults() {
        ProviderSettings unset =
                new Settings(new SmallRyeConfigBuilder().build()).provider("", Map.of("base_url", "http://localhost"));
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
        Map<String, String> written = new LinkedHashMap<>();
        defaults.forEach((key, value) -> written.put(key, written(value)));
        return written;
    }

    private static String written(Object value) {
        return value == null ? "none" : value instanceof Duration time ? Syntax.written(time) : value.toString();
    }
}
