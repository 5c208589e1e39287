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
 * The calls of the Messages protocol other than messages. They return the raw response, because the status, the headers
 * and the body together decide how the body is read.
 */
@Path("")
@Consumes(MediaType.APPLICATION_JSON)
public interface AnthropicApi {
    /** Counts the input tokens of a request. The call is free. */
    @POST
    @Path(MessagesRequest.PATH + "/count_tokens")
    @Produces(MediaType.APPLICATION_JSON)
    Uni<Response> countTokens(MessagesRequest request);

    /**
     * Lists the models. The call is free and needs a valid API key.
     *
     * @param limit the maximum number of models; null for the server's default or the configured query parameter
     */
    @GET
    @Path("models")
    @Produces(MediaType.APPLICATION_JSON)
    Uni<Response> models(@QueryParam("limit") Integer limit);
}
