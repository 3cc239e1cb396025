package io.tid.log4j;

import org.apache.logging.log4j.core.Layout;

/**
 * Which generation of log4j-core is there. Log4j 3 reads the list of plugins that this jar has for Log4j 2, and finds them,
 * but lacks classes that some of them need: those ask here first, where the configuration is read.
 */
final class Log4jGeneration {

    /** Each Log4j 2 that this project supports has it; 3.0.0-beta3 does not. */
    private static final String ONLY_IN_2 = "org.apache.logging.log4j.core.impl.LocationAware";

    private Log4jGeneration() {}

    /** Whether log4j-core is of Log4j 2. */
    static boolean is2() {
        try {
            Class.forName(ONLY_IN_2, false, Layout.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }

    /**
     * Refuses to make a plugin that needs Log4j 2.
     *
     * @throws IllegalStateException if log4j-core is of another generation: what Log4j reports of it in its status log
     */
    static void require2(String plugin, String instead) {
        if (!is2()) {
            throw new IllegalStateException(plugin + " must run on Log4j 2: log4j-core=" + version() + " has no "
                    + ONLY_IN_2 + "; use " + instead + " instead, or log4j-core 2");
        }
    }

    private static String version() {
        String version = Layout.class.getPackage().getImplementationVersion();
        return version == null ? "of unknown version" : version;
    }
}
