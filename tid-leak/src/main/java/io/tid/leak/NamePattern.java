package io.tid.leak;

/** A name that has to be met exactly, or a beginning and {@code *}. */
final class NamePattern {

    private final String option;
    private final String text;
    private final String beginning;
    private final boolean exact;

    private NamePattern(String option, String text) {
        this.option = option;
        this.text = text;
        this.exact = !text.endsWith("*");
        this.beginning = exact ? text : text.substring(0, text.length() - 1);
        if (beginning.isEmpty() || beginning.indexOf('*') >= 0) {
            throw new IllegalArgumentException(
                    "must be a name, or the beginning of one and a single * at its end: " + this);
        }
    }

    static NamePattern of(String option, String text) {
        return new NamePattern(option, text);
    }

    boolean matches(String name) {
        return exact ? name.equals(beginning) : name.startsWith(beginning);
    }

    @Override
    public String toString() {
        return option + "(\"" + Visible.of(text) + "\")";
    }
}
