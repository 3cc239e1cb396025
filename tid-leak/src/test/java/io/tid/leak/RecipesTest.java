package io.tid.leak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The recipes of docs/leaks.md for Netty and for clients that live as long as the JVM. */
@Timeout(300)
class RecipesTest {

    private static final Map<String, String> CONTAINERS_LEFT_OUT = Map.of("tid.leak.ignoreName", "containers-*");

    @AfterEach
    void end() throws InterruptedException {
        Recipes.end();
        Leftovers.end();
    }

    private static Map<String, Throwable> failures(Map<String, String> parameters, Class<?>... suites) {
        return VerifyNoThreadLeaksTest.failures(VerifyNoThreadLeaksTest.run(parameters, suites));
    }

    @Test
    void shouldBeCleanWhenEventLoopsAreShutDownByTheTestOrTheClass() {
        assertThat(failures(Map.of(), Recipes.NettyOfATest.class, Recipes.NettyOfTheClass.class))
                .isEmpty();
    }

    @Test
    void shouldBlameTheTestWhoseEventLoopsWereNotShutDown() {
        Map<String, Throwable> failures = failures(Map.of(), Recipes.NettyForgotten.class);

        assertThat(failures).containsOnlyKeys("Recipes$NettyForgotten");
        assertThat(failures.get("Recipes$NettyForgotten"))
                .hasMessageContaining("2 threads were left behind")
                .hasMessageContaining("\"multiThreadIoEventLoopGroup-")
                .hasMessageContaining(": " + Kind.SELECTOR.title() + "\n")
                .hasMessageContaining("started in io.tid.leak.Recipes$NettyForgotten.passesButItsLoopsStay #");
    }

    @Test
    void shouldBeCleanWhenEventLoopsThatStayAreLeftOutByName() {
        assertThat(failures(
                        Map.of("tid.leak.ignoreName", "multiThreadIoEventLoopGroup-*"), Recipes.NettyForgotten.class))
                .isEmpty();
    }

    @Test
    void shouldBlameWhoeverIsFirstForAClientThatStays() {
        Map<String, Throwable> failures =
                failures(Map.of(), Recipes.UsesContainers.class, Recipes.UsesContainersToo.class);

        assertThat(failures).containsKey("repetition 1 of 2").doesNotContainKeys("repetition 2 of 2", "uses()");
        assertThat(failures.get("repetition 1 of 2")).hasMessageContaining("\"containers-stream\"");
    }

    @Test
    void shouldFindTheLeakAndNotTheClientThatStaysWhenThatIsLeftOutByName() {
        Map<String, Throwable> failures =
                failures(CONTAINERS_LEFT_OUT, Recipes.UsesContainers.class, Recipes.UsesContainersToo.class);

        assertThat(failures).containsOnlyKeys("leaks()");
        assertThat(failures.get("leaks()"))
                .hasMessageContaining("1 thread was left behind")
                .hasMessageContaining("started in io.tid.leak.Recipes$UsesContainersToo.leaks #");
    }
}
