import io.tid.LogContext;
import io.tid.Tid;
import java.util.concurrent.StructuredTaskScope;

/** Run from source by StructuredScopeTest. */
class UseStructuredScope {

    public static void main(String[] args) throws Exception {
        LogContext context = LogContext.empty().with("request", "17");
        try (LogContext.Scope bound = context.open();
                var outer = StructuredTaskScope.<String>open()) {
            long owner = Tid.current();
            var forked = outer.fork(() -> {
                System.out.println("forked: " + seen(context, owner, "the owner"));
                return nested(context);
            });
            outer.join();
            System.out.println("nested: " + forked.get());
        }
    }

    private static String nested(LogContext context) throws InterruptedException {
        try (var inner = StructuredTaskScope.<String>open()) {
            long owner = Tid.current();
            var forked = inner.fork(() -> seen(context, owner, "the subtask"));
            inner.join();
            return forked.get();
        }
    }

    private static String seen(LogContext context, long owner, String name) {
        return (LogContext.current() == context ? "same context" : "other context: " + LogContext.current())
                + (LogContext.parentId() == owner ? ", parent is " + name : ", parent is " + LogContext.parentId());
    }
}
