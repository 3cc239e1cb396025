/** What it costs: the benchmarks, {@link io.tid.jmh.Bench} that runs them, and the plan it follows. */
@NullMarked
package io.tid.jmh;

import org.jspecify.annotations.NullMarked;
