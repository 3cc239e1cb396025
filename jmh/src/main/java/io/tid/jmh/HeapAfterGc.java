package io.tid.jmh;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/**
 * The garbage collections from here on, but those that somebody asks for. What is in use after one had to stay, or will
 * be found to be garbage by the next; what is in use before says only how large the heap may grow.
 */
final class HeapAfterGc {

    private final Queue<Long> usedAfter = new ConcurrentLinkedQueue<>();
    private final AtomicLong told = new AtomicLong();
    private final Set<String> heap = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getName)
            .collect(Collectors.toSet());
    private final List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
    private final long before = count();

    HeapAfterGc() {
        for (GarbageCollectorMXBean collector : collectors) {
            ((NotificationEmitter) collector)
                    .addNotificationListener(
                            (notification, unused) -> collected(
                                    GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData())),
                            null,
                            null);
        }
    }

    private void collected(GarbageCollectionNotificationInfo collection) {
        if (!collection.getGcCause().equals("System.gc()")) {
            usedAfter.add(collection.getGcInfo().getMemoryUsageAfterGc().entrySet().stream()
                    .filter(pool -> heap.contains(pool.getKey()))
                    .mapToLong(pool -> pool.getValue().getUsed())
                    .sum());
        }
        told.incrementAndGet();
    }

    /** The most bytes in use after one of those until now; 0 where there was none. The JVM tells of them a bit later. */
    long mostUsed() throws InterruptedException {
        long until = count() - before;
        while (told.get() < until) {
            Thread.sleep(1);
        }
        return usedAfter.stream().mapToLong(used -> used).max().orElse(0);
    }

    int collections() {
        return usedAfter.size();
    }

    private long count() {
        return collectors.stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }
}
