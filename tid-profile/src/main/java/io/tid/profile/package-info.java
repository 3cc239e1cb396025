/**
 * Who is alive: the goroutine profile for the JVM.
 *
 * <p>{@link io.tid.profile.Threads} counts, {@link io.tid.profile.ThreadSnapshot} tells what one thread was doing,
 * {@link io.tid.profile.ThreadProfile} groups all of them by stack and compares two moments, and
 * {@link io.tid.profile.ThreadProfileHandler} shows it to a browser and to {@code go tool pprof}.
 *
 * <p>The JVM lists its virtual threads in one internal package only, so seeing them needs one of
 * <ul>
 *   <li>the flag {@code --add-exports java.base/jdk.internal.vm=ALL-UNNAMED};
 *   <li>this jar as {@code -javaagent:tid-profile.jar};
 *   <li>this jar loaded as an agent into the running JVM.
 * </ul>
 * Without any of them there are platform threads only, and everything that is printed begins with saying so.
 */
@NullMarked
package io.tid.profile;

import org.jspecify.annotations.NullMarked;
