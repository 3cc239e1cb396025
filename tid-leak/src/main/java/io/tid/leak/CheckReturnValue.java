package io.tid.leak;

import java.lang.annotation.ElementType;
import java.lang.annotation.Target;

/** Error Prone, SpotBugs and IDEs know it by its name, of whatever package: an option that is made and not passed is a mistake. */
@Target(ElementType.TYPE)
@interface CheckReturnValue {}
