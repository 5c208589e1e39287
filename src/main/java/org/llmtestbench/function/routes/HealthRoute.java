package org.llmtestbench.function.routes;

import io.smallrye.mutiny.Uni;
import java.util.function.BooleanSupplier;
import org.llmtestbench.function.Principal;
import org.llmtestbench.function.Request;
import org.llmtestbench.function.Response;
import org.llmtestbench.function.Route;

/**
 * A health probe. It never calls a provider: that would cost money, and an outage of the provider would take the server
 * down too.
 *
 * @param check the name of the check
 * @param isUp the check itself
 */
record HealthRoute(String path, String check, BooleanSupplier isUp) implements Route {
    @Override
    public String method() {
        return "GET";
    }

    @Override
    public boolean isPublic() {
        return true;
    }

    @Override
    public Uni<Response> answer(Request request, Principal principal) {
        return Uni.createFrom().item(Health.of(check, isUp.getAsBoolean()).response());
    }
}
