package org.llmtestbench.provider;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;

/** An endpoint that exists only in the configuration of this test, without any code of its own. */
@QuarkusTest
@TestProfile(ConfiguredEndpointContractTest.Acme.class)
class ConfiguredEndpointContractTest extends AnthropicContractTest {
    /** The settings that a user would write into the configuration file. */
    public static class Acme implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "llm-test-bench.providers.acme.dialect", "anthropic",
                    "llm-test-bench.providers.acme.base_url", "http://127.0.0.1:1/v1",
                    "llm-test-bench.models.acme-1.provider", "acme",
                    "llm-test-bench.models.acme-1.context_window", "8192");
        }
    }

    @Override
    protected String provider() {
        return "acme";
    }
}
