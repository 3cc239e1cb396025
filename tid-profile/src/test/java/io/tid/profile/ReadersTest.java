package io.tid.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Where threads are many: the caller is held until a helper has read one, so that each test sees helpers at work. */
class ReadersTest {

    private static final ThreadFactory VIRTUAL = Thread.ofVirtual().factory();
    private static final Parked PARKED = new Parked();

    private final Thread caller = Thread.currentThread();
    private final CountDownLatch helped = new CountDownLatch(1);
    private final Set<Thread> readers = ConcurrentHashMap.newKeySet();

    @BeforeAll
    static void startMany() {
        assumeThat(Readers.HELPERS).isPositive();
        PARKED.start(3 * Readers.BATCH, VIRTUAL, 'a').start(2 * Readers.BATCH, VIRTUAL, 'b');
    }

    @AfterAll
    static void endThem() {
        PARKED.close();
    }

    @Test
    void shouldCountEachThreadOnceWhenSeveralReadThem() {
        ThreadProfile profile = profile(helper -> {});

        assertThat(readers).hasSizeGreaterThan(1);
        assertThat(Groups.count(profile, Parked.class, "a")).isEqualTo(3 * Readers.BATCH);
        assertThat(Groups.count(profile, Parked.class, "b")).isEqualTo(2 * Readers.BATCH);
    }

    @Test
    void shouldKnowOldestAndYoungestWhenSeveralReadThem() {
        ThreadProfile.Group group =
                Groups.with(profile(helper -> {}), Parked.class, "a").get(0);

        List<Long> ids = PARKED.threads().subList(0, 3 * Readers.BATCH).stream()
                .map(Thread::threadId)
                .toList();
        assertThat(group.minId()).isEqualTo(ids.get(0));
        assertThat(group.sampleIds()).isEqualTo(ids.subList(ids.size() - 8, ids.size()));
    }

    @Test
    void shouldHaveEndedItsHelpersWhenItReturns() {
        profile(helper -> {});

        readers.remove(caller);
        assertThat(readers).isNotEmpty().noneMatch(Thread::isAlive);
    }

    @Test
    void shouldShowNoHelperWhenAnotherProfileIsTakenMeanwhile() {
        Set<Thread> seen = ConcurrentHashMap.newKeySet();

        profile(helper -> inAnotherThread(() -> Threads.forEach(
                thread -> {
                    seen.add(thread);
                    return false;
                },
                unwanted -> {})));

        readers.remove(caller);
        assertThat(seen).contains(caller).doesNotContainAnyElementsOf(readers);
    }

    @Test
    void shouldReadAllAndStayInterruptedWhenTheCallerIs() {
        caller.interrupt();

        ThreadProfile profile = profile(helper -> {});

        assertThat(Thread.interrupted()).isTrue();
        assertThat(Groups.count(profile, Parked.class, "a")).isEqualTo(3 * Readers.BATCH);
    }

    @Test
    void shouldReadAllWhenAHelperIsInterrupted() {
        ThreadProfile profile = profile(Thread::interrupt);

        assertThat(Groups.count(profile, Parked.class, "a")).isEqualTo(3 * Readers.BATCH);
        assertThat(Groups.count(profile, Parked.class, "b")).isEqualTo(2 * Readers.BATCH);
    }

    @Test
    void shouldGiveNoProfileWhenAHelperFails() {
        assertThatIllegalStateException()
                .isThrownBy(() -> profile(helper -> {
                    throw new UnsupportedOperationException("of the helper");
                }))
                .withMessage("not all threads were read")
                .withRootCauseInstanceOf(UnsupportedOperationException.class);
        readers.remove(caller);
        assertThat(readers).isNotEmpty().noneMatch(Thread::isAlive);
    }

    @Test
    void shouldEndItsHelpersWhenTheCallerFails() {
        AtomicInteger found = new AtomicInteger();
        Predicate<Thread> broken = thread -> {
            if (found.incrementAndGet() > 2 * Readers.BATCH) {
                awaitHelper();
                throw new UnsupportedOperationException("of the caller");
            }
            return true;
        };

        assertThatThrownBy(() -> ThreadProfile.take(new ThreadFilter(broken, snapshot -> note(helper -> {}))))
                .hasMessage("of the caller");
        readers.remove(caller);
        assertThat(readers).isNotEmpty().noneMatch(Thread::isAlive);
    }

    @Test
    void shouldReadInTheCallingThreadAloneWhenThePredicateIsTheUsers() {
        ThreadProfile.take(Integer.MAX_VALUE, snapshot -> readers.add(Thread.currentThread()));

        assertThat(readers).containsExactly(caller);
    }

    private static void inAnotherThread(Runnable work) {
        Thread other = Thread.ofPlatform().start(work);
        try {
            other.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private ThreadProfile profile(Consumer<Thread> inHelper) {
        return ThreadProfile.take(new ThreadFilter(thread -> true, snapshot -> note(inHelper)));
    }

    /** Asked of each thread, by who has read it. */
    private boolean note(Consumer<Thread> inHelper) {
        Thread reader = Thread.currentThread();
        boolean first = readers.add(reader);
        if (!reader.equals(caller)) {
            helped.countDown();
            if (first) {
                inHelper.accept(reader);
            }
        } else if (first) {
            awaitHelper();
        }
        return true;
    }

    /** The caller may come here interrupted, and has to stay so. */
    private void awaitHelper() {
        boolean interrupted = Thread.interrupted();
        try {
            assertThat(helped.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        if (interrupted) {
            caller.interrupt();
        }
    }
}
