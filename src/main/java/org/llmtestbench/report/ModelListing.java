package org.llmtestbench.report;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.llmtestbench.provider.ListedModel;
import org.llmtestbench.provider.ModelInfo;
import org.llmtestbench.provider.Provider;

/** Lists models with their limits, prices and retirement dates. */
public final class ModelListing {
    private final List<Row> rows = new ArrayList<>();
    private boolean live;

    /** @param live how the provider's own list differs from the catalog; null if the provider was not asked */
    private record Row(
            String provider,
            String id,
            Long contextWindow,
            Long maxOutputTokens,
            BigDecimal input,
            BigDecimal output,
            String lifecycle,
            String retirementDate,
            String live) {
        static Row of(String provider, ModelInfo m, String live) {
            return new Row(
                    provider,
                    m.id(),
                    m.contextWindow(),
                    m.maxOutputTokens(),
                    m.pricePerMtok().input(),
                    m.pricePerMtok().output(),
                    m.lifecycle().stage() == null ? null : m.lifecycle().stage().label(),
                    m.retires().map(LocalDate::toString).orElse(null),
                    live);
        }
    }

    /** Adds the models of the catalog. */
    public ModelListing known(Provider provider) {
        provider.supportedModels().forEach(model -> rows.add(Row.of(provider.name(), model, null)));
        return this;
    }

    /** Adds the models of the catalog and of the provider's own list, and marks the differences. */
    public ModelListing compared(Provider provider, List<ListedModel> listed) {
        live = true;
        ListedModel.compare(provider.supportedModels(), listed)
                .forEach((model, difference) -> rows.add(Row.of(provider.name(), model, difference)));
        return this;
    }

    /** A table for people. */
    public String table() {
        return printer().table(rows);
    }

    /** A JSON array for programs. */
    public String json() {
        return printer().json(rows);
    }

    private TablePrinter<Row> printer() {
        TablePrinter<Row> printer = new TablePrinter<Row>()
                .column("provider", Row::provider)
                .column("model", Row::id)
                .column("context", Row::contextWindow)
                .column("output", Row::maxOutputTokens)
                .column("$ in", row -> plain(row.input()))
                .column("$ out", row -> plain(row.output()))
                .column("state", Row::lifecycle)
                .column("retires", Row::retirementDate);
        return live ? printer.column("live", Row::live) : printer;
    }

    private static String plain(BigDecimal price) {
        return price == null ? null : price.toPlainString();
    }
}
