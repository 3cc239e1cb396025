/**
 * Who was left behind: a test or a program that is done has no thread of its own any more, or it has a leak.
 *
 * <p>{@link io.tid.leak.ThreadLeaks} asks in plain code, {@link io.tid.leak.VerifyNoThreadLeaks} after each test,
 * and {@link io.tid.leak.LeakProof} proves by garbage collection that a thread can never go on.
 *
 * <p>Virtual threads are seen where the JVM grants it:
 * {@code --add-exports java.base/jdk.internal.vm=ALL-UNNAMED}. With
 * {@code --add-opens java.base/java.lang=ALL-UNNAMED} a leak is also blamed on the test that started it. Without them
 * platform threads are still checked, and the first failure names the argument.
 */
@NullMarked
package io.tid.leak;

import org.jspecify.annotations.NullMarked;
