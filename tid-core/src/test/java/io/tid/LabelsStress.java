package io.tid;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Two threads ask for the labels of two ids that share a place in the table. */
final class LabelsStress {

    private static final long LOW = 7;
    private static final long HIGH = LOW + Labels.SIZE;

    private LabelsStress() {}

    @JCStressTest
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "each got its own label, whoever wrote the place last")
    @Outcome(expect = FORBIDDEN, desc = "the label of another id, or a text not yet visible")
    @State
    public static class SharedPlace {

        @Actor
        public void low(ZZ_Result result) {
            result.r1 = Tid.label(LOW).equals("gid-7");
        }

        @Actor
        public void high(ZZ_Result result) {
            result.r2 = Tid.label(HIGH).equals("gid-1031");
        }
    }

    /**
     * The table as it must not be: ids in one array, texts in another. The run shows that this test's shape catches it;
     * the wrong label is marked as interesting, so that the suite passes and its report can be searched for it.
     */
    @JCStressTest
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "no race this time")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "caught: the broken table gave a wrong label")
    @State
    public static class BrokenPairOfArrays {

        private final long[] ids = new long[1];
        private final String[] texts = {""};

        private String label(long id, String text) {
            if (ids[0] == id) {
                return texts[0];
            }
            ids[0] = id;
            texts[0] = text;
            return texts[0];
        }

        @Actor
        public void low(ZZ_Result result) {
            result.r1 = label(LOW, "gid-7").equals("gid-7");
        }

        @Actor
        public void high(ZZ_Result result) {
            result.r2 = label(HIGH, "gid-1031").equals("gid-1031");
        }
    }
}
