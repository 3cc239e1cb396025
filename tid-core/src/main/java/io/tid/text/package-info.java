/**
 * How all output of this project is written: untrusted text made harmless, frames, JSON, and the ids that users type.
 * Exported to this project's own modules only.
 */
@NullMarked
package io.tid.text;

import org.jspecify.annotations.NullMarked;
