package org.llmtestbench.report;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.llmtestbench.provider.ListedModel;
import org.llmtestbench.provider.ModelInfo;
import org.llmtestbench.provider.Provider;

/** Lists models with their limits, prices and ends. */
public final class ModelListing {
    private final List<Row> rows = new ArrayList<>();
    private boolean live;

    /** @param live what the provider's own list says beside ours; null when it was not asked */
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

    /** Adds the models that we know of. */
    public ModelListing known(Provider provider) {
        provider.supportedModels().forEach(model -> rows.add(Row.of(provider.name(), model, null)));
        return this;
    }

    /** Adds those that we or the provider itself know of, and what differs. */
    public ModelListing compared(Provider provider, List<ListedModel> found) {
        live = true;
        ListedModel.compared(provider.supportedModels(), found)
                .forEach((model, word) -> rows.add(Row.of(provider.name(), model, word)));
        return this;
    }

    /** For people. */
    public String table() {
        return listing().table(rows);
    }

    /** For programs. */
    public String json() {
        return listing().json(rows);
    }

    private TablePrinter<Row> listing() {
        TablePrinter<Row> listing = new TablePrinter<Row>()
                .column("provider", Row::provider)
                .column("model", Row::id)
                .column("context", Row::contextWindow)
                .column("output", Row::maxOutputTokens)
                .column("$ in", row -> plain(row.input()))
                .column("$ out", row -> plain(row.output()))
                .column("state", Row::lifecycle)
                .column("retires", Row::retirementDate);
        return live ? listing.column("live", Row::live) : listing;
    }

    private static String plain(BigDecimal price) {
        return price == null ? null : price.toPlainString();
    }
}
