package org.llmtestbench.function.routes;

import io.smallrye.mutiny.Uni;
import java.util.function.BooleanSupplier;
import org.llmtestbench.function.Principal;
import org.llmtestbench.function.Request;
import org.llmtestbench.function.Response;
import org.llmtestbench.function.Route;

/**
 * Tells a platform how this process is. Never asks a provider: that would cost money all day long, and would take the
 * function down with whoever is down.
 *
 * @param check what is looked at
 */
record HealthRoute(String path, String check, BooleanSupplier isWell) implements Route {
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
        return Uni.createFrom().item(Health.of(check, isWell.getAsBoolean()).response());
    }
}
