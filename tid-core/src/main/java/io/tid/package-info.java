/** Who am I: the id, the label and the slot of the current thread, platform or virtual. */
@NullMarked
package io.tid;

import org.jspecify.annotations.NullMarked;
