@NullMarked
package io.tid.app;

import org.jspecify.annotations.NullMarked;
