/** What the figures say: one JSON file in, a Markdown table, charts and a page out. */
@NullMarked
package io.tid.jmh.report;

import org.jspecify.annotations.NullMarked;
