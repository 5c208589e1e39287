package org.llmtestbench.report;

import java.util.List;
import java.util.function.Predicate;
import org.llmtestbench.provider.ProviderRegistry;
import org.llmtestbench.provider.ProviderSettings;

/** Lists the configured providers, and whether their API keys are set. Never shows a key. */
public final class ProviderListing {
    private final TablePrinter<Row> printer = new TablePrinter<Row>()
            .column("provider", Row::name)
            .column("dialect", Row::dialect)
            .column("base URL", Row::baseUrl)
            .column("key", row -> row.apiKeyEnv().isEmpty() ? row.key() : row.apiKeyEnv() + " " + row.key())
            .column("default model", Row::defaultModel);
    private final List<Row> rows;

    /** One provider; {@code key} is {@code set}, {@code not set} or {@code none}. */
    private record Row(String name, String dialect, String baseUrl, String key, String apiKeyEnv, String defaultModel) {
        static Row of(ProviderSettings s, Predicate<String> isSet) {
            String key = s.apiKeyEnv().isEmpty() ? "none" : isSet.test(s.apiKeyEnv()) ? "set" : "not set";
            return new Row(s.name(), s.dialect(), s.baseUrl().toString(), key, s.apiKeyEnv(), s.defaultModel());
        }
    }

    /** @param isSet whether the environment variable with this name is set and not empty */
    public ProviderListing(ProviderRegistry providers, Predicate<String> isSet) {
        rows = providers.names().stream()
                .map(name -> Row.of(providers.settings(name), isSet))
                .toList();
    }

    /** A table for people. */
    public String table() {
        return printer.table(rows);
    }

    /** A JSON array for programs. */
    public String json() {
        return printer.json(rows);
    }
}
