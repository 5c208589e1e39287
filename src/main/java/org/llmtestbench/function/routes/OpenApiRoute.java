package org.llmtestbench.function.routes;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.llmtestbench.function.Accept;
import org.llmtestbench.function.Caller;
import org.llmtestbench.function.Request;
import org.llmtestbench.function.Response;
import org.llmtestbench.function.Route;

/** Says what can be asked and what is answered, as OpenAPI: YAML, or JSON for who likes that better. */
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
    public boolean isOpen() {
        return true;
    }

    @Override
    public Uni<Response> answer(Request request, Caller caller) {
        String format = request.query().getOrDefault("format", "");
        boolean json = format.isEmpty()
                ? Accept.of(request).best(YAML, JSON).filter(JSON::equals).isPresent()
                : format.equalsIgnoreCase("json");
        return Uni.createFrom().item(json ? Response.json(200, tree()) : Response.text(200, YAML, text()));
    }

    private static Object tree() {
        try {
            return new YAMLMapper().readTree(text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text() {
        try (InputStream file = Objects.requireNonNull(OpenApiRoute.class.getResourceAsStream(FILE))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
