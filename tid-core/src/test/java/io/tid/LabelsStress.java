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
            result.r1 = Tid.label(LOW).equals("gid-7") && appended(LOW).equals("gid-7");
        }

        @Actor
        public void high(ZZ_Result result) {
            result.r2 = Tid.label(HIGH).equals("gid-1031") && appended(HIGH).equals("gid-1031");
        }

        private static String appended(long id) {
            return Tid.appendLabel(new StringBuilder(), id).toString();
        }
    }

    /**
     * The table as it must not be: ids in one array, texts in another. The run shows that a race of this kind is caught;
     * the wrong label is marked as interesting, so that the suite passes and the gate can look for it.
     */
    @JCStressTest
    @Outcome(
            id = {"true, true"},
            expect = ACCEPTABLE,
            desc = "no race this time")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "caught: the label of another id")
    @State
    public static class BrokenPairOfArrays {

        private final long[] ids = {HIGH};
        private final String[] texts = {"gid-1031"};

        private String label(long id) {
            if (ids[0] == id) {
                return texts[0];
            }
            ids[0] = id;
            Window.stayOpen();
            texts[0] = Labels.PREFIX + id;
            return texts[0];
        }

        @Actor
        public void one(ZZ_Result result) {
            result.r1 = label(LOW).equals("gid-7");
        }

        @Actor
        public void other(ZZ_Result result) {
            result.r2 = label(LOW).equals("gid-7");
        }
    }
}
