/** The identity of every thread, platform or virtual, and the context of its work. */
@SuppressWarnings({
    "module", // the bridge is for modules that are built after this one
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
}
