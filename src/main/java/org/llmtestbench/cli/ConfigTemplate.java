package org.llmtestbench.cli;

import java.util.Map;
import org.llmtestbench.provider.BuiltInProviders;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.HttpUrl;
import org.llmtestbench.provider.SettingsLoader;

/**
 * The provider in a new configuration file. A text is empty if it is not set.
 *
 * @param apiKeyEnv the environment variable that holds the key, never the key
 */
record ConfigTemplate(String name, String baseUrl, String model, String apiKeyEnv, boolean isBuiltIn) {
    private static final String NO_KEY = "none";

    ConfigTemplate {
        require(
                !name.isBlank() && name.matches("[^\"\\\\\\p{Cntrl}]+"),
                "The provider's name contains quotes or is empty.");
        require(!baseUrl.isEmpty(), "'" + name + "' is not a built-in provider, so --base-url is required.");
        HttpUrl.problem(baseUrl).ifPresent(problem -> {
            throw Failure.USAGE
                    .because("base_url can't be used: " + problem + ".")
                    .hint("Write an address such as http://localhost:8000/v1. Nothing was written.");
        });
        if (!apiKeyEnv.isEmpty() && !SettingsLoader.isVariable(apiKeyEnv)) {
            throw Failure.USAGE
                    .because("The value of --api-key-env is not the name of an environment variable.")
                    .hint("Put the key into a variable and give the variable's name, such as OPENAI_API_KEY.");
        }
        require(model.matches("[^\\p{Cntrl}]*"), "The model's id contains control characters.");
    }

    private static void require(boolean isValid, String message) {
        if (!isValid) {
            throw Failure.USAGE.because(message).hint("Nothing was written.");
        }
    }

    /**
     * Asks the user for each value that is missing.
     *
     * @param provider null to ask for it
     * @param model null to ask for it
     * @param flags the settings of other options, by their keys
     */
    static ConfigTemplate ask(ConsolePrompter prompter, String provider, String model, Map<String, String> flags) {
        BuiltInProviders builtInProviders = new BuiltInProviders();
        String name = provider != null
                ? provider
                : prompter.ask(
                        "Provider (" + String.join(", ", builtInProviders.names()) + ", or a new name)",
                        "openai",
                        answer -> answer.matches("[^\"\\\\\\p{Cntrl}]+"),
                        "The name must not be empty and must not contain quotes.");
        boolean isBuiltIn = builtInProviders.names().contains(name);
        String baseUrl =
                flags.containsKey("base_url") ? flags.get("base_url") : builtInProviders.setting(name, "base_url");
        if (baseUrl.isEmpty()) {
            baseUrl = prompter.ask(
                    "Base URL with the version segment, such as http://localhost:8000/v1",
                    "",
                    answer -> HttpUrl.problem(answer).isEmpty(),
                    "This is not an http or https URL.");
        }
        String chosenModel = model != null
                ? model
                : prompter.ask("Default model", builtInProviders.setting(name, "default_model"), answer -> true, "");
        return new ConfigTemplate(
                name, baseUrl, chosenModel, variable(prompter, name, builtInProviders, flags), isBuiltIn);
    }

    private static String variable(
            ConsolePrompter prompter, String name, BuiltInProviders builtInProviders, Map<String, String> flags) {
        if (flags.containsKey("api_key_env")) {
            return flags.get("api_key_env");
        }
        String known = builtInProviders.setting(name, "api_key_env");
        String answer = prompter.ask(
                "Environment variable that holds the key (" + NO_KEY + " for no key)",
                known.isEmpty() ? NO_KEY : known,
                text -> text.equals(NO_KEY) || SettingsLoader.isVariable(text),
                "This is not the name of an environment variable. Do not enter the key itself.");
        return answer.equals(NO_KEY) ? "" : answer;
    }

    /** The text of the file, with the most common settings as comments. */
    String toToml() {
        String table = SettingsLoader.segment(name);
        return "# Configuration of llm-test-bench. All settings in effect: llm-test-bench config show " + table + "\n"
                + "# Do not write API keys here: api_key_env names the environment variable that holds the key.\n\n"
                + "[providers." + table + "]\n"
                + (isBuiltIn ? "" : "dialect = \"openai\"              # or \"anthropic\"\n")
                + line("base_url", baseUrl)
                + line("api_key_env", apiKeyEnv)
                + (model.isEmpty() ? "# default_model = \"…\"\n" : line("default_model", model))
                + "# timeout = \"10m\"              # of one attempt\n"
                + "# max_retries = 3\n"
                + "# max_concurrent = 4\n"
                + "# requests_per_minute = 60\n";
    }

    private static String line(String key, String value) {
        return key + " = \"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"\n";
    }
}
