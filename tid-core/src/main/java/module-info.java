/** The identity of every thread, platform or virtual, and the context of its work. */
@SuppressWarnings({
    "module", // the bridge and the text are for modules that are built after this one
    "requires-automatic" // neither Agrona nor context-propagation has a module descriptor of its own
})
module io.tid.core {
    // Not transitive: a module that requires this one would have to find them all to compile.
    requires static context.propagation;
    requires static org.agrona;
    requires static org.jspecify;

    exports io.tid;
    exports io.tid.bridge to
            io.tid.log4j,
            io.tid.profile;
    exports io.tid.micrometer;
    exports io.tid.text to
            io.tid.cli,
            io.tid.executor,
            io.tid.leak,
            io.tid.log4j,
            io.tid.profile;
}
