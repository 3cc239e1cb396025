package io.tid.text;

import java.util.Set;

/** Frames of a stack: whose they are, and how they are written. */
public final class Frames {

    private static final Set<String> SUN = Set.of(
            "accessibility",
            "awt",
            "beans",
            "crypto",
            "imageio",
            "jarsigner",
            "java",
            "java_cup",
            "jdi",
            "jmx",
            "jndi",
            "management",
            "media",
            "naming",
            "net",
            "nio",
            "org",
            "proxy",
            "rowset",
            "security",
            "source",
            "swing",
            "tools");

    private static final Set<String> JAVAX = Set.of(
            "accessibility",
            "crypto",
            "imageio",
            "management",
            "naming",
            "net",
            "print",
            "script",
            "security",
            "smartcardio",
            "sound",
            "sql",
            "swing",
            "tools");

    private static final String[] OTHERS = {
        "javax.annotation.processing.",
        "javax.lang.model.",
        "javax.rmi.ssl.",
        "javax.transaction.xa.",
        "com.sun.xml.internal.",
        "javax.xml.XMLConstants",
        "javax.xml.catalog.",
        "javax.xml.crypto.",
        "javax.xml.datatype.",
        "javax.xml.namespace.",
        "javax.xml.parsers.",
        "javax.xml.stream.",
        "javax.xml.transform.",
        "javax.xml.validation.",
        "javax.xml.xpath.",
        "netscape.javascript.",
        "org.ietf.jgss.",
        "org.jcp.xml.dsig.internal.",
        "org.w3c.dom.",
        "org.xml.sax.",
    };

    private Frames() {}

    /**
     * Whether a frame is of the JDK and not of an application or a library. It is decided by the frame's module; a frame
     * that has none, as in most files, by its class's package, with the same result.
     *
     * @param frame the frame
     * @return whether it is the JDK's
     */
    public static boolean isJdk(StackTraceElement frame) {
        String module = frame.getModuleName();
        return module == null ? isJdk(frame.getClassName()) : module.startsWith("java.") || module.startsWith("jdk.");
    }

    /**
     * Whether a class is of the JDK, by its package.
     *
     * @param className the class's name
     * @return whether it is the JDK's
     */
    public static boolean isJdk(String className) {
        if (className.startsWith("java.") || className.startsWith("jdk.") || className.startsWith("sun.")) {
            return true;
        }
        if (className.startsWith("com.sun.") && SUN.contains(part(className, 8))) {
            return true;
        }
        if (className.startsWith("javax.") && JAVAX.contains(part(className, 6))) {
            return !className.startsWith("javax.security.jacc.")
                    && !className.startsWith("javax.security.enterprise.")
                    && !className.startsWith("javax.security.auth.message.");
        }
        for (String other : OTHERS) {
            if (className.startsWith(other)) {
                return true;
            }
        }
        return false;
    }

    private static String part(String name, int from) {
        int end = name.indexOf('.', from);
        return end < 0 ? "" : name.substring(from, end);
    }

    /**
     * Appends a frame in a form that development tools link, harmless: {@code io.tid.Game.run(Game.java:12)}, without
     * module and class loader.
     *
     * @param out what to append to
     * @param frame the frame
     * @return {@code out}
     */
    public static StringBuilder append(StringBuilder out, StackTraceElement frame) {
        SafeText.append(out, frame.getClassName()).append('.');
        SafeText.append(out, frame.getMethodName()).append('(');
        if (frame.isNativeMethod()) {
            return out.append("Native Method)");
        }
        String file = frame.getFileName();
        SafeText.append(out, file == null ? "Unknown Source" : file);
        if (frame.getLineNumber() >= 0) {
            out.append(':').append(frame.getLineNumber());
        }
        return out.append(')');
    }

    /**
     * The name of a class without what a code generator numbers anew in each run, so that stacks of two runs can be
     * compared: {@code $Proxy12} is {@code $Proxy*}. The name of a class that somebody wrote stays the same object.
     *
     * @param className the class's name, as in a frame
     * @return the name, the same in every run
     */
    public static String stableName(String className) {
        return GeneratedNames.fold(className);
    }
}
