/** The project's own tests under the leak checks, many times over. */
@NullMarked
package io.tid.example.runs;

import org.jspecify.annotations.NullMarked;
