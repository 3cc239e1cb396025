@NullMarked
package io.tid.log4j;

import org.jspecify.annotations.NullMarked;
