package io.tid.leak;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Timer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Platform threads that a virtual thread started are in no group of the application's, and leaks all the same. */
@Timeout(120)
class VirtualCreatorTest {

    private static final LeakOption IMPATIENT = LeakOption.within(Duration.ZERO);

    enum Left {
        THREAD {
            @Override
            AutoCloseable make() {
                Thread thread = Thread.ofPlatform().start(Waits::sleepLong);
                return thread::interrupt;
            }
        },
        FIXED_POOL {
            @Override
            AutoCloseable make() throws Exception {
                return used(Executors.newFixedThreadPool(1));
            }
        },
        SCHEDULED_POOL {
            @Override
            AutoCloseable make() throws Exception {
                return used(new ScheduledThreadPoolExecutor(1));
            }
        },
        FORK_JOIN_POOL {
            @Override
            AutoCloseable make() throws Exception {
                return used(new ForkJoinPool(1));
            }
        },
        TIMER {
            @Override
            AutoCloseable make() {
                Timer timer = new Timer();
                return timer::cancel;
            }
        },
        HTTP_CLIENT {
            @Override
            AutoCloseable make() {
                return HttpClient.newHttpClient();
            }
        };

        abstract AutoCloseable make() throws Exception;

        private static ExecutorService used(ExecutorService executor) throws Exception {
            executor.submit(() -> {}).get();
            return executor;
        }
    }

    private final LeakOption before = LeakOption.ignoreCurrent();

    @ParameterizedTest
    @EnumSource
    void shouldFindWhatAVirtualThreadStarted(Left left) throws Exception {
        AutoCloseable made;
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            made = executor.submit(left::make).get(60, TimeUnit.SECONDS);
        }
        verify(made);
    }

    @ParameterizedTest
    @EnumSource
    void shouldFindWhatAWorkerOfTheCommonPoolStarted(Left left) throws Exception {
        AutoCloseable made = ForkJoinPool.commonPool().submit(left::make).get(60, TimeUnit.SECONDS);
        verify(made);
    }

    private void verify(AutoCloseable made) throws Exception {
        try {
            // of whatever kind: from JDK 27 on the selector of an HTTP client is a virtual thread itself
            assertThat(ThreadLeaks.find(before, IMPATIENT)).isNotEmpty();
        } finally {
            made.close();
        }
        ThreadLeaks.verifyNone(before, LeakOption.within(Duration.ofSeconds(60)));
    }
}
