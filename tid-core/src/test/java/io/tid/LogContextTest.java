package io.tid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LogContextTest {

    private static List<String> pairs(LogContext context) {
        List<String> pairs = new ArrayList<>();
        context.forEach((key, value) -> pairs.add(key + "=" + value));
        return pairs;
    }

    @Test
    void shouldHaveNoPairWhenEmpty() {
        LogContext empty = LogContext.empty();

        assertThat(empty.size()).isZero();
        assertThat(empty.get("user")).isNull();
        assertThat(pairs(empty)).isEmpty();
        assertThat(empty.without("user")).isSameAs(empty);
    }

    @Test
    void shouldWalkKeysInOrderWhateverOrderTheyCameIn() {
        LogContext context =
                LogContext.empty().with("m", "1").with("z", "2").with("a", "3").with("n", "4");

        assertThat(pairs(context)).containsExactly("a=3", "m=1", "n=4", "z=2");
    }

    @Test
    void shouldLeaveTheOriginalAsItWasWhenDerived() {
        LogContext original = LogContext.empty().with("user", "Ann");
        LogContext changed = original.with("user", "Bob").with("room", "7").without("user");

        assertThat(pairs(original)).containsExactly("user=Ann");
        assertThat(pairs(changed)).containsExactly("room=7");
    }

    @Test
    void shouldBeTheSameObjectWhenNothingChanges() {
        LogContext context = LogContext.empty().with("user", "Ann");

        assertThat(context.with("user", new String("Ann"))).isSameAs(context);
        assertThat(context.without("room")).isSameAs(context);
        assertThat(context.without("user")).isSameAs(LogContext.empty());
    }

    @Test
    void shouldAgreeWithASortedMapOverManyRandomChanges() {
        Random random = new Random(7);
        TreeMap<String, String> oracle = new TreeMap<>();
        LogContext context = LogContext.empty();
        for (int i = 0; i < 5_000; i++) {
            String key = "k" + random.nextInt(60);
            if (random.nextInt(3) == 0) {
                oracle.remove(key);
                context = context.without(key);
            } else {
                oracle.put(key, "v" + random.nextInt(4));
                context = context.with(key, oracle.get(key));
            }
            List<String> expected = new ArrayList<>();
            oracle.forEach((k, v) -> expected.add(k + "=" + v));
            assertThat(pairs(context)).isEqualTo(expected);
            assertThat(context.size()).isEqualTo(oracle.size());
            String any = "k" + random.nextInt(60);
            assertThat(context.get(any)).isEqualTo(oracle.get(any));
        }
    }

    @Test
    void shouldBeEqualWhenThePairsAre() {
        LogContext one = LogContext.empty().with("a", "1").with("b", "2");
        LogContext other = LogContext.empty().with("b", "2").with("a", "1");

        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other).isNotSameAs(other);
        assertThat(one)
                .isNotEqualTo(one.with("b", "3"))
                .isNotEqualTo(one.without("b"))
                .isNotEqualTo("text");
        assertThat(LogContext.empty().with("a", "b"))
                .isNotEqualTo(LogContext.empty().with("b", "a"));
    }

    @Test
    void shouldTakeAnEmptyValue() {
        assertThat(LogContext.empty().with("user", "").get("user")).isEmpty();
    }

    @Test
    @SuppressWarnings("NullAway") // what null does is what is tested
    void shouldSayRuleAndValueWhenKeyOrValueIsBad() {
        LogContext empty = LogContext.empty();

        assertThatThrownBy(() -> empty.with(null, "x"))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("key must not be null: key=null");
        assertThatThrownBy(() -> empty.with("a\nb", null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("value must not be null: value=null key=\"a\\u000ab\"");
        assertThatThrownBy(() -> empty.with("", "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("key must not be empty: key=\"\"");
        assertThatThrownBy(() -> empty.get(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("key must not be null: key=null");
        assertThatThrownBy(() -> empty.without(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("key must not be null: key=null");
    }

    @Test
    void shouldEscapeAndCutWhatIsShown() {
        LogContext context = LogContext.empty()
                .with("name", "Ann \u00c4 \"x\" \\")
                .with("line", "a\r\nb\u2028\u202ec\ud800")
                .with("long", "y".repeat(130));

        assertThat(context)
                .hasToString("{\"line\"=\"a\\u000d\\u000ab\\u2028\\u202ec\\ud800\", \"long\"=\"" + "y".repeat(100)
                        + "\" and 30 more characters, \"name\"=\"Ann \u00c4 \\\"x\\\" \\\\\"}");
        assertThat(LogContext.empty()).hasToString("{}");
    }

    @Test
    void shouldAllocateNothingWhenRead() {
        LogContext context = LogContext.empty().with("a", "1").with("b", "2").with("c", "3");
        long[] seen = new long[1];
        Runnable read = () -> {
            String value = LogContext.current().get("b");
            seen[0] += (value == null ? 0 : value.length()) + LogContext.parentId();
        };

        assertThat(Threads.bytesPerRun(read)).as("nothing bound").isLessThan(1);
        context.run(() -> assertThat(Threads.bytesPerRun(read)).as("bound").isLessThan(1));
        assertThat(seen[0]).isPositive();
    }
}
