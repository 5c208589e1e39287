package org.llmtestbench.function.auth;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Recognizes names and addresses that only this machine can reach; makes no DNS query. */
final class Loopback {
    private Loopback() {}

    /** Whether this is {@code localhost} or a loopback address. Any other name may resolve to any address. */
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
