package io.tid.profile.agent;

import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Set;

/**
 * Opens to this module the two packages that {@code io.tid.profile.Internals} reads, and the application's {@code io.tid}
 * where that is a module and this is not; does nothing else: it transforms no class, starts no thread and keeps no
 * reference. Named in the jar's manifest, for {@code -javaagent:} and for loading into a running JVM.
 *
 * <p>What it opens is open to the module of the class loader that the agent jar is loaded by, the system class loader's:
 * an application whose own class loader holds a second copy of this library needs {@code --add-exports} for that copy.
 */
public final class ProfileAgent {

    private ProfileAgent() {}

    /**
     * Before the application starts.
     *
     * @param options ignored
     * @param instrumentation the JVM's
     */
    public static void premain(String options, Instrumentation instrumentation) {
        open(instrumentation);
    }

    /**
     * In a running application.
     *
     * @param options ignored
     * @param instrumentation the JVM's
     */
    public static void agentmain(String options, Instrumentation instrumentation) {
        open(instrumentation);
    }

    private static void open(Instrumentation instrumentation) {
        Set<Module> ours = Set.of(ProfileAgent.class.getModule());
        open(instrumentation, Object.class.getModule(), Map.of("jdk.internal.vm", ours), Map.of("java.lang", ours));
        if (!ProfileAgent.class.getModule().isNamed()) {
            ModuleLayer.boot()
                    .findModule("io.tid.core")
                    .ifPresent(application -> open(instrumentation, application, Map.of(), Map.of("io.tid", ours)));
        }
    }

    private static void open(
            Instrumentation instrumentation,
            Module module,
            Map<String, Set<Module>> exported,
            Map<String, Set<Module>> opened) {
        instrumentation.redefineModule(module, Set.of(), exported, opened, Set.of(), Map.of());
    }
}
