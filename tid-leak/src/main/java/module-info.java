/** Who was left behind: leak checks for tests, platform and virtual threads; see {@link io.tid.leak}. */
module io.tid.leak {
    requires io.tid.core;
    requires transitive io.tid.profile;
    requires static transitive org.jspecify;

    exports io.tid.leak;
}
