/** What it looks like: a small game server on virtual threads whose log tells who said it. */
@NullMarked
package io.tid.example;

import org.jspecify.annotations.NullMarked;
