package io.tid.leak;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Makes each test's methods run in a context of its own, and has the test watched.
 *
 * <p>The watches are resources in JUnit's stores: JUnit closes them after everything else of the test, the class or the
 * run, and what closing throws is a failure of that.
 *
 * <p>A test's context is bound from before its {@code @BeforeEach} methods to after its {@code @AfterEach} methods as one
 * scope, so that scopes which the former open and the latter close are inside it. The class's is bound in the same way,
 * but where tests run in parallel around single methods only: JUnit makes workers in between, and those would inherit it.
 */
abstract class LeakExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, InvocationInterceptor {

    private static final Namespace OURS = Namespace.create(LeakExtension.class);

    private static final Object CREATION = new Object();

    LeakExtension() {}

    @Override
    public void beforeAll(ExtensionContext context) {
        Label.dropInherited();
        ClassWatch watch = watchOfClass(context);
        if (context.equals(outermost(context))) {
            watch.seesWholeClass();
        }
        if (!watch.isParallel() && local(context, Label.Bound.class) == null) {
            put(context, Label.Bound.class, watch.label().bind());
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        unbind(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (local(context, TestWatch.class) == null) {
            put(context, Label.Bound.class, watch(context).label().bind());
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        unbind(context);
    }

    private static void unbind(ExtensionContext context) {
        Label.Bound bound = local(context, Label.Bound.class);
        if (bound != null) {
            bound.close();
        }
    }

    @Override
    public void interceptDynamicTest(
            Invocation<@Nullable Void> invocation, DynamicTestInvocationContext dynamic, ExtensionContext context)
            throws Throwable {
        if (local(context, TestWatch.class) == null) {
            inside(watch(context).label(), invocation);
        } else {
            invocation.proceed();
        }
    }

    @Override
    public <T extends @Nullable Object> T interceptTestClassConstructor(
            Invocation<T> invocation, ReflectiveInvocationContext<Constructor<T>> constructor, ExtensionContext context)
            throws Throwable {
        return inside(watchOfClass(context).label(), invocation);
    }

    @Override
    public void interceptBeforeAllMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        aroundClassMethod(invocation, context);
    }

    @Override
    public void interceptAfterAllMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        aroundClassMethod(invocation, context);
    }

    private static void aroundClassMethod(Invocation<@Nullable Void> invocation, ExtensionContext context)
            throws Throwable {
        if (local(context, Label.Bound.class) == null) {
            inside(watchOfClass(context).label(), invocation);
        } else {
            invocation.proceed(); // bound already
        }
    }

    @SuppressWarnings("try") // bound is all that it is for
    private static <T extends @Nullable Object> T inside(Label label, Invocation<T> invocation) throws Throwable {
        try (Label.Bound bound = label.bind()) {
            return invocation.proceed();
        }
    }

    /** Makes the test's watch, which JUnit closes with the context. */
    private static TestWatch watch(ExtensionContext context) {
        TestWatch watch = watchOfClass(context).test(context);
        put(context, TestWatch.class, watch);
        return watch;
    }

    private static ClassWatch watchOfClass(ExtensionContext context) {
        ExtensionContext outermost = outermost(context);
        synchronized (CREATION) {
            RunWatch run = local(context.getRoot(), RunWatch.class);
            if (run == null) {
                run = new RunWatch(context);
                put(context.getRoot(), RunWatch.class, run);
            }
            ClassWatch watch = local(outermost, ClassWatch.class);
            if (watch == null) {
                watch = new ClassWatch(run, outermost);
                put(outermost, ClassWatch.class, watch);
            }
            return watch;
        }
    }

    private static ExtensionContext outermost(ExtensionContext context) {
        ExtensionContext outermost = context;
        for (ExtensionContext parent = context.getParent().orElse(null);
                parent != null && parent.getTestClass().isPresent();
                parent = parent.getParent().orElse(null)) {
            outermost = parent;
        }
        return outermost;
    }

    private static <T> void put(ExtensionContext context, Class<T> type, T watch) {
        context.getStore(OURS).put(new Key(type, context.getUniqueId()), watch);
    }

    /** What this context has itself: a store also answers what its parents have, so the key tells them apart. */
    private static <T> @Nullable T local(ExtensionContext context, Class<T> type) {
        Store store = context.getStore(OURS);
        return store.get(new Key(type, context.getUniqueId()), type);
    }

    private record Key(Class<?> type, String contextId) {}
}
