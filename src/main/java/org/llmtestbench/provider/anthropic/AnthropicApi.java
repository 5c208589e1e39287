package org.llmtestbench.provider.anthropic;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * The calls of the Messages protocol beside messages. Bodies come as bytes: what they are is decided when status,
 * headers and content are seen together.
 */
@Path("")
@Consumes(MediaType.APPLICATION_JSON)
public interface AnthropicApi {
    /** Counts the input tokens of a request; costs nothing. */
    @POST
    @Path(MessagesRequest.PATH + "/count_tokens")
    @Produces(MediaType.APPLICATION_JSON)
    Uni<Response> countTokens(MessagesRequest request);

    /**
     * Lists the models; costs nothing and needs a valid key.
     *
     * @param limit at most so many; null to leave it to the server or to the configured query parameters
     */
    @GET
    @Path("models")
    @Produces(MediaType.APPLICATION_JSON)
    Uni<Response> models(@QueryParam("limit") Integer limit);
}
