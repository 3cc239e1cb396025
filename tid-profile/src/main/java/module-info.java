/** Who is alive: every thread of this JVM, counted, grouped by stack and compared; see {@link io.tid.profile}. */
@SuppressWarnings("requires-automatic") // Micrometer has no module descriptor
module io.tid.profile {
    requires static java.instrument;
    requires java.management;
    requires transitive jdk.httpserver;
    requires io.tid.core;
    // Not transitive: a module that requires this one would have to find them to compile.
    requires static micrometer.core;
    requires static org.jspecify;

    exports io.tid.profile;
    // Which calls the agent, and ends the JVM where it may not.
    exports io.tid.profile.agent to
            java.instrument;
}
