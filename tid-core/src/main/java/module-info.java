/** The identity of every thread, platform or virtual: {@link io.tid.Tid}. */
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"}) // Agrona has no module descriptor of its own
module io.tid.core {
    requires static transitive org.agrona;
    requires static transitive org.jspecify;

    exports io.tid;
}
