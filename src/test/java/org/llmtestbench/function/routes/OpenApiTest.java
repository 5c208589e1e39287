package org.llmtestbench.function.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.quarkus.arc.All;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.openapi.api.SmallRyeOpenAPI;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.junit.jupiter.api.Test;
import org.llmtestbench.function.ProblemDetails;
import org.llmtestbench.function.Request;
import org.llmtestbench.function.Response;
import org.llmtestbench.function.Route;
import org.llmtestbench.provider.Failure;
import org.llmtestbench.runner.ResultJson;

/** The OpenAPI document matches the routes and the JSON records. */
@QuarkusTest
class OpenApiTest {
    @All
    @Inject
    List<Route> routes;

    private static String text() throws IOException {
        try (var file = OpenApiTest.class.getResourceAsStream("/org/llmtestbench/openapi.yaml")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static JsonNode document() throws IOException {
        return new YAMLMapper().readTree(text());
    }

    private static JsonNode schema(String name) throws IOException {
        return document().path("components").path("schemas").path(name);
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> keys(Class<?> type) {
        return Stream.of(type.getRecordComponents())
                .map(RecordComponent::getName)
                .map(PropertyNamingStrategies.SnakeCaseStrategy.INSTANCE::translate)
                .toList();
    }

    @Test
    void it_is_a_valid_openapi_document() throws IOException {
        byte[] yaml = text().getBytes(StandardCharsets.UTF_8);
        OpenAPI read = SmallRyeOpenAPI.builder()
                .enableAnnotationScan(false)
                .withCustomStaticFile(() -> new ByteArrayInputStream(yaml))
                .build()
                .model();

        assertThat(read.getOpenapi()).isEqualTo("3.1.0");
        assertThat(read.getPaths().getPathItem("/v1/completions").getPOST().getOperationId())
                .isEqualTo("complete");
    }

    @Test
    void it_contains_exactly_the_served_routes() throws IOException {
        List<String> documented = new ArrayList<>();
        document()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(method -> documented.add(method.toUpperCase(Locale.ROOT) + " "
                                + path.getKey().replaceAll("\\{\\w+}$", ""))));
        List<String> served = routes.stream()
                .map(route -> route.method() + " " + route.path())
                .toList();

        assertThat(documented).containsExactlyInAnyOrderElementsOf(served);
    }

    @Test
    void routes_without_security_are_the_public_ones() throws IOException {
        JsonNode paths = document().path("paths");

        assertThat(routes).allSatisfy(route -> {
            JsonNode path = paths.path(
                    route.path().endsWith("/") && route.path().length() > 1 ? route.path() + "{id}" : route.path());
            JsonNode security =
                    path.path(route.method().toLowerCase(Locale.ROOT)).path("security");
            assertThat(security.isArray() && security.isEmpty())
                    .as(route.path())
                    .isEqualTo(route.isPublic());
        });
    }

    @Test
    void all_references_can_be_resolved() throws IOException {
        JsonNode document = document();
        List<JsonNode> references = document.findValues("$ref");

        assertThat(references)
                .hasSizeGreaterThan(10)
                .allSatisfy(reference -> assertThat(
                                document.at(reference.asText().substring(1)).isMissingNode())
                        .as(reference.asText())
                        .isFalse());
    }

    @Test
    void results_and_problems_have_the_keys_of_their_records() throws IOException {
        assertThat(names(schema("Problem").path("properties"))).isEqualTo(keys(ProblemDetails.class));
        JsonNode result = schema("Result").path("properties");
        assertThat(names(result)).isEqualTo(keys(ResultJson.class));
        Map<String, String> parts = Map.of("usage", "UsageJson", "timings", "TimingsJson", "error", "ErrorJson");
        parts.forEach((key, part) ->
                assertThat(names(result.path(key).path("properties"))).isEqualTo(keys(part(part))));
        assertThat(names(result.path("attempts").path("items").path("properties")))
                .isEqualTo(keys(part("AttemptJson")));
        assertThat(schema("Failure").path("enum"))
                .extracting(JsonNode::asText)
                .containsExactlyElementsOf(
                        Stream.of(Failure.values()).map(Failure::name).toList());
    }

    private static Class<?> part(String name) {
        return Stream.of(ResultJson.class.getDeclaredClasses())
                .filter(type -> type.getSimpleName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void its_example_is_valid_by_its_schema() throws IOException {
        JsonNode example = document().at("/paths/~1v1~1completions/post/requestBody/content/application~1json/example");
        var schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema("CompletionRequest"));

        assertThat(schema.validate(example)).isEmpty();
        assertThat(schema.validate(new ObjectMapper().readTree("{\"prompt\":1}")))
                .isNotEmpty();
    }

    @Test
    void each_format_is_created_only_once() throws IOException {
        OpenApiRoute route = new OpenApiRoute();
        for (String format : List.of("json", "yaml")) {
            Request request = new Request("id", "GET", route.path(), Map.of("format", format), Map.of(), new byte[0]);
            assertThat(route.answer(request, null).await().indefinitely())
                    .isSameAs(route.answer(request, null).await().indefinitely());
        }
    }

    @Test
    void both_formats_contain_the_same_document() throws IOException {
        Request request = new Request("id", "GET", "/q/openapi", Map.of("format", "json"), Map.of(), new byte[0]);
        Response answer = new OpenApiRoute().answer(request, null).await().indefinitely();

        assertThat(answer.headers()).containsEntry("content-type", "application/json");
        assertThat(new ObjectMapper().readTree(((Response.Whole) answer).body()))
                .isEqualTo(document());
    }
}
