/** How many may run: virtual threads and workers, so many at once and no more; see {@link io.tid.executor}. */
module io.tid.executor {
    requires io.tid.core;
    requires static org.jspecify; // not transitive: a module that requires this one would have to find it to compile

    exports io.tid.executor;
}
