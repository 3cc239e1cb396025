/** What runs in the other JVM, in a class loader of its own, while the command looks. */
@NullMarked
package io.tid.cli.target;

import org.jspecify.annotations.NullMarked;
