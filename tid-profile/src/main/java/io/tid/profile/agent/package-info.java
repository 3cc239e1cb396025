/** The way in for a JVM that was started without flags; exported to the JVM only. */
@NullMarked
package io.tid.profile.agent;

import org.jspecify.annotations.NullMarked;
