/**
 * The {@code tid} command: {@link io.tid.cli.Main} and a class for each of its subcommands. {@link io.tid.cli.Session}
 * looks into another JVM, with {@code io.tid.cli.agent} and {@code io.tid.cli.target} there.
 */
@NullMarked
package io.tid.cli;

import org.jspecify.annotations.NullMarked;
