package io.tid.leak;

import io.tid.profile.ThreadSnapshot;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.function.Predicate;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Fails each test of JUnit Jupiter that leaves a thread behind: of a method, or of a class with its nested and inherited
 * tests.
 *
 * {@snippet :
 * @VerifyNoThreadLeaks(ignoreName = "metrics-*")
 * class RoomTest { ... }
 * }
 *
 * <p>Threads of one test are told from those of others by the context that they inherit: a {@code LogContext} with the
 * key {@code tid.test} is open while the test's methods run. So tests may run in parallel, and a thread is blamed on the
 * test that it was started in, by whatever thread, however late it shows, and on no other.
 *
 * <ul>
 *   <li>When a test is done, with its {@code @AfterEach} methods and all its extensions, a thread of it that is still
 *       there fails it. A test that failed already keeps its failure; the leak is added to it.
 *   <li>Threads for hire (idle workers of an executor, timers, event loops, HTTP clients and what accepts connections)
 *       may be of something that the class shares, so they are judged when the outermost class is done, and with them the
 *       threads of {@code @BeforeAll} methods and constructors, and whatever showed late.
 *   <li>A thread that inherits no context, such as one of {@code inheritInheritableThreadLocals(false)} or a busy worker
 *       of the common pool, is of no known test. It fails the class; where tests run in parallel, the run, or if only
 *       some of its tests are checked, it is printed.
 * </ul>
 *
 * <p>All tests are checked, without an annotation, where JUnit detects extensions
 * ({@code junit.jupiter.extensions.autodetection.enabled=true} in {@code junit-platform.properties}). The configuration
 * parameters {@code tid.leak.ignoreName}, {@code .ignoreGroup}, {@code .ignoreTopFunction}, {@code .ignoreAnyFunction},
 * {@code .ignoreCreatedBy}, each a list with commas, and {@code .withinMs} then hold for all. Works with JUnit 5.14 and
 * newer. Annotations add to one another what they leave out; of everything else the innermost holds.
 */
@SuppressWarnings("exports") // who uses it has JUnit
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(VerifyNoThreadLeaks.EachTest.class)
public @interface VerifyNoThreadLeaks {

    /**
     * As {@link LeakOption#ignoreTopFunction}.
     *
     * @return the functions
     */
    String[] ignoreTopFunction() default {};

    /**
     * As {@link LeakOption#ignoreAnyFunction}.
     *
     * @return the functions
     */
    String[] ignoreAnyFunction() default {};

    /**
     * As {@link LeakOption#ignoreCreatedBy}.
     *
     * @return the functions
     */
    String[] ignoreCreatedBy() default {};

    /**
     * As {@link LeakOption#ignoreName}.
     *
     * @return the names
     */
    String[] ignoreName() default {};

    /**
     * As {@link LeakOption#ignoreGroup}.
     *
     * @return the groups
     */
    String[] ignoreGroup() default {};

    /**
     * As {@link LeakOption#ignore}.
     *
     * @return classes with a constructor without parameters, whose objects say what is no leak
     */
    Class<? extends Predicate<ThreadSnapshot>>[] ignore() default {};

    /**
     * As {@link LeakOption#within}.
     *
     * @return the time in milliseconds; below 0 for 2,000, or what {@code tid.leak.withinMs} says
     */
    long withinMs() default -1;

    /**
     * As {@link LeakOption#platformOnly}.
     *
     * @return whether virtual threads are left out
     */
    boolean platformOnly() default false;

    /**
     * As {@link LeakOption#interruptLeaked}.
     *
     * @return the time in milliseconds to wait for interrupted threads to end; below 0 to interrupt none
     */
    long interruptLeakedMs() default -1;

    /**
     * Whether all threads are judged when the outermost class is done, none after each test: where tests share what
     * starts threads.
     *
     * @return whether nothing is checked after each test
     */
    boolean perClass() default false;

    /**
     * Whether to check at all.
     *
     * @return false to leave out a method or class among those that are checked
     */
    boolean enabled() default true;

    /** The extension of JUnit Jupiter that checks each test. JUnit makes it. */
    final class EachTest extends LeakExtension {

        /** For JUnit. */
        public EachTest() {}
    }

    /**
     * The whole run's check, of all engines, with the configuration parameter {@code tid.leak.run=true}: at the end no
     * thread may be left that was started in the run. It fails the run, unless that has failed already; then it prints the
     * report. Checks that were begun with {@link ThreadLeaks#check} and never closed are told too, with their line, in
     * any run. JUnit makes it.
     */
    final class WholeRun implements LauncherSessionListener {

        private final RunCheck check = new RunCheck();

        /** For JUnit. */
        public WholeRun() {}

        /** Remembers who lives. */
        @Override
        public void launcherSessionOpened(LauncherSession session) {
            session.getLauncher().registerTestExecutionListeners(check);
        }

        /**
         * Looks who is left.
         *
         * @throws ThreadLeakError if there are leaks and no test has failed
         */
        @Override
        public void launcherSessionClosed(LauncherSession session) {
            check.verify();
        }
    }
}
