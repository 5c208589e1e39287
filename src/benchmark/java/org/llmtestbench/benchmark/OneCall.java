package org.llmtestbench.benchmark;

import java.net.URI;

/** A program that asks once and ends, as short as its client allows. */
public final class OneCall {
    private OneCall() {}

    /** @param args the client's name and the server's base URL */
    public static void main(String... args) {
        System.out.println(
                Client.named(args[0], URI.create(args[1])).complete("WHOLE").join());
        // threads of some clients would hold it up for a minute
        System.exit(0);
    }
}
