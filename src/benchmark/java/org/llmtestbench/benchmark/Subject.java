package org.llmtestbench.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.Quarkus;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** One client in a process of its own: takes orders line by line and answers each with a sample. */
public final class Subject {
    static final String MARK = "sample ";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Client client;

    Subject(Client client) {
        this.client = client;
    }

    /** @param args the client's name and the server's base URL */
    public static void main(String... args) throws Exception {
        if (args[0].equals(Ours.NAME)) {
            Quarkus.run(Ours.Application.class, args);
        } else {
            System.exit(new Subject(Client.named(args[0], URI.create(args[1]))).obey());
        }
    }

    int obey() throws Exception {
        System.out.println(MARK + "null");
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            System.out.println(MARK + JSON.writeValueAsString(sample(JSON.readValue(line, Order.class))));
        }
        return 0;
    }

    private Sample sample(Order order) throws InterruptedException {
        return order.kind() == Order.Kind.GUARD
                ? Sample.added(new GuardCost().micros(order.calls()) / 1e3)
                : new Load(client, order).run();
    }
}
