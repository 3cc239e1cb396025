package io.tid.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FramesTest {

    private static StackTraceElement frame(@Nullable String module, String className) {
        return new StackTraceElement(null, module, null, className, "run", "A.java", 12);
    }

    @Test
    void shouldFindTheSameByPackageAsByModuleForAllOfThisJdk() {
        List<String> wrong = ModuleFinder.ofSystem().findAll().stream()
                .filter(module -> Frames.isJdk(frame(module.descriptor().name(), "A")))
                .flatMap(FramesTest::classes)
                .filter(name -> !Frames.isJdk(frame(null, name)))
                .toList();

        assertThat(wrong).isEmpty();
    }

    private static Stream<String> classes(ModuleReference module) {
        try (ModuleReader reader = module.open();
                Stream<String> resources = reader.list()) {
            return resources
                    .filter(name -> name.endsWith(".class") && name.contains("/"))
                    .map(name -> name.replace('/', '.').substring(0, name.length() - ".class".length()))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void shouldFindTheModulesOfThisJvmsFrames() {
        StackTraceElement[] stack = new Throwable().getStackTrace();

        assertThat(Frames.isJdk(stack[0])).isFalse();
        assertThat(stack).anyMatch(frame -> frame.getClassName().startsWith("java.") && Frames.isJdk(frame));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.tid.Game",
                "Game",
                "com.sun.jna.Native",
                "com.sun.mail.smtp.SMTPTransport",
                "com.sun.xml.bind.v2.A",
                "com.sun.faces.A",
                "com.sun.A",
                "javax.servlet.http.HttpServlet",
                "javax.inject.A",
                "javax.annotation.A",
                "javax.persistence.A",
                "javax.xml.bind.JAXB",
                "javax.ws.rs.A",
                "javax.transaction.UserTransaction",
                "jakarta.A",
                "javax.security.jacc.A",
                "javax.cache.A",
                "javanese.A",
                "sunny.A",
                "jdkx.A",
                "org.w3c.A",
                "org.xml.A"
            })
    void shouldTakeNoOtherCodeForTheJdks(String className) {
        assertThat(Frames.isJdk(frame(null, className))).isFalse();
    }

    @Test
    void shouldBelieveTheModuleMoreThanThePackage() {
        assertThat(Frames.isJdk(frame("com.sun.mail", "com.sun.net.A"))).isFalse();
        assertThat(Frames.isJdk(frame("java.base", "A"))).isTrue();
    }

    @Test
    void shouldWriteFramesAsDevelopmentToolsLinkThem() {
        assertThat(Frames.append(new StringBuilder(), frame("java.base", "java.lang.Thread")))
                .hasToString("java.lang.Thread.run(A.java:12)");
        assertThat(text(new StackTraceElement("A", "m", null, -1))).isEqualTo("A.m(Unknown Source)");
        assertThat(text(new StackTraceElement("A", "m", "A.java", -1))).isEqualTo("A.m(A.java)");
        assertThat(text(new StackTraceElement("A", "m", "A.java", -2))).isEqualTo("A.m(Native Method)");
        assertThat(text(new StackTraceElement("A\n", "m\u001b", "\u202e", 1)))
                .isEqualTo("A\\u000a.m\\u001b(\\u202e:1)");
    }

    private static String text(StackTraceElement frame) {
        return Frames.append(new StringBuilder(), frame).toString();
    }

    @ParameterizedTest
    @CsvSource({
        "$Proxy12, $Proxy*",
        "com.sun.proxy.$Proxy0, com.sun.proxy.$Proxy*",
        "jdk.proxy2.$Proxy31, jdk.proxy*.$Proxy*",
        "a.Foo$$Lambda/0x00007f1c0400a000, a.Foo$$Lambda*",
        "a.Foo$$Lambda$14/0x0000000800c03000, a.Foo$$Lambda*",
        "a.Foo$$Lambda$14/1234567, a.Foo$$Lambda*",
        "a.Foo$$Lambda$14, a.Foo$$Lambda*",
        "a.Foo$Bar$$Lambda+0x00007f1c0400a000, a.Foo$Bar$$Lambda*",
        "java.lang.invoke.LambdaForm$MH/0x00007f1c0400a000, java.lang.invoke.LambdaForm$MH/*",
        "java.lang.invoke.LambdaForm$DMH/1324119927, java.lang.invoke.LambdaForm$DMH/*",
        "a.Foo/0x00007f1c0400a000, a.Foo/*",
        "a.Foo+0x00007f1c0400a000, a.Foo+*",
        "jdk.internal.reflect.GeneratedMethodAccessor12, jdk.internal.reflect.GeneratedMethodAccessor*",
        "sun.reflect.GeneratedConstructorAccessor3, sun.reflect.GeneratedConstructorAccessor*",
        "jdk.internal.reflect.GeneratedSerializationConstructorAccessor3, jdk.internal.reflect.GeneratedSerializationConstructorAccessor*",
        "a.Foo$$EnhancerBySpringCGLIB$$1a2b3c, a.Foo$$EnhancerBySpringCGLIB$$*",
        "a.Foo$$EnhancerBySpringCGLIB$$1a2b3c_2, a.Foo$$EnhancerBySpringCGLIB$$*",
        "a.Foo$$FastClassBySpringCGLIB$$e3, a.Foo$$FastClassBySpringCGLIB$$*",
        "a.Foo$$EnhancerBySpringCGLIB$$1a$$FastClassBySpringCGLIB$$2b, a.Foo$$EnhancerBySpringCGLIB$$*$$FastClassBySpringCGLIB$$*",
        "a.Foo$$SpringCGLIB$$0, a.Foo$$SpringCGLIB$$*",
        "a.Foo$$SpringCGLIB$$FastClass$$1, a.Foo$$SpringCGLIB$$FastClass$$*",
        "a.Foo$$EnhancerByCGLIB$$8a7f, a.Foo$$EnhancerByCGLIB$$*",
        "a.Foo$$KeyFactoryByCGLIB$$8a7f, a.Foo$$KeyFactoryByCGLIB$$*",
        "a.Foo$$EnhancerByGuice$$123456, a.Foo$$EnhancerByGuice$$*",
        "a.Foo$ByteBuddy$AbC123xy, a.Foo$ByteBuddy$*",
        "a.Foo$ByteBuddy$AbC123xy$auxiliary$Zz0Zz0Zz, a.Foo$ByteBuddy$*$auxiliary$*",
        "a.Foo$HibernateProxy$AbC123xy, a.Foo$HibernateProxy$*",
        "a.Foo$HibernateInstantiator$AbC123xy, a.Foo$HibernateInstantiator$*",
        "a.Foo$MockitoMock$123, a.Foo$MockitoMock$*",
        "a.Foo$MockitoMock$123$auxiliary$AbC123xy, a.Foo$MockitoMock$*$auxiliary$*",
        "a.Foo$$$EasyMock$1, a.Foo$$$EasyMock$*",
        "a.Foo_$$_jvst2f_0, a.Foo_$$_jvst*",
        "a.Foo_$$_jvst9cb_1a, a.Foo_$$_jvst*",
        "a.Foo_$$_javassist_12, a.Foo_$$_javassist_*",
        "a.Foo$$OwbNormalScopeProxy0, a.Foo$$OwbNormalScopeProxy*",
        "user$fn__1234, user$fn__*",
        "user$eval__1234$fn__7, user$eval__*$fn__*"
    })
    void shouldFoldWhatGeneratorsNumber(String name, String folded) {
        assertThat(Frames.stableName(name)).isEqualTo(folded);
        assertThat(Frames.stableName(folded)).as("once more").isEqualTo(folded);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Java8Util$1",
                "Foo$$Bar",
                "Foo$$Bar$$add",
                "Foo$$1a2b",
                "a.Proxy12",
                "a.Foo$Proxy12",
                "a.Foo$1$2",
                "a.$ProxyFactory",
                "jdk.proxy.A",
                "a.GeneratedMethodAccessor12",
                "a.GeneratedType1",
                "a.Foo$ByteBuddy$Short",
                "a.Foo$ByteBuddy$LongerThanEight",
                "a.Foo$HibernateProxy",
                "a.Foo$auxiliary",
                "a.Lambda$14",
                "a.Foo_12",
                "a.Foo__12",
                "a.Foo$Generated1",
                "a.EnhancerBySpringCGLIB",
                "java.lang.invoke.LambdaForm$MH",
                "java.lang.Thread",
                "a.Sha256",
                "a.Foo$MockitoMock$x1",
                "scala.Foo$$anonfun$1",
                ""
            })
    void shouldKeepWhatSomebodyWrote(String name) {
        assertThat(Frames.stableName(name)).isSameAs(name);
    }

    @Test
    void shouldFoldTheProxiesAndLambdasOfThisJvm() {
        Runnable lambda = () -> {};
        Object proxy = Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Runnable.class}, (self, method, arguments) -> null);
        Set<String> names = Set.of(lambda.getClass().getName(), proxy.getClass().getName());

        assertThat(names.stream().map(Frames::stableName).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(getClass().getName() + "$$Lambda*", "jdk.proxy*.$Proxy*");
    }
}
