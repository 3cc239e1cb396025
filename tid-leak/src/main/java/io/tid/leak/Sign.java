package io.tid.leak;

import io.tid.profile.ThreadSnapshot;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** By what a library's thread is known: the method that it runs, or its name where it is idle in the JDK's code. */
interface Sign {

    boolean matches(ThreadSnapshot thread);

    /**
     * Runs one of the functions, and nothing but the library's and the JDK's code in it: somebody else's code that is
     * stuck in a callback is not the library's. The packages may have been moved below others, as shading does.
     *
     * @param packages the library's, separated by spaces; the functions are in the first
     */
    static Sign runs(String packages, String... functions) {
        List<String> own = Arrays.stream(packages.split(" ", -1))
                .map(name -> '.' + name + '.')
                .toList();
        List<String> entries =
                Stream.of(functions).map(function -> own.get(0) + function).toList();
        return thread -> {
            for (StackTraceElement frame : thread.stack()) {
                String function = '.' + Frames.function(frame);
                if (entries.stream().anyMatch(function::endsWith)) {
                    return true;
                }
                if (!Frames.isJdk(frame) && own.stream().noneMatch(function::contains)) {
                    return false;
                }
            }
            return false;
        };
    }

    /** A worker or timer with nothing to do: it has only the JDK's frames, so its name has to tell whose it is. */
    static Sign idle(String names) {
        Pattern pattern = Pattern.compile(names);
        return thread -> !thread.virtual()
                && pattern.matcher(thread.name()).matches()
                && Frames.user(thread.stack()).isEmpty()
                && isIdle(Kind.of(thread));
    }

    private static boolean isIdle(Optional<Kind> kind) {
        return kind.isPresent() && (kind.get() == Kind.IDLE_WORKER || kind.get() == Kind.TIMER);
    }

    /** As {@link #idle}, and a daemon. */
    static Sign idleDaemon(String names) {
        Sign idle = idle(names);
        return thread -> thread.daemon() && idle.matches(thread);
    }
}
