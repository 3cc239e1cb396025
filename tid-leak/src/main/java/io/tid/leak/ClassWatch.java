package io.tid.leak;

import io.tid.profile.ThreadSnapshot;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * One outermost class with all that is nested in it: when it is closed, no thread of its tests and of itself is left.
 * Tests may run in parallel.
 */
final class ClassWatch implements AutoCloseable {

    private final RunWatch run;
    private final String name;
    private final Label label;
    private final ThreadIds before = ThreadIds.now();
    private final Set<String> issued = ConcurrentHashMap.newKeySet();

    /** By the class or method that they hold for; guarded by itself. */
    private final Map<Object, Rules> rules = new HashMap<>();

    private final Rules own;
    private volatile boolean whole;

    ClassWatch(RunWatch run, ExtensionContext outermost) {
        this.run = run;
        this.name = outermost.getTestClass().map(Class::getName).orElse(outermost.getDisplayName());
        this.own = rules(outermost);
        this.label = new Label(name, own.enabled());
        if (own.enabled()) {
            issued(label);
        }
    }

    Label label() {
        return label;
    }

    boolean isParallel() {
        return run.isParallel();
    }

    /** From now on every test of it is watched, so that a thread without a label is of one of them. */
    void seesWholeClass() {
        whole = own.enabled();
    }

    boolean isEnabled() {
        return own.enabled();
    }

    void issued(Label mine) {
        issued.add(mine.toString());
        run.issued(mine);
    }

    void reported(List<ThreadSnapshot> leaks) {
        run.reported(leaks);
    }

    TestWatch test(ExtensionContext context) {
        ExtensionContext declared = context; // a dynamic test is declared by its factory
        while (declared.getTestClass().isEmpty() && declared.getParent().isPresent()) {
            declared = declared.getParent().get();
        }
        StringBuilder test =
                new StringBuilder(declared.getTestClass().map(Class::getName).orElse(name));
        String method = declared.getTestMethod().map(Method::getName).orElse("");
        test.append('.').append(method);
        if (!context.getDisplayName().equals(method + "()")) {
            test.append(' ').append(context.getDisplayName());
        }
        return new TestWatch(this, rules(declared), test.toString());
    }

    private Rules rules(ExtensionContext context) {
        Object holder = context.getTestMethod().isPresent() ? context.getTestMethod() : context.getTestClass();
        synchronized (rules) {
            return rules.computeIfAbsent(
                    holder, key -> Rules.of(annotations(context), context::getConfigurationParameter));
        }
    }

    /** Of the method and its classes, the innermost first. */
    private static List<VerifyNoThreadLeaks> annotations(ExtensionContext context) {
        List<VerifyNoThreadLeaks> found = new ArrayList<>();
        context.getTestMethod()
                .flatMap(method -> AnnotationSupport.findAnnotation(method, VerifyNoThreadLeaks.class))
                .ifPresent(found::add);
        for (Class<?> type = context.getTestClass().orElse(null); type != null; type = type.getEnclosingClass()) {
            AnnotationSupport.findAnnotation(type, VerifyNoThreadLeaks.class).ifPresent(found::add);
        }
        return found;
    }

    @Override
    public void close() {
        LeakOption ignores = ignores();
        run.ignore(ignores);
        Settings settings = Settings.of(ignores, own.rest());
        settings.among = thread -> !before.contains(thread) && !run.isReported(thread.threadId());
        settings.amongRead = this::isMine;
        Search search = new Search(settings);
        List<ThreadSnapshot> leaks = search.run();
        if (!leaks.isEmpty()) {
            run.reported(leaks);
            throw search.error(leaks, name);
        }
    }

    /** What any of the tests leaves out is left out here, since a thread may have been judged too early for its own. */
    private LeakOption ignores() {
        synchronized (rules) {
            return rules.values().stream().map(Rules::ignores).reduce(LeakOption.none(), LeakOption::and);
        }
    }

    private boolean isMine(ThreadSnapshot thread) {
        String bound = Labels.of(thread);
        return bound == null ? whole && !run.isParallel() : issued.contains(bound);
    }
}
