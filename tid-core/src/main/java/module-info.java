/** The identity of every thread, platform or virtual, and the context of its work. */
@SuppressWarnings({
    "module", // the bridge is for modules that are built after this one
    "requires-automatic", // neither Agrona nor context-propagation has a module descriptor of its own
    "requires-transitive-automatic"
})
module io.tid.core {
    requires static transitive context.propagation;
    requires static transitive org.agrona;
    requires static transitive org.jspecify;

    exports io.tid;
    exports io.tid.bridge to
            io.tid.log4j;
    exports io.tid.micrometer;
}
