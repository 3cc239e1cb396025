package io.tid;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.tid.bridge.ContextBridge;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.ZZZ_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** The one thing of a context that threads race for is the view beside it; the rest is immutable or one thread's own. */
final class LogContextStress {

    private static final ContextBridge<LogContext> BRIDGE = ContextBridge.of(LogContext.empty());

    private LogContextStress() {}

    /** As Log4j's frozen map is: no final field, never changed once it is made. */
    private static final class View {

        private int a;
        private int b;
        private int c;
        private int d;

        static View make() {
            View view = new View();
            view.a = 1;
            view.b = 2;
            view.c = 3;
            view.d = 4;
            return view;
        }

        boolean isWhole() {
            return a == 1 && b == 2 && c == 3 && d == 4;
        }
    }

    private static View viewOf(LogContext context) {
        if (BRIDGE.view(context) instanceof View view) {
            return view;
        }
        View made = View.make();
        BRIDGE.view(context, made);
        return made;
    }

    @JCStressTest
    @Outcome(id = "true, true, true", expect = ACCEPTABLE, desc = "each has a whole view, and a whole one stays")
    @Outcome(expect = FORBIDDEN, desc = "a view seen before its fields")
    @State
    public static class TwoThreadsMakeTheView {

        private final LogContext context = LogContext.empty().with("request", "17");

        @Actor
        public void one(ZZZ_Result result) {
            result.r1 = viewOf(context).isWhole();
        }

        @Actor
        public void other(ZZZ_Result result) {
            result.r2 = viewOf(context).isWhole();
        }

        @Arbiter
        public void after(ZZZ_Result result) {
            result.r3 = viewOf(context).isWhole();
        }
    }

    /**
     * The view as it must not be published: the mark before the content, which is what an unordered write may become.
     * The run shows that this test's shape catches it; marked as interesting, so that the suite passes.
     */
    @JCStressTest
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "no race this time")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "caught: the broken publication gave half a view")
    @State
    public static class BrokenPublication {

        private volatile @Nullable View view;

        private View view() {
            View seen = view;
            if (seen != null) {
                return seen;
            }
            View made = new View();
            view = made;
            Window.stayOpen();
            View filled = View.make();
            made.a = filled.a;
            made.b = filled.b;
            made.c = filled.c;
            made.d = filled.d;
            return made;
        }

        @Actor
        public void one(ZZ_Result result) {
            result.r1 = view().isWhole();
        }

        @Actor
        public void other(ZZ_Result result) {
            result.r2 = view().isWhole();
        }
    }

    @JCStressTest
    @Outcome(id = "0", expect = ACCEPTABLE, desc = "not seen yet")
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "both pairs, as they were made")
    @Outcome(expect = FORBIDDEN, desc = "a context seen before its pairs")
    @State
    public static class ContextHandedOverByARace {

        private @Nullable LogContext shared;

        @Actor
        public void maker() {
            shared = LogContext.empty().with("request", "17").with("user", "Ann");
        }

        @Actor
        public void reader(I_Result result) {
            LogContext seen = shared;
            result.r1 = seen == null
                    ? 0
                    : ("17".equals(seen.get("request")) ? 1 : 0) + ("Ann".equals(seen.get("user")) ? 1 : 0);
            if (seen != null && result.r1 == 0) {
                result.r1 = -1;
            }
        }
    }
}
