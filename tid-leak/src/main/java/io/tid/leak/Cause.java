package io.tid.leak;

import io.tid.profile.ThreadSnapshot;
import java.util.Optional;

/**
 * Why a thread is still there, and what to do about it: by the library that made it, else by what of the JDK it waits in.
 *
 * @param forHire whether it waits for work from somebody who may live longer than a test: it is judged when its class is
 *     done
 */
record Cause(String title, String advice, boolean forHire) {

    static Optional<Cause> of(ThreadSnapshot thread) {
        Optional<Cause> library = Library.of(thread).map(known -> new Cause(known.title(), known.advice(), true));
        return library.isPresent()
                ? library
                : Kind.of(thread).map(kind -> new Cause(kind.title(), kind.advice(), kind.isForHire()));
    }

    static boolean isForHire(ThreadSnapshot thread) {
        return of(thread).map(Cause::forHire).orElse(false);
    }
}
