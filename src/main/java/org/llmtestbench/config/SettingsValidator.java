package org.llmtestbench.config;

import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.ProviderException;
import org.llmtestbench.provider.ProviderRegistry;
import org.llmtestbench.provider.ProviderSettings;
import org.llmtestbench.provider.SettingsLoader;
import org.llmtestbench.provider.SettingsReader;
import org.llmtestbench.provider.TopLevelValidator;
import org.llmtestbench.provider.catalog.ModelInfoReader;

/** Finds everything that is wrong with the configuration, where a call stops at the first. */
@Singleton
public class SettingsValidator {
    private final SettingsLoader settings;
    private final ProviderRegistry providers;
    private final List<TopLevelValidator> root;

    /** @param root validate the keys that are in no table */
    public SettingsValidator(SettingsLoader settings, ProviderRegistry providers, @All List<TopLevelValidator> root) {
        this.settings = settings.ignoringFileProblems();
        this.providers = providers;
        this.root = root;
    }

    /** All problems, those of the file's shape first, each said once. */
    public List<ProviderException> problems() {
        // the same value may be read several times
        Map<String, ProviderException> found = new LinkedHashMap<>();
        for (String problem : settings.fileProblems()) {
            found.put(problem, Failure.CONFIGURATION.because(problem));
        }
        ofTheRoot().forEach(problem -> found.putIfAbsent(problem.getMessage(), problem));
        for (String name : settings.names()) {
            ofEndpoint(name).forEach(problem -> found.putIfAbsent(problem.getMessage(), problem));
        }
        for (String id : settings.models()) {
            ofModel(id).forEach(problem -> found.putIfAbsent(problem.getMessage(), problem));
        }
        return List.copyOf(found.values());
    }

    private List<ProviderException> ofTheRoot() {
        List<ProviderException> problems = new ArrayList<>();
        for (TopLevelValidator each : root) {
            each.inspect(
                    settings.root(Map.of()).collecting(problems::add),
                    settings.environment().collecting(problems::add),
                    problems::add);
        }
        return problems;
    }

    private List<ProviderException> ofEndpoint(String name) {
        List<ProviderException> problems = new ArrayList<>();
        try {
            SettingsReader from = settings.reader(name, Map.of());
            ProviderSettings endpoint = SettingsLoader.provider(name, from.collecting(problems::add));
            if (problems.isEmpty()) {
                providers.connect(endpoint, from);
            }
        } catch (ProviderException last) {
            problems.add(last);
        }
        return problems;
    }

    private List<ProviderException> ofModel(String id) {
        List<ProviderException> problems = new ArrayList<>();
        try {
            SettingsReader own = settings.model(id).collecting(problems::add);
            new ModelInfoReader(id, Optional.of(own), Map.of(), null).model();
        } catch (ProviderException last) {
            problems.add(last);
        }
        return problems;
    }
}
