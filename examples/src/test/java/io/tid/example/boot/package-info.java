/** What it looks like in Spring Boot: a request's id on every line that it causes, and who said each. */
@NullMarked
package io.tid.example.boot;

import org.jspecify.annotations.NullMarked;
