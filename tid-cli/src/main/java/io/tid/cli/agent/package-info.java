/** What the other JVM loads into its own class path, and keeps: one class, which does not change. */
@NullMarked
package io.tid.cli.agent;

import org.jspecify.annotations.NullMarked;
