package io.tid.profile;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A walk over the live threads but the calling one and the {@link Readers}' helpers.
 *
 * @param depthFrames the most frames to keep of each stack
 * @param details whether to read what only a reader of single threads wants: monitors and their owners, carriers
 * @param wanted which threads to read at all; decides before a stack is read, which is what costs
 */
record ThreadWalk(int depthFrames, boolean details, Predicate<? super Thread> wanted) {

    ThreadWalk {
        if (depthFrames < 1) {
            throw new IllegalArgumentException("depthFrames must be >= 1: depthFrames=" + depthFrames);
        }
    }

    void forEach(Consumer<? super ThreadSnapshot> action) {
        find(reader(action));
    }

    /** Reads what it visits, if it is alive. Used by one thread. */
    Internals.Visitor reader(Consumer<? super ThreadSnapshot> action) {
        Contexts contexts = Contexts.granted();
        return (thread, container, ownerId) -> {
            ThreadSnapshot snapshot = ThreadSnapshot.read(thread, container, ownerId, contexts, this);
            if (snapshot != null) {
                action.accept(snapshot);
            }
        };
    }

    /** Gives each thread that is wanted, unread. */
    void find(Internals.Visitor found) {
        Thread self = Thread.currentThread();
        Internals.Visitor visitor = (thread, container, ownerId) -> {
            if (!thread.equals(self) && !(thread instanceof Readers.Helper) && wanted.test(thread)) {
                found.visit(thread, container, ownerId);
            }
        };
        Internals granted = Internals.granted();
        if (granted != null) {
            granted.forEach(visitor);
        } else {
            for (Thread thread : PlatformThreads.list()) {
                visitor.visit(thread, "", 0);
            }
        }
    }

    List<StackTraceElement> cut(StackTraceElement[] frames) {
        return List.of(frames.length > depthFrames ? Arrays.copyOf(frames, depthFrames) : frames);
    }
}
