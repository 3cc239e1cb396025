package io.tid.profile;

/** Says what of the JDK it may use, and stands alone, so that a jar of this one class runs. */
final class AotProgram {

    private AotProgram() {}

    public static void main(String[] args) {
        Module base = Object.class.getModule();
        Module own = AotProgram.class.getModule();
        System.out.println("threads: " + base.isExported("jdk.internal.vm", own));
        System.out.println("contexts: " + base.isOpen("java.lang", own));
    }
}
