/** The way in for a JVM that was started without flags; not exported. */
@NullMarked
package io.tid.profile.agent;

import org.jspecify.annotations.NullMarked;
