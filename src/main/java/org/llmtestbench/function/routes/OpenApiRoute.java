package org.llmtestbench.function.routes;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.llmtestbench.function.ContentNegotiation;
import org.llmtestbench.function.Principal;
import org.llmtestbench.function.Request;
import org.llmtestbench.function.Response;
import org.llmtestbench.function.Route;

/** {@code GET /q/openapi}: the OpenAPI document, in YAML or JSON. */
@Singleton
class OpenApiRoute implements Route {
    private static final String YAML = "application/yaml";
    private static final String JSON = "application/json";
    private static final String FILE = "/org/llmtestbench/openapi.yaml";

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public String path() {
        return "/q/openapi";
    }

    @Override
    public boolean isPublic() {
        return true;
    }

    @Override
    public Uni<Response> answer(Request request, Principal principal) {
        String format = request.query().getOrDefault("format", "");
        boolean json = format.isEmpty()
                ? ContentNegotiation.of(request)
                        .best(YAML, JSON)
                        .filter(JSON::equals)
                        .isPresent()
                : format.equalsIgnoreCase("json");
        return Uni.createFrom().item(json ? Documents.JSON_DOCUMENT : Documents.YAML_DOCUMENT);
    }

    /** Both documents. They are made once, when the first request for either arrives. */
    private static final class Documents {
        static final Response YAML_DOCUMENT = Response.text(200, YAML, read());
        static final Response JSON_DOCUMENT = Response.json(200, parsed());

        private static Object parsed() {
            try {
                return new YAMLMapper().readTree(read());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static String read() {
            try (InputStream file = Objects.requireNonNull(OpenApiRoute.class.getResourceAsStream(FILE))) {
                return new String(file.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
