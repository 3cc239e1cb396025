package io.tid.leak;

import io.tid.profile.ThreadSnapshot;
import java.util.List;

/**
 * The failure of a check: threads were left behind. Its message is the whole report, for people: threads with the same
 * stack and context as one group, the innermost line that is not of the JDK marked with {@code >}, and one line of advice
 * where it is known what they wait for. What others chose, such as names, is escaped.
 */
public final class ThreadLeakError extends AssertionError {

    private static final long serialVersionUID = 1L;

    private final transient List<ThreadSnapshot> leaks;

    ThreadLeakError(String report, List<ThreadSnapshot> leaks) {
        super(report);
        this.leaks = List.copyOf(leaks);
    }

    /**
     * The threads, as they were seen last.
     *
     * @return the leaks, by id; empty in an error that was deserialized
     */
    public List<ThreadSnapshot> leaks() {
        return leaks == null ? List.of() : leaks;
    }
}
