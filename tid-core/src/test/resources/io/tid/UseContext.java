import io.tid.LogContext;

/** Run from source by ModulePathTest. */
class UseContext {

    public static void main(String[] args) throws Exception {
        LogContext context = LogContext.empty().with("request", "17");
        Thread child = context.call(() -> Thread.ofVirtual()
                .unstarted(() -> System.out.println(LogContext.class.getModule() + " " + LogContext.current())));
        child.start();
        child.join();
    }
}
