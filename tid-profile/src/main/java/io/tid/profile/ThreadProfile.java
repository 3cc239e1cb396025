package io.tid.profile;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The live threads, grouped: those with the same stack and the same labels are one group with a count. What a goroutine
 * profile is to Go.
 *
 * {@snippet :
 * ThreadProfile base = ThreadProfile.take();
 * service.handle(request);
 * ThreadProfile.take().minus(base).writeText(System.out); // what has been left behind
 * }
 *
 * <p>Taking one reads a thread at a time and keeps none: the memory it takes is that of the distinct stacks, however
 * many threads share them. A profile does not change after it was taken and may be shared.
 */
public final class ThreadProfile {

    private static final Comparator<Group> MOST_FIRST = Comparator.<Group>comparingLong(Group::count)
            .reversed()
            .thenComparing(group -> group.stack().toString())
            .thenComparing(group -> group.labels().toString());

    private final Tallies tallies;
    private final @Nullable String hindrance;
    private final Instant takenAt;
    private final Duration span;

    ThreadProfile(Tallies tallies, @Nullable String hindrance, Instant takenAt, Duration span) {
        this.tallies = tallies;
        this.hindrance = hindrance;
        this.takenAt = takenAt;
        this.span = span;
    }

    /**
     * The profile of every live thread but the calling one, now. Where they are many, up to three threads of this
     * library's read them with the calling one, fewer where there are fewer processors; they end before this returns.
     *
     * @return the profile
     */
    public static ThreadProfile take() {
        return take(Grouping.DEFAULT);
    }

    /**
     * The same, by other keys of the context.
     *
     * @param grouping which keys tell groups apart
     * @return the profile
     */
    public static ThreadProfile take(Grouping grouping) {
        return take(ThreadFilter.ALL, grouping);
    }

    /**
     * The profile of some threads, now, all read in the calling thread.
     *
     * @param depthFrames the most frames to keep of each stack, innermost first, at least 1
     * @param wanted which threads; it is given {@code waitsOn}, {@code lockOwnerId} and {@code carrierId} as unknown
     * @return the profile
     * @throws IllegalArgumentException if {@code depthFrames} is less than 1
     */
    public static ThreadProfile take(int depthFrames, Predicate<? super ThreadSnapshot> wanted) {
        ThreadWalk walk = new ThreadWalk(depthFrames, false, thread -> true);
        return take(() -> {
            Tallies tallies = new Tallies(Grouping.DEFAULT);
            walk.forEach(thread -> {
                if (wanted.test(thread)) {
                    tallies.add(thread);
                }
            });
            return tallies;
        });
    }

    static ThreadProfile take(ThreadFilter filter) {
        return take(filter, Grouping.DEFAULT);
    }

    static ThreadProfile take(ThreadFilter filter, Grouping grouping) {
        ThreadWalk walk = new ThreadWalk(Integer.MAX_VALUE, false, filter.early());
        return take(() -> Readers.group(walk, filter.late(), grouping));
    }

    private static ThreadProfile take(Supplier<Tallies> taken) {
        String hindrance = Internals.hindrance();
        Instant start = Instant.now();
        Tallies tallies = taken.get().finish();
        return new ThreadProfile(tallies, hindrance, start, Duration.between(start, Instant.now()));
    }

    /**
     * The profile of threads that were read before.
     *
     * @param threads their snapshots
     * @return the profile, as of now
     */
    public static ThreadProfile of(Iterable<ThreadSnapshot> threads) {
        return of(threads, Grouping.DEFAULT);
    }

    /**
     * The same, by other keys of the context.
     *
     * @param threads their snapshots
     * @param grouping which keys tell groups apart
     * @return the profile, as of now
     */
    public static ThreadProfile of(Iterable<ThreadSnapshot> threads, Grouping grouping) {
        Tallies tallies = new Tallies(grouping);
        threads.forEach(tallies::add);
        return new ThreadProfile(tallies.finish(), Internals.hindrance(), Instant.now(), Duration.ZERO);
    }

    /**
     * What changed since another profile: each group's count less that in the base. Groups whose count is the same are
     * not in it, even if some of their threads are in another state; counts below zero are of threads that are gone.
     *
     * <p>Both sides are split by the same keys: not by one that either {@linkplain #notSplitBy() is not split by}, nor,
     * where both are grouped by default, by one with at least 3 values of which less than half are on both sides, such as
     * a request's id. So threads that serve other requests on the same line are no change.
     *
     * @param base the earlier profile
     * @return the difference; empty against itself
     */
    public ThreadProfile minus(ThreadProfile base) {
        String hindered = hindrance == null ? base.hindrance : hindrance;
        Duration between = Duration.between(base.takenAt, end());
        return new ThreadProfile(tallies.minus(base.tallies), hindered, base.takenAt, between);
    }

    /**
     * The same threads, grouped by their stacks and by some of their labels.
     *
     * @param keys the labels to keep; none to group by the stack alone. One that this profile {@linkplain #notSplitBy() is
     *     not split by} is gone: {@link #take(Grouping)} chooses when it is taken.
     * @return the profile of the larger groups; of a difference, without those that now cancel out
     */
    public ThreadProfile by(String... keys) {
        return new ThreadProfile(tallies.regrouped(Grouping.by(keys)), hindrance, takenAt, span);
    }

    /**
     * The same threads, in the groups that {@link Grouping#DEFAULT} makes.
     *
     * @return the profile of the larger groups
     */
    public ThreadProfile byDefault() {
        return new ThreadProfile(tallies.regrouped(Grouping.DEFAULT).finish(), hindrance, takenAt, span);
    }

    /**
     * The keys of the context that split no group, with the number of their values.
     *
     * @return the keys, ascending; the number is 1,001 where they are more than 1,000
     */
    public Map<String, Long> notSplitBy() {
        return counts(tallies.folded());
    }

    private static Map<String, Long> counts(Map<String, Values> values) {
        Map<String, Long> counts = new TreeMap<>();
        values.forEach((key, seen) -> counts.put(key, seen.count()));
        return Collections.unmodifiableMap(counts);
    }

    /**
     * Some of the groups.
     *
     * @param wanted which
     * @return the profile of those
     */
    public ThreadProfile filter(Predicate<? super Group> wanted) {
        Tallies kept = tallies.filter((key, tally) -> wanted.test(new Group(key, tally)));
        return new ThreadProfile(kept, hindrance, takenAt, span);
    }

    /**
     * The groups, the largest count first.
     *
     * @return the groups, not to be changed
     */
    public List<Group> groups() {
        List<Group> groups = new ArrayList<>(tallies.groups().size());
        tallies.groups().forEach((key, tally) -> groups.add(new Group(key, tally)));
        groups.sort(MOST_FIRST);
        return List.copyOf(groups);
    }

    /**
     * The number of threads in all groups; of a difference, the change.
     *
     * @return the sum of the groups' counts
     */
    public long total() {
        return tallies.groups().values().stream().mapToLong(Tally::total).sum();
    }

    /**
     * The number of virtual threads among them.
     *
     * @return the sum of the groups' virtual counts
     */
    public long totalVirtual() {
        return tallies.groups().values().stream().mapToLong(Tally::virtual).sum();
    }

    /**
     * What this profile could not see, as {@link Threads#visibility()} said when it was taken.
     *
     * @return {@code "all threads"}, or what is missing and the flag that mends it
     */
    public String visibility() {
        return hindrance == null ? Threads.ALL : hindrance;
    }

    @Nullable
    String hindrance() {
        return hindrance;
    }

    /** When it was begun; of a difference, when the base was. */
    Instant takenAt() {
        return takenAt;
    }

    /** How long it took; of a difference, from the beginning of the base to the end of the later profile. */
    Duration span() {
        return span;
    }

    private Instant end() {
        return takenAt.plus(span);
    }

    /**
     * Writes text for people, in the form of Go's {@code goroutine?debug=1}: the total, then each group with its count,
     * a number that stands for the stack in every run, labels, states, ids and frames.
     *
     * @param out where to write
     * @throws IOException if {@code out} does
     */
    public void writeText(Appendable out) throws IOException {
        ProfileText.write(this, out);
    }

    /**
     * Writes the format that {@code go tool pprof} reads, and Parca and Pyroscope too: Protocol Buffers, compressed. The
     * sample type is {@code threads/count}; kind, state and the context are labels. What is not seen stands as a comment.
     *
     * @param out where to write; stays open
     * @throws IOException if {@code out} does
     */
    public void writePprof(OutputStream out) throws IOException {
        Pprof.write(this, out);
    }

    /**
     * Writes one JSON object: {@code visibility}, {@code complete}, {@code takenAt}, {@code spanMs}, {@code total},
     * {@code virtual} and {@code groups}, the largest first.
     *
     * @param out where to write
     * @throws IOException if {@code out} does
     */
    public void writeJson(Appendable out) throws IOException {
        ProfileJson.write(this, out);
    }

    /**
     * Reads what {@link #writeJson} wrote, here or in another JVM. The text is checked, whoever wrote it.
     *
     * @param in where to read, to the end; stays open
     * @return the profile, equal in all that this class writes
     * @throws IOException if {@code in} does, or the text is no profile; the message names the place
     */
    public static ThreadProfile readJson(Reader in) throws IOException {
        return ProfileJsonInput.read(in);
    }

    /**
     * Writes one HTML file that needs no other: the page of {@link ThreadProfileHandler} with this profile in it.
     *
     * @param out where to write
     * @throws IOException if {@code out} does
     */
    public void writeHtml(Appendable out) throws IOException {
        Page.write(this, out);
    }

    /** The summary, such as {@code thread profile: total 305 in 7 groups}. */
    @Override
    public String toString() {
        return "thread profile: total " + total() + " in " + tallies.groups().size() + " groups"
                + ProfileText.values(notSplitBy());
    }

    /** Threads with the same stack and the same labels. */
    public static final class Group {

        private final StackKey key;
        private final Tally tally;

        private Group(StackKey key, Tally tally) {
            this.key = key;
            this.tally = tally;
        }

        /**
         * The frames that they share, innermost first.
         *
         * @return the frames; empty for threads that were just starting or ending, and for some
         *     of the JVM's own
         */
        public List<StackTraceElement> stack() {
            return key.stack;
        }

        /**
         * The context that they share.
         *
         * @return the labels; empty where unknown
         */
        public Map<String, String> labels() {
            return key.labels;
        }

        /**
         * The keys of their context in which they differ without being told apart, with the number of values.
         *
         * @return such as {@code requestId=100}; 1,001 stands for more than 1,000
         */
        public Map<String, Long> values() {
            return counts(tally.values());
        }

        /**
         * A number that stands for the stack and the labels, the same in every run of the same code.
         *
         * @return the number
         */
        public long hash() {
            return key.hash;
        }

        /**
         * How many they are.
         *
         * @return the count; in a difference, below zero for threads that are gone
         */
        public long count() {
            return tally.total();
        }

        /**
         * How many of them are in a state.
         *
         * @param state the state
         * @return the count
         */
        public long count(Thread.State state) {
            return tally.in(state);
        }

        /**
         * How many of them are virtual threads.
         *
         * @return the count
         */
        public long countVirtual() {
            return tally.virtual();
        }

        /**
         * The smallest id among them, which is that of the oldest.
         *
         * @return the id; in a difference, of the later profile, or of the base where the threads are gone
         */
        public long minId() {
            return tally.minId;
        }

        /**
         * The largest id among them, which is that of the youngest.
         *
         * @return the id; in a difference, of the later profile, or of the base where the threads are gone
         */
        public long maxId() {
            return tally.maxId;
        }

        /**
         * The ids of the youngest of them, at most 8: in a growing group, the latest to be left behind.
         *
         * @return the ids, ascending
         */
        public List<Long> sampleIds() {
            return Arrays.stream(tally.sampleIds()).boxed().toList();
        }

        /** The counts that are not zero, by kind and state. */
        void forEachCell(CellVisitor visitor) {
            for (boolean virtual : new boolean[] {true, false}) {
                for (Thread.State state : Tally.STATES) {
                    long count = tally.cells[Tally.cell(state, virtual)];
                    if (count != 0) {
                        visitor.visit(state, virtual, count);
                    }
                }
            }
        }

        interface CellVisitor {
            void visit(Thread.State state, boolean virtual, long count);
        }

        /** The count and the frame that tells most, such as {@code 200 @ io.tid.Game.run(Game.java:12)}. */
        @Override
        public String toString() {
            StringBuilder text = new StringBuilder().append(count()).append(" @ ");
            if (stack().isEmpty()) {
                text.append(ThreadText.NO_STACK);
            } else {
                ThreadText.frame(text, stack().get(0));
            }
            return text.append(ProfileText.values(values())).toString();
        }
    }
}
