/** Who is alive: every thread of this JVM, counted, grouped by stack and compared; see {@link io.tid.profile}. */
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"}) // Micrometer has no module descriptor
module io.tid.profile {
    requires static java.instrument;
    requires java.management;
    requires transitive jdk.httpserver;
    requires io.tid.core;
    requires static transitive micrometer.core;
    requires static transitive org.jspecify;

    exports io.tid.profile;
}
