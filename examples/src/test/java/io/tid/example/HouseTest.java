package io.tid.example;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.tid.Tid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The house's rules, over all modules: which way arrows run, and what nobody may touch. */
class HouseTest {

    private static final Set<String> LIBRARIES =
            Set.of("io.tid", "io.tid.log4j", "io.tid.profile", "io.tid.leak", "io.tid.executor");

    /** What each package may use of the others. What is not named here has no place in the house yet. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            entry("io.tid", "io.tid.bridge", "io.tid.text"),
            entry("io.tid.bridge"),
            entry("io.tid.text"),
            entry("io.tid.micrometer", "io.tid", "io.tid.bridge"),
            entry("io.tid.log4j", "io.tid", "io.tid.bridge", "io.tid.text"),
            entry("io.tid.profile", "io.tid", "io.tid.bridge", "io.tid.text"),
            entry("io.tid.executor", "io.tid", "io.tid.text"),
            entry("io.tid.leak", "io.tid", "io.tid.profile", "io.tid.text"),
            entry("io.tid.cli", "io.tid", "io.tid.profile", "io.tid.text"),
            Map.entry("io.tid.jmh", LIBRARIES),
            Map.entry("io.tid.example", LIBRARIES));

    private static Map.Entry<String, Set<String>> entry(String from, String... to) {
        return Map.entry(from, Set.of(to));
    }

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.tid");

    private static final JavaClasses WRITTEN = HOUSE.that(
            describe("written by hand", type -> !type.getPackageName().contains("jmh_generated")));

    private static final String[] LIBRARY_PACKAGES = LIBRARIES.toArray(String[]::new);

    /** The package of {@link #ARROWS} that a package belongs to: itself, or what stands before its last dots. */
    private static String place(String packageName) {
        String place = packageName;
        while (!ARROWS.containsKey(place) && place.contains(".")) {
            place = place.substring(0, place.lastIndexOf('.'));
        }
        return place.equals("io.tid") ? packageName : place; // io.tid is a neighbour of the others, not their parent
    }

    private static boolean isOurs(JavaClass type) {
        return (type.getPackageName() + ".").startsWith("io.tid.");
    }

    @Test
    void shouldSeeEveryPackageThatHasSources() throws IOException {
        Path root = Path.of("..");
        try (Stream<Path> modules = Files.list(root)) {
            List<Path> sources = modules.map(module -> module.resolve(Path.of("src", "main", "java")))
                    .filter(Files::isDirectory)
                    .toList();
            assertThat(sources).hasSizeGreaterThanOrEqualTo(4);
            for (Path source : sources) {
                assertThat(packagesOf(WRITTEN))
                        .as("add the module to the tests of examples")
                        .containsAll(packages(source));
            }
        }
    }

    private static Set<String> packages(Path source) throws IOException {
        try (Stream<Path> files = Files.walk(source)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("module-info.java"))
                    .map(file -> source.relativize(file.getParent()).toString().replaceAll("[/\\\\]", "."))
                    .collect(Collectors.toSet());
        }
    }

    private static Set<String> packagesOf(JavaClasses types) {
        return types.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());
    }

    @Test
    void shouldHaveAPlaceForEveryPackage() {
        assertThat(packagesOf(HOUSE))
                .contains("io.tid", "io.tid.log4j")
                .extracting(HouseTest::place)
                .isSubsetOf(ARROWS.keySet());
    }

    @Test
    void shouldRunArrowsOneWay() {
        List<String> wrong = HOUSE.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(arrow -> isOurs(arrow.getTargetClass().getBaseComponentType()))
                .filter(arrow -> !isAllowed(arrow))
                .map(Dependency::getDescription)
                .toList();

        assertThat(wrong).isEmpty();
    }

    private static boolean isAllowed(Dependency arrow) {
        String from = place(arrow.getOriginClass().getPackageName());
        String to = place(arrow.getTargetClass().getBaseComponentType().getPackageName());
        return from.equals(to) || ARROWS.getOrDefault(from, Set.of()).contains(to);
    }

    @Test
    void shouldRunNoArrowsInCircles() {
        slices().assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass type) {
                        return SliceIdentifier.of(type.getPackageName());
                    }

                    @Override
                    public String getDescription() {
                        return "packages";
                    }
                })
                .should()
                .beFreeOfCycles()
                .check(WRITTEN);
    }

    @Test
    void shouldAskNoLoggerOrCommandLineOfTheCore() {
        noClasses()
                .that()
                .resideInAPackage("io.tid")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.logging..", "picocli..")
                .check(HOUSE);
    }

    @Test
    void shouldNeverAskWhoIsRunningNowWhereAnEventIsWritten() {
        noClasses()
                .that()
                .resideInAPackage("io.tid.log4j..")
                .and()
                .doNotHaveSimpleName("BufferPool") // begins its search at a place of the caller's, and writes nothing
                .and()
                .doNotHaveSimpleName("TidThreadContextMap") // it is asked when an event is made, by who makes it
                .should()
                .accessTargetWhere(describe("asks who is running now", HouseTest::asksWhoIsRunning))
                .check(HOUSE);
    }

    /** Calls and method references alike. */
    private static boolean asksWhoIsRunning(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        boolean ofTid = owner.isEquivalentTo(Tid.class)
                && access.getTarget() instanceof CodeUnitAccessTarget
                && ((CodeUnitAccessTarget) access.getTarget())
                        .getRawParameterTypes()
                        .isEmpty();
        return ofTid || (owner.isEquivalentTo(Thread.class) && access.getName().equals("currentThread"));
    }

    @Test
    void shouldTouchNeitherUnsafeNorTheDumperThatCrashes() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.tid.jmh.ProfileRun") // its figure beside ours, on JDK 21 only
                .should()
                .dependOnClassesThat()
                .haveNameMatching("(sun\\.misc|jdk\\.internal\\.misc)\\.Unsafe|.*\\.HotSpotDiagnosticMXBean(\\$.*)?")
                .check(WRITTEN);
    }

    @Test
    void shouldKeepThreadLocalsWhereTheDesignHasThem() {
        fields().that()
                .haveRawType(describe("a ThreadLocal", (JavaClass type) -> type.isAssignableTo(ThreadLocal.class)))
                .and()
                .areDeclaredInClassesThat()
                .resideInAnyPackage(LIBRARY_PACKAGES)
                .should()
                .beDeclaredInClassesThat()
                .haveNameMatching("io\\.tid\\.(Slots|Binding)")
                .check(HOUSE);
    }

    @Test
    void shouldLetNobodyExtendWhatIsPublic() {
        classes()
                .that()
                .resideInAnyPackage(LIBRARY_PACKAGES)
                .and()
                .arePublic()
                .and()
                .areTopLevelClasses()
                .and()
                .areNotInterfaces()
                .and()
                .areNotEnums()
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(HOUSE);
    }

    /** What a user of one module has to learn, nested types too; log4j's are opened, not exported. */
    @Test
    void shouldHaveFewerThanTwelvePublicTypesInEachModule() {
        for (String module : List.of("io.tid", "io.tid.profile", "io.tid.leak")) {
            assertThat(HOUSE.stream()
                            .filter(type -> module.equals(type.getPackageName()))
                            .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC)))
                    .as(module)
                    .hasSizeBetween(2, 11);
        }
    }

    @Test
    void shouldNamePackagesByWhatTheyDo() {
        classes()
                .should()
                .resideOutsideOfPackages("..util..", "..common..", "..impl..", "..helper..", "..manager..")
                .check(HOUSE);
    }
}
