package org.llmtestbench.provider;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class AnthropicRealApiTest extends RealApi {
    @Override
    protected String provider() {
        return "anthropic";
    }
}
