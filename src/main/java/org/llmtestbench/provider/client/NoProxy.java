package org.llmtestbench.provider.client;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Locale;
import java.util.stream.Stream;
import org.llmtestbench.provider.HttpUrl;

/**
 * Which servers are asked directly: those that {@code NO_PROXY} lists.
 *
 * @param list domains with all below them, addresses, networks such as {@code 10.0.0.0/8}, each with or without a
 *     port, or {@code *}; commas or blanks between them
 */
record NoProxy(String list) {
    boolean covers(URI server) {
        HttpUrl url = HttpUrl.of(server);
        String host = plain(url.hostname());
        int port = url.effectivePort();
        return Stream.of(list.strip().split("[,\\s]+")).anyMatch(entry -> covers(plain(entry), host, port));
    }

    private static boolean covers(String entry, String host, int port) {
        int colon = entry.indexOf(':');
        boolean hasPort = colon > 0 && colon == entry.lastIndexOf(':');
        if (hasPort) {
            return entry.substring(colon + 1).equals(String.valueOf(port)) && covers(entry.substring(0, colon), host);
        }
        return covers(entry, host);
    }

    private static boolean covers(String entry, String host) {
        InetAddress address = NetUtil.createInetAddressFromIpAddressString(host);
        if (address != null && entry.contains("/")) {
            return holds(entry, address);
        }
        if (address != null) {
            return entry.equals("*") || address.equals(NetUtil.createInetAddressFromIpAddressString(entry));
        }
        String domain = entry.replaceFirst("^(\\*?\\.)", "");
        return entry.equals("*") || (!domain.isEmpty() && ("." + host).endsWith("." + domain));
    }

    private static boolean holds(String network, InetAddress address) {
        int slash = network.indexOf('/');
        try {
            // an address only: a name would be looked up
            InetAddress base = NetUtil.createInetAddressFromIpAddressString(network.substring(0, slash));
            int prefix = Integer.parseInt(network.substring(slash + 1));
            return base != null
                    && new IpSubnetFilterRule(base, prefix, IpFilterRuleType.ACCEPT)
                            .matches(new InetSocketAddress(address, 0));
        } catch (RuntimeException notANetwork) {
            return false;
        }
    }

    /** Without what says nothing about the name. */
    private static String plain(String host) {
        return host.toLowerCase(Locale.ROOT).replaceAll("^\\[|]$|\\.$", "");
    }
}
