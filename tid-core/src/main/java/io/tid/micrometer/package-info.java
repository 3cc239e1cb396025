/** The context for Micrometer's context propagation, and through it for Reactor and Spring; optional. */
@NullMarked
package io.tid.micrometer;

import org.jspecify.annotations.NullMarked;
