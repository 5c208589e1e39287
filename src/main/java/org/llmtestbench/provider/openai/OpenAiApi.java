package org.llmtestbench.provider.openai;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * The calls of the OpenAI protocol other than completions. They return the raw response, because the status, the
 * headers and the body together decide how the body is read.
 */
@Path("")
@Consumes(MediaType.APPLICATION_JSON)
public interface OpenAiApi {
    /** Lists the models. The call is free and needs a valid API key. */
    @GET
    @Path("models")
    @Produces(MediaType.APPLICATION_JSON)
    Uni<Response> models();
}
