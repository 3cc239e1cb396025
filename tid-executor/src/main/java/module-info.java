/** How many may run: virtual threads and workers, so many at once and no more; see {@link io.tid.executor}. */
module io.tid.executor {
    requires io.tid.core;
    requires static transitive org.jspecify;

    exports io.tid.executor;
}
