package org.llmtestbench.benchmark;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what this process has used since the gauge was made. */
final class Gauge {
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    private static final List<MemoryPoolMXBean> HEAP = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .toList();

    private final Map<Long, Long> allocatedBefore = allocated();
    private final long cpuBefore = SYSTEM.getProcessCpuTime();
    private final long startedAt = System.nanoTime();

    Gauge() {
        THREADS.resetPeakThreadCount();
        HEAP.forEach(MemoryPoolMXBean::resetPeakUsage);
    }

    double wallMillis() {
        return (System.nanoTime() - startedAt) / 1e6;
    }

    double cpuMillis() {
        return (SYSTEM.getProcessCpuTime() - cpuBefore) / 1e6;
    }

    /** By threads that still live; those of all clients outlive a round. */
    double allocatedBytes() {
        Map<Long, Long> now = allocated();
        return now.entrySet().stream()
                .mapToLong(thread -> thread.getValue() - allocatedBefore.getOrDefault(thread.getKey(), 0L))
                .sum();
    }

    double peakHeapBytes() {
        return HEAP.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
    }

    int peakThreads() {
        return THREADS.getPeakThreadCount();
    }

    private static Map<Long, Long> allocated() {
        long[] ids = THREADS.getAllThreadIds();
        long[] bytes = THREADS.getThreadAllocatedBytes(ids);
        Map<Long, Long> byThread = new HashMap<>();
        for (int i = 0; i < ids.length; i++) {
            byThread.put(ids[i], Math.max(0, bytes[i]));
        }
        return byThread;
    }
}
