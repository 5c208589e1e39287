package org.llmtestbench.cli;

import java.util.Map;
import org.llmtestbench.provider.BuiltInProviders;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.provider.HttpUrl;
import org.llmtestbench.provider.SettingsLoader;

/**
 * The endpoint that a new configuration file is about; texts are empty where nothing is set.
 *
 * @param apiKeyEnv the variable that holds the key, never the key
 */
record ConfigTemplate(String name, String baseUrl, String model, String apiKeyEnv, boolean isBuiltIn) {
    private static final String NO_KEY = "none";

    ConfigTemplate {
        require(!name.isBlank() && name.matches("[^\"\\\\\\p{Cntrl}]+"), "The provider's name has quotes or is empty.");
        require(!baseUrl.isEmpty(), "'" + name + "' is not built in, so its --base-url is needed.");
        HttpUrl.problem(baseUrl).ifPresent(problem -> {
            throw Failure.USAGE
                    .because("base_url can't be used: " + problem + ".")
                    .hint("Write an address such as http://localhost:8000/v1. Nothing was written.");
        });
        if (!apiKeyEnv.isEmpty() && !SettingsLoader.isVariable(apiKeyEnv)) {
            throw Failure.USAGE
                    .because("What was given as the variable of the key is not the name of one.")
                    .hint("Put the key into a variable, and give its name, such as OPENAI_API_KEY.");
        }
        require(model.matches("[^\\p{Cntrl}]*"), "The model's id holds control characters.");
    }

    private static void require(boolean sound, String message) {
        if (!sound) {
            throw Failure.USAGE.because(message).hint("Nothing was written.");
        }
    }

    /**
     * Asks for what is not given.
     *
     * @param provider null to ask for it, and so is the model
     * @param flags settings by their keys
     */
    static ConfigTemplate ask(ConsolePrompter prompter, String provider, String model, Map<String, String> flags) {
        BuiltInProviders builtInProviders = new BuiltInProviders();
        String name = provider != null
                ? provider
                : prompter.ask(
                        "Provider (" + String.join(", ", builtInProviders.names()) + ", or a name of your own)",
                        "openai",
                        answer -> answer.matches("[^\"\\\\\\p{Cntrl}]+"),
                        "A name without quotes, please.");
        boolean isBuiltIn = builtInProviders.names().contains(name);
        String baseUrl =
                flags.containsKey("base_url") ? flags.get("base_url") : builtInProviders.setting(name, "base_url");
        if (baseUrl.isEmpty()) {
            baseUrl = prompter.ask(
                    "Address with the version segment, such as http://localhost:8000/v1",
                    "",
                    answer -> HttpUrl.problem(answer).isEmpty(),
                    "That is no http or https address.");
        }
        String asked = model != null
                ? model
                : prompter.ask("Default model", builtInProviders.setting(name, "default_model"), answer -> true, "");
        return new ConfigTemplate(name, baseUrl, asked, variable(prompter, name, builtInProviders, flags), isBuiltIn);
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
                "That is not the name of a variable. The key itself does not belong here.");
        return answer.equals(NO_KEY) ? "" : answer;
    }

    /** The file's text, with the most wanted keys as comments. */
    String toToml() {
        String table = SettingsLoader.segment(name);
        return "# Configuration of llm-test-bench. What holds now: llm-test-bench config show " + table + "\n"
                + "# Keys never stand here: api_key_env names the environment variable that holds one.\n\n"
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
