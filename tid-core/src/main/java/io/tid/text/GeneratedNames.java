package io.tid.text;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names that code generators give, each with the number, the address or the random text that differs between runs.
 * Each pattern is as narrow as its generator allows: a name that somebody wrote must not match.
 */
final class GeneratedNames {

    private static final String NUMBER = "\\d+(?!\\w)";
    private static final String BYTE_BUDDY_RANDOM = "[0-9A-Za-z]{8}(?!\\w)";

    private static final List<Rule> RULES = List.of(
            new Rule("$$Lambda", "(\\$\\$Lambda)(?:\\$\\d+)?(?:[/+.](?:0x[0-9a-f]+|\\d+))?$"),
            new Rule("", "([/+])(?:0x[0-9a-f]+|\\d+)$"), // hidden classes: the JVM adds an address
            new Rule("jdk.proxy", "^(jdk\\.proxy)\\d+(?=\\.)"),
            new Rule("$Proxy", "(?<=^|\\.)(\\$Proxy)" + NUMBER),
            new Rule("reflect.Generated", "^((?:jdk\\.internal|sun)\\.reflect\\.Generated\\w*Accessor)" + NUMBER),
            new Rule("$$SpringCGLIB$$", "(\\$\\$SpringCGLIB\\$\\$(?:FastClass\\$\\$)?)" + NUMBER), // Spring from 6 on
            new Rule("By", "(\\$\\$\\w{1,24}By(?:Spring)?(?:CGLIB|Guice)\\$\\$)[0-9a-f]+(?:_\\d+)?(?![0-9A-Za-z_])"),
            new Rule("$ByteBuddy$", "(\\$ByteBuddy\\$)" + BYTE_BUDDY_RANDOM),
            new Rule("$auxiliary$", "(\\$auxiliary\\$)" + BYTE_BUDDY_RANDOM), // ByteBuddy's helper types
            new Rule("$Hibernate", "(\\$Hibernate\\w{1,32}\\$)" + BYTE_BUDDY_RANDOM),
            new Rule("$MockitoMock$", "(\\$MockitoMock\\$)" + NUMBER),
            new Rule("$$$EasyMock$", "(\\$\\$\\$EasyMock\\$)" + NUMBER),
            new Rule("_$$_jvst", "(_\\$\\$_jvst)[0-9a-f]+_[0-9a-f]+(?!\\w)"), // Javassist
            new Rule("_$$_javassist_", "(_\\$\\$_javassist_)" + NUMBER),
            new Rule("$$Owb", "(\\$\\$Owb\\w{1,32}Proxy)" + NUMBER), // OpenWebBeans
            new Rule("__", "(\\$(?:fn|eval|reify)__)" + NUMBER)); // Clojure

    private GeneratedNames() {}

    static String fold(String name) {
        if (name.indexOf('$') < 0 && name.indexOf("/") < 0 && name.indexOf('+') < 0 && !name.contains("reflect.Gen")) {
            return name;
        }
        String folded = name;
        for (Rule rule : RULES) {
            folded = rule.fold(folded);
        }
        return folded;
    }

    /** Keeps what the one group of the pattern matches, and writes a star, which no class's name has, for the rest. */
    private record Rule(String literal, Pattern pattern) {

        Rule(String literal, String pattern) {
            this(literal, Pattern.compile(pattern));
        }

        String fold(String name) {
            if (!name.contains(literal)) {
                return name;
            }
            Matcher matcher = pattern.matcher(name);
            return matcher.find() ? matcher.replaceAll("$1*") : name;
        }
    }
}
