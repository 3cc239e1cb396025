/** What bridges from other libraries to the context need; exported to this project's own modules only. */
@NullMarked
package io.tid.bridge;

import org.jspecify.annotations.NullMarked;
