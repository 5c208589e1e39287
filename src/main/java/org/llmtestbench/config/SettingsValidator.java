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

/** Finds all problems of the configuration. A call, in contrast, reports only the first one. */
@Singleton
public class SettingsValidator {
    private final SettingsLoader settings;
    private final ProviderRegistry providers;
    private final List<TopLevelValidator> topLevelValidators;

    /** @param topLevelValidators validate the keys outside of tables */
    public SettingsValidator(
            SettingsLoader settings, ProviderRegistry providers, @All List<TopLevelValidator> topLevelValidators) {
        this.settings = settings.ignoringFileProblems();
        this.providers = providers;
        this.topLevelValidators = topLevelValidators;
    }

    /** Returns all problems without duplicates; those of the file's structure come first. */
    public List<ProviderException> problems() {
        // a value can be read several times
        Map<String, ProviderException> found = new LinkedHashMap<>();
        for (String problem : settings.fileProblems()) {
            found.put(problem, Failure.CONFIGURATION.because(problem));
        }
        ofTopLevel().forEach(problem -> found.putIfAbsent(problem.getMessage(), problem));
        for (String name : settings.names()) {
            ofEndpoint(name).forEach(problem -> found.putIfAbsent(problem.getMessage(), problem));
        }
        for (String id : settings.models()) {
            ofModel(id).forEach(problem -> found.putIfAbsent(problem.getMessage(), problem));
        }
        return List.copyOf(found.values());
    }

    private List<ProviderException> ofTopLevel() {
        List<ProviderException> problems = new ArrayList<>();
        for (TopLevelValidator validator : topLevelValidators) {
            validator.validate(
                    settings.root(Map.of()).collecting(problems::add),
                    settings.environment().collecting(problems::add),
                    problems::add);
        }
        return problems;
    }

    private List<ProviderException> ofEndpoint(String name) {
        List<ProviderException> problems = new ArrayList<>();
        try {
            SettingsReader reader = settings.reader(name, Map.of());
            ProviderSettings endpoint = SettingsLoader.provider(name, reader.collecting(problems::add));
            if (problems.isEmpty()) {
                providers.connect(endpoint, reader);
            }
        } catch (ProviderException last) {
            problems.add(last);
        }
        return problems;
    }

    private List<ProviderException> ofModel(String id) {
        List<ProviderException> problems = new ArrayList<>();
        try {
            SettingsReader reader = settings.model(id).collecting(problems::add);
            new ModelInfoReader(id, Optional.of(reader), Map.of(), null).model();
        } catch (ProviderException last) {
            problems.add(last);
        }
        return problems;
    }
}
