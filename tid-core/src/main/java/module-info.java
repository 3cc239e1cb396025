/** The identity of every thread, platform or virtual: {@link io.tid.Tid}. */
@SuppressWarnings("requires-automatic") // Agrona has no module descriptor of its own
module io.tid.core {
    // Not transitive: a module that requires this one would have to find both to compile.
    requires static org.agrona;
    requires static org.jspecify;

    exports io.tid;
}
