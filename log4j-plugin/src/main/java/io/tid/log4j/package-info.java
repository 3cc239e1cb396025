/** The id of the logging thread on every log line: {@code %gid}, <code>${gid:}</code> and a JSON resolver for Log4j. */
@NullMarked
package io.tid.log4j;

import org.jspecify.annotations.NullMarked;
