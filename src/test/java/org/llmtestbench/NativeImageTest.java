package org.llmtestbench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.knuddels.jtokkit.api.EncodingType;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The configuration of the native image: types that are accessed by reflection, and resources. */
class NativeImageTest {
    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final Path REFLECTION =
            RESOURCES.resolve("META-INF/native-image/org.llmtestbench/llm-test-bench/reflect-config.json");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.llmtestbench");

    @Test
    void exactly_the_types_that_picocli_and_jackson_reflect_on_are_registered() throws IOException {
        List<String> registered = new ArrayList<>();
        for (JsonNode entry : new ObjectMapper().readTree(REFLECTION.toFile())) {
            registered.add(entry.path("name").asText());
            assertThat(entry.path("allDeclaredConstructors").asBoolean()).isTrue();
            assertThat(entry.path("allDeclaredMethods").asBoolean()).isTrue();
            assertThat(entry.path("allDeclaredFields").asBoolean()).isTrue();
            assertThat(entry.path("allRecordComponents").asBoolean()).isTrue();
        }
        assertThat(registered).containsExactlyElementsOf(typesForReflection());
    }

    /** Returns all types of the command line, and all JSON records with the types of their components. */
    private static Set<String> typesForReflection() {
        Set<JavaClass> found = new TreeSet<>((a, b) -> a.getName().compareTo(b.getName()));
        for (JavaClass type : CLASSES) {
            if (usesPicocli(type) || isMixin(type)) {
                found.add(type);
            }
            if (type.isRecord() && isWrittenAsJson(type)) {
                addWithComponents(type, found);
            }
            deserializers(type).forEach(found::add);
        }
        Set<String> names = new TreeSet<>();
        found.forEach(type -> names.add(type.getName()));
        return names;
    }

    /** Returns the deserializers in annotations: Jackson creates them by reflection. */
    private static Stream<JavaClass> deserializers(JavaClass type) {
        return Stream.concat(Stream.of(type), type.getFields().stream())
                .flatMap(element -> element.getAnnotations().stream())
                .filter(annotation -> annotation.getRawType().getName().endsWith(".JsonDeserialize"))
                .flatMap(annotation -> annotation.get("using").stream())
                .map(JavaClass.class::cast);
    }

    private static boolean usesPicocli(JavaClass type) {
        return type.getAnnotations().stream().anyMatch(a -> isPicocliType(a.getRawType()))
                || type.getMembers().stream()
                        .flatMap(member -> member.getAnnotations().stream())
                        .anyMatch(a -> isPicocliType(a.getRawType()))
                || type.getAllRawInterfaces().stream().anyMatch(NativeImageTest::isPicocliType)
                || type.getPackageName().endsWith(".cli") && type.isAssignableTo(Iterable.class);
    }

    private static boolean isPicocliType(JavaClass type) {
        return type.getName().startsWith("picocli.");
    }

    private static boolean isMixin(JavaClass type) {
        return type.isInterface() && type.isAnnotatedWith("com.fasterxml.jackson.annotation.JsonIgnoreProperties");
    }

    /** All records of a dialect, the rows of listings, and types with a Jackson annotation. */
    private static boolean isWrittenAsJson(JavaClass type) {
        return type.getPackageName().matches(".*\\.provider\\.(openai|anthropic)")
                || type.getSimpleName().equals("Row")
                || type.getAnnotations().stream()
                        .anyMatch(a -> a.getRawType().getPackageName().startsWith("com.fasterxml.jackson"));
    }

    private static void addWithComponents(JavaClass type, Set<JavaClass> found) {
        if (type.getPackageName().startsWith("org.llmtestbench") && found.add(type) && type.isRecord()) {
            type.getFields().stream()
                    .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                    .flatMap(field -> field.getType().getAllInvolvedRawTypes().stream())
                    .forEach(component -> addWithComponents(component, found));
        }
    }

    @Test
    void every_resource_that_is_read_is_in_the_image() throws IOException {
        try (Stream<Path> files = Files.walk(RESOURCES)) {
            List<Path> read = new ArrayList<>(files.filter(Files::isRegularFile)
                    .map(RESOURCES::relativize)
                    .filter(file -> !file.startsWith("META-INF"))
                    .toList());
            Stream.of(EncodingType.O200K_BASE, EncodingType.CL100K_BASE)
                    .map(type -> Path.of("com/knuddels/jtokkit/" + type.getName() + ".tiktoken"))
                    .peek(file -> assertThat(getClass().getResource("/" + file)).isNotNull())
                    .forEach(read::add);

            assertThat(read)
                    .hasSizeGreaterThan(4)
                    .allSatisfy(file -> assertThat(includedResources()).anyMatch(glob -> glob.matches(file)));
        }
    }

    private static List<PathMatcher> includedResources() throws IOException {
        Properties properties = new Properties();
        try (var in = Files.newInputStream(RESOURCES.resolve("application.properties"))) {
            properties.load(in);
        }
        return Arrays.stream(properties
                        .getProperty("quarkus.native.resources.includes")
                        .split(","))
                .map(glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob))
                .toList();
    }
}
