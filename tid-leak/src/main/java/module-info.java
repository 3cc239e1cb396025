/** Who was left behind: leak checks for tests, platform and virtual threads; see {@link io.tid.leak}. */
module io.tid.leak {
    requires io.tid.core;
    requires transitive io.tid.profile;
    // Not transitive: a module that requires this one would have to find them to compile.
    requires static org.jspecify;
    requires static org.junit.jupiter.api;
    requires static org.junit.platform.launcher;

    exports io.tid.leak;

    provides org.junit.jupiter.api.extension.Extension with
            io.tid.leak.VerifyNoThreadLeaks.EachTest;
    provides org.junit.platform.launcher.LauncherSessionListener with
            io.tid.leak.VerifyNoThreadLeaks.WholeRun;
}
