package org.llmtestbench.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Several clients that get the same orders in turn, so that what disturbs the machine disturbs them all alike. */
final class Contest {
    private final String baseUrl;
    private final String maxHeap;
    private final List<String> names;

    /** @param maxHeap of every client, as {@code -Xmx} takes it */
    Contest(String baseUrl, String maxHeap, List<String> names) {
        this.baseUrl = baseUrl;
        this.maxHeap = maxHeap;
        this.names = names;
    }

    /** One process for each client, warmed up, for all rounds. */
    Map<String, List<Sample>> warm(Order warmUp, Order order, int rounds) {
        Map<String, Fork> forks = new LinkedHashMap<>();
        try {
            names.forEach(name -> forks.put(name, Fork.client(name, baseUrl, maxHeap)));
            forks.values().forEach(fork -> fork.obey(warmUp));
            return rounds(rounds, name -> forks.get(name).obey(order));
        } finally {
            forks.values().forEach(Fork::close);
        }
    }

    /** A new process for each client and round. */
    Map<String, List<Sample>> cold(Order order, int rounds) {
        return rounds(rounds, name -> {
            try (Fork fork = Fork.client(name, baseUrl, maxHeap)) {
                return fork.obey(order);
            }
        });
    }

    private interface Turn {
        Sample of(String name);
    }

    private Map<String, List<Sample>> rounds(int rounds, Turn turn) {
        Map<String, List<Sample>> samples = new LinkedHashMap<>();
        for (int i = 0; i < rounds; i++) {
            for (String name : names) {
                samples.computeIfAbsent(name, none -> new ArrayList<>()).add(turn.of(name));
            }
        }
        return samples;
    }
}
