package org.llmtestbench.provider.openai;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * The calls of the OpenAI protocol beside completions. Bodies come as bytes: what they are is decided when status,
 * headers and content are seen together.
 */
@Path("")
@Consumes(MediaType.APPLICATION_JSON)
public interface OpenAiApi {
    /** Lists the models; costs nothing and needs a valid key. */
    @GET
    @Path("models")
    @Produces(MediaType.APPLICATION_JSON)
    Uni<Response> models();
}
