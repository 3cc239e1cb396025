package io.tid.profile;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The numbers of one group while it is filled: threads by kind and state, and some of their ids. Not thread-safe. */
final class Tally {

    static final Thread.State[] STATES = Thread.State.values();
    static final int SAMPLES = 8;

    /** Platform threads by state, then virtual ones by state. */
    final long[] cells;

    long minId = Long.MAX_VALUE;
    long maxId;

    /** The largest ids, which are of the youngest threads, ascending from {@code samples - sampled}. */
    private final long[] samples = new long[SAMPLES];

    private int sampled;

    /** Of the keys that do not split groups; replaced by the first. */
    private Map<String, Values> values = Map.of();

    Tally() {
        this(new long[2 * STATES.length]);
    }

    private Tally(long[] cells) {
        this.cells = cells;
    }

    /** As read from a file; {@code ids} ascending, at most {@link #SAMPLES}. */
    Tally(long[] cells, long minId, long maxId, long[] ids) {
        this(cells);
        this.minId = minId;
        this.maxId = maxId;
        this.sampled = ids.length;
        System.arraycopy(ids, 0, samples, SAMPLES - sampled, sampled);
    }

    @SuppressWarnings("EnumOrdinal") // an index within this JVM, written nowhere
    static int cell(Thread.State state, boolean virtual) {
        return state.ordinal() + (virtual ? STATES.length : 0);
    }

    void add(ThreadSnapshot thread) {
        cells[cell(thread.state(), thread.virtual())]++;
        add(thread.id());
    }

    void add(Tally other) {
        for (int i = 0; i < cells.length; i++) {
            cells[i] += other.cells[i];
        }
        minId = Math.min(minId, other.minId);
        maxId = Math.max(maxId, other.maxId);
        for (long id : other.sampleIds()) {
            add(id);
        }
        addValues(other);
    }

    private void addValues(Tally other) {
        other.values.forEach((key, added) -> values(key).add(added));
    }

    /** The values of a key that does not split groups, to be added to. */
    Values values(String key) {
        if (values.isEmpty()) {
            values = new TreeMap<>();
        }
        return values.computeIfAbsent(key, added -> new Values());
    }

    Map<String, Values> values() {
        return values;
    }

    void keepValues(Set<String> keys) {
        if (!values.isEmpty()) {
            values.keySet().retainAll(keys);
        }
    }

    private void add(long id) {
        minId = Math.min(minId, id);
        maxId = Math.max(maxId, id);
        if (sampled == SAMPLES && id < samples[0]) {
            return;
        }
        int at = SAMPLES - sampled; // those before are unused, or the smallest gives way
        if (sampled < SAMPLES) {
            sampled++;
            at--;
        } else {
            at = 0;
        }
        while (at + 1 < SAMPLES && samples[at + 1] < id) {
            samples[at] = samples[++at];
        }
        samples[at] = id;
    }

    /** These numbers less those of the base; ids are of whichever has threads left. */
    Tally minus(Tally base) {
        long[] difference = new long[cells.length];
        for (int i = 0; i < cells.length; i++) {
            difference[i] = cells[i] - base.cells[i];
        }
        Tally tally = new Tally(difference);
        Tally ids = total() > 0 ? this : base;
        tally.minId = ids.minId;
        tally.maxId = ids.maxId;
        tally.sampled = ids.sampled;
        System.arraycopy(ids.samples, 0, tally.samples, 0, SAMPLES);
        tally.addValues(this);
        tally.addValues(base);
        return tally;
    }

    long total() {
        return Arrays.stream(cells).sum();
    }

    long virtual() {
        return Arrays.stream(cells, STATES.length, cells.length).sum();
    }

    long in(Thread.State state) {
        return cells[cell(state, false)] + cells[cell(state, true)];
    }

    long[] sampleIds() {
        return Arrays.copyOfRange(samples, SAMPLES - sampled, SAMPLES);
    }
}
