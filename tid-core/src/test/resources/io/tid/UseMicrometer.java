import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import io.tid.LogContext;
import io.tid.micrometer.LogContextAccessor;

/** Run from source by ModulePathTest. */
class UseMicrometer {

    public static void main(String[] args) {
        ContextRegistry registry = ContextRegistry.getInstance();
        System.out.println(ContextRegistry.class.getModule());
        System.out.println("found " + registry.getThreadLocalAccessors().size());
        registry.registerThreadLocalAccessor(new LogContextAccessor());

        ContextSnapshot snapshot = LogContext.empty()
                .with("request", "17")
                .call(() -> ContextSnapshotFactory.builder().build().captureAll());
        snapshot.wrap(() -> System.out.println(LogContext.current())).run();
        System.out.println(LogContext.current());
    }
}
