package io.tid.example;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.tid.Tid;
import org.junit.jupiter.api.Test;

/** The house's rules, over all modules: which way arrows run, and what nobody may touch. */
class HouseTest {

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.tid");
    private static final String[] LIBRARIES = {"io.tid", "io.tid.log4j"};

    @Test
    void shouldSeeEveryModule() {
        assertThat(HOUSE)
                .extracting(JavaClass::getPackageName)
                .contains("io.tid", "io.tid.log4j", "io.tid.jmh", "io.tid.example");
    }

    @Test
    void shouldRunArrowsOneWay() {
        noClasses()
                .that()
                .resideInAPackage("io.tid")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.tid.*..", "org.apache.logging..")
                .check(HOUSE);
        noClasses()
                .that()
                .resideInAnyPackage(LIBRARIES)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.tid.jmh..", "io.tid.example..", "picocli..")
                .check(HOUSE);
        noClasses()
                .that()
                .resideInAPackage("io.tid.jmh..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.tid.example..")
                .check(HOUSE);
        slices().matching("io.tid.(**)").should().beFreeOfCycles().check(HOUSE);
    }

    @Test
    void shouldNeverAskWhoIsRunningNowWhereAnEventIsWritten() {
        noClasses()
                .that()
                .resideInAPackage("io.tid.log4j")
                .should()
                .callMethod(Thread.class, "currentThread")
                .orShould()
                .callMethod(Tid.class, "current")
                .orShould()
                .callMethod(Tid.class, "label")
                .orShould()
                .callMethod(Tid.class, "slot")
                .check(HOUSE);
    }

    @Test
    void shouldTouchNeitherUnsafeNorTheJvmsInternalsNorTheDumperThatCrashes() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("sun.misc..", "jdk.internal..")
                .orShould()
                .dependOnClassesThat()
                .haveSimpleName("HotSpotDiagnosticMXBean")
                .check(HOUSE);
    }

    @Test
    void shouldKeepAThreadLocalInSlotsOnly() {
        fields().that()
                .haveRawType(DescribedPredicate.describe(
                        "a ThreadLocal", (JavaClass type) -> type.isAssignableTo(ThreadLocal.class)))
                .and()
                .areDeclaredInClassesThat()
                .resideInAnyPackage(LIBRARIES)
                .should()
                .beDeclaredInClassesThat()
                .haveSimpleName("Slots")
                .check(HOUSE);
    }

    @Test
    void shouldHaveFewPublicTypesAllFinal() {
        classes()
                .that()
                .resideInAnyPackage(LIBRARIES)
                .and()
                .arePublic()
                .and()
                .areNotInterfaces()
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(HOUSE);
        assertThat(HOUSE.that(DescribedPredicate.describe(
                        "public types of the libraries",
                        type -> type.getModifiers().contains(JavaModifier.PUBLIC)
                                && type.getPackageName().matches("io\\.tid(\\.log4j)?"))))
                .hasSizeBetween(4, 20);
    }

    @Test
    void shouldNamePackagesByWhatTheyDo() {
        classes()
                .should()
                .resideOutsideOfPackages("..util..", "..common..", "..impl..", "..helper..", "..manager..")
                .check(HOUSE);
    }
}
