package org.llmtestbench.function.auth;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Knows which names and addresses can be reached from this machine alone; asks no name server. */
final class Loopback {
    private Loopback() {}

    /** Whether this is {@code localhost} or an address of the loopback; names of any other kind may be anything. */
    static boolean contains(String host) {
        if (host.equalsIgnoreCase("localhost")) {
            return true;
        }
        boolean address = host.matches("\\d{1,3}(\\.\\d{1,3}){3}") || host.matches("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
        try {
            return address
                    && InetAddress.getByName(host.contains(":") ? "[" + host + "]" : host)
                            .isLoopbackAddress();
        } catch (UnknownHostException notAnAddress) {
            return false;
        }
    }
}
