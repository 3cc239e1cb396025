package io.tid.profile;

import java.util.function.Predicate;

/**
 * Which threads are wanted, asked twice: of the thread itself, before its stack is read, and of its snapshot.
 *
 * @param early what is known without the stack: id, name, kind
 * @param late the rest
 */
record ThreadFilter(Predicate<? super Thread> early, Predicate<? super ThreadSnapshot> late) {

    static final ThreadFilter ALL = new ThreadFilter(thread -> true, snapshot -> true);
}
