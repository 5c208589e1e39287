package org.llmtestbench.simulator;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Requests the list of models with a generic HTTP client. */
class ModelListTest {
    @RegisterExtension
    static final Simulated SIMULATED = new Simulated();

    @Test
    void each_dialect_lists_models_in_its_own_format() {
        given().baseUri(SIMULATED.simulator().baseUrl().toString())
                .when()
                .get("/models")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .header("x-request-id", startsWith("req_sim_"))
                .body("object", equalTo("list"))
                .body("data.id", hasItem("simulated"));
        given().baseUri(SIMULATED.simulator().baseUrl().toString())
                .header("anthropic-version", "2023-06-01")
                .when()
                .get("/models")
                .then()
                .statusCode(200)
                .header("request-id", startsWith("req_sim_"))
                .body("has_more", equalTo(false))
                .body("data.type", hasItem("model"));
    }
}
