package org.llmtestbench;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.llmtestbench");

    @Test
    void dependencies_point_from_the_entry_points_to_the_providers() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("cli")
                .definedBy("..llmtestbench.cli..")
                .layer("lambda")
                .definedBy("..llmtestbench.lambda..")
                .layer("function")
                .definedBy("..llmtestbench.function..")
                .layer("telemetry")
                .definedBy("..llmtestbench.telemetry..")
                .layer("report")
                .definedBy("..llmtestbench.report..")
                .layer("suite")
                .definedBy("..llmtestbench.suite..")
                .layer("runner")
                .definedBy("..llmtestbench.runner..")
                .layer("config")
                .definedBy("..llmtestbench.config..")
                .layer("simulator")
                .definedBy("..llmtestbench.simulator..")
                .layer("provider")
                .definedBy("org.llmtestbench.provider")
                .layer("catalog")
                .definedBy("..provider.catalog..")
                .layer("client")
                .definedBy("..provider.client..")
                .layer("openai")
                .definedBy("..provider.openai..")
                .layer("anthropic")
                .definedBy("..provider.anthropic..")
                .whereLayer("cli")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("lambda")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("function")
                .mayOnlyBeAccessedByLayers("cli", "lambda")
                .whereLayer("telemetry")
                .mayOnlyBeAccessedByLayers("cli", "lambda", "function")
                .whereLayer("report")
                .mayOnlyBeAccessedByLayers("telemetry", "cli", "lambda", "function")
                .whereLayer("suite")
                .mayOnlyBeAccessedByLayers("telemetry", "report", "cli", "lambda", "function")
                .whereLayer("runner")
                .mayOnlyBeAccessedByLayers("telemetry", "suite", "report", "cli", "lambda", "function")
                .whereLayer("config")
                .mayOnlyBeAccessedByLayers("suite", "cli", "function")
                .whereLayer("simulator")
                .mayOnlyBeAccessedByLayers("runner", "cli", "function")
                .whereLayer("catalog")
                .mayOnlyBeAccessedByLayers("client", "openai", "anthropic", "config", "suite", "cli", "function")
                .whereLayer("client")
                .mayOnlyBeAccessedByLayers("openai", "anthropic", "function")
                .whereLayer("openai")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("anthropic")
                .mayNotBeAccessedByAnyLayer()
                .check(CLASSES);
    }

    @Test
    void the_provider_api_depends_on_no_other_package() {
        noClasses()
                .that()
                .resideInAPackage("org.llmtestbench.provider")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("org.llmtestbench..").and(resideOutsideOfPackage("org.llmtestbench.provider")))
                .check(CLASSES);
    }

    @Test
    void the_command_line_uses_only_the_server_of_the_function() {
        noClasses()
                .that()
                .resideInAPackage("..cli..")
                .should()
                .dependOnClassesThat(resideInAPackage("org.llmtestbench.function..")
                        .and(resideOutsideOfPackage("org.llmtestbench.function.http")))
                .check(CLASSES);
    }

    @Test
    void the_packages_of_the_function_depend_only_on_its_shared_packages() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("http")
                .definedBy("..function.http..")
                .layer("lambda")
                .definedBy("..llmtestbench.lambda..")
                .layer("routes")
                .definedBy("..function.routes..")
                .layer("completions")
                .definedBy("..function.completions..")
                .layer("runs")
                .definedBy("..function.runs..")
                .layer("auth")
                .definedBy("..function.auth..")
                .layer("limits")
                .definedBy("..function.limits..")
                .layer("types")
                .definedBy("org.llmtestbench.function")
                .whereLayer("http")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("lambda")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("routes")
                .mayOnlyBeAccessedByLayers("http", "lambda")
                .whereLayer("completions")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("runs")
                .mayOnlyBeAccessedByLayers("lambda")
                .whereLayer("auth")
                .mayOnlyBeAccessedByLayers("http", "routes")
                .whereLayer("limits")
                .mayOnlyBeAccessedByLayers("routes", "completions", "runs")
                .whereLayer("types")
                .mayNotAccessAnyLayer()
                .check(CLASSES);
    }

    @Test
    void routes_do_not_depend_on_the_transport() {
        String[] adapters = {"org.llmtestbench.function.http..", "org.llmtestbench.lambda.."};
        noClasses()
                .that(resideInAPackage("org.llmtestbench.function..").and(resideOutsideOfPackages(adapters)))
                .should()
                .dependOnClassesThat(resideInAnyPackage(adapters).or(resideInAnyPackage("io.vertx..", "io.netty..")))
                .check(CLASSES);
    }

    @Test
    void no_two_top_level_classes_share_a_simple_name() {
        Map<String, List<String>> byName = CLASSES.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .collect(groupingBy(JavaClass::getSimpleName, mapping(JavaClass::getName, toList())));
        assertThat(byName.values()).allSatisfy(types -> assertThat(types).hasSize(1));
    }

    @Test
    void the_names_of_exceptions_end_in_exception() {
        classes()
                .that()
                .areAssignableTo(Throwable.class)
                .and()
                .areTopLevelClasses()
                .should()
                .haveSimpleNameEndingWith("Exception")
                .check(CLASSES);
    }

    @Test
    void packages_have_no_cycles() {
        slices().matching("org.llmtestbench.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void the_runner_does_not_depend_on_http_or_the_command_line() {
        noClasses()
                .that()
                .resideInAPackage("..llmtestbench.runner..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx..", "jakarta.ws.rs..", "java.net..", "picocli..")
                .check(CLASSES);
    }

    @Test
    void only_telemetry_depends_on_opentelemetry_and_prometheus() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..telemetry..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.opentelemetry..", "io.prometheus..")
                .check(CLASSES);
    }

    @Test
    void only_the_command_line_uses_the_standard_streams() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..cli..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(CLASSES);
    }

    @Test
    void every_public_type_and_every_package_has_a_description() throws IOException {
        assertThat(sources().filter(ArchitectureTest::hasNoDescription)).isEmpty();
        try (Stream<Path> directories = Files.walk(SOURCES)) {
            assertThat(directories
                            .filter(Files::isDirectory)
                            .filter(directory -> !Files.exists(directory.resolve("package-info.java")))
                            .filter(ArchitectureTest::containsSources))
                    .isEmpty();
        }
    }

    private static boolean hasNoDescription(Path file) {
        List<String> lines = lines(file);
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).matches("public .*(class|record|enum|interface) .*")) {
                int above = i - 1;
                while (above >= 0 && lines.get(above).matches("[@)}\\s].*(?<!\\*/)")) {
                    above--;
                }
                return above < 0 || !lines.get(above).strip().endsWith("*/");
            }
        }
        return false;
    }

    private static boolean containsSources(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.anyMatch(file -> file.toString().endsWith(".java"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Stream<Path> sources() throws IOException {
        return Files.walk(SOURCES).filter(file -> file.toString().endsWith(".java"));
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
