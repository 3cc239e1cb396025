package io.tid.leak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class LeakProofTest {

    @Test
    void shouldProveExactlyTheLeaksThatNobodyCanReach() throws Exception {
        Fork.Ended ended = Fork.java(List.of("-Djdk.trackAllThreads=false"), ProofProgram.class);

        assertThat(ended.output().lines())
                .contains("unstarted: NEW", "proved: 4", "jumpForSignal 2", "latch 1", "lock 1")
                .last()
                .asString()
                .startsWith("leak proof: 4 proved; ")
                .contains("2 made at io.tid.leak.ProofProgram.jumpForSignal(ProofProgram.java:")
                .doesNotContain("-Djdk.trackAllThreads");
    }

    @Test
    void shouldProveNothingOfThreadsThatTheJvmHoldsAndSaySo() throws Exception {
        Fork.Ended ended = Fork.java(List.of(), ProofProgram.class, "0");

        assertThat(ended.output().lines())
                .contains("proved: 0")
                .last()
                .isEqualTo("leak proof: 0 proved; only those that an executor started: for others start the JVM with"
                        + " -Djdk.trackAllThreads=false");
    }

    @Test
    void shouldProveWhatAnExecutorStartedOnceThatIsDroppedWithoutAnyFlag() throws Exception {
        LeakProof proof = LeakProof.create();
        dropAnExecutor(proof);

        Map<StackTraceElement, Long> found = proof.found();
        while (found.isEmpty()) { // the test's timeout bounds it
            System.gc();
            Thread.sleep(10);
            found = proof.found();
        }

        assertThat(found).hasSize(1);
        assertThat(found.keySet().iterator().next().getMethodName()).isEqualTo("dropAnExecutor");
        assertThat(found.values()).containsExactly(1L);
        assertThat(proof.found()).isEqualTo(found); // told again, not counted again
    }

    @SuppressWarnings({"FutureReturnValueIgnored", "ModifiedButNotUsed"}) // a leak
    private static void dropAnExecutor(LeakProof proof) throws InterruptedException {
        ExecutorService executor = Executors.newThreadPerTaskExecutor(proof);
        SynchronousQueue<Integer> queue = new SynchronousQueue<>();
        CountDownLatch began = new CountDownLatch(1);
        executor.submit(() -> {
            began.countDown();
            queue.put(1);
            return 1;
        });
        began.await();
    }
}
