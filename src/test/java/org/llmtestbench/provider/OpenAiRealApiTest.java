package org.llmtestbench.provider;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class OpenAiRealApiTest extends RealApi {
    @Override
    protected String provider() {
        return "openai";
    }
}
