package org.llmtestbench.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.deployment.configuration.BuildTimeConfigurationReader;
import io.smallrye.config.SmallRyeConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildTimeTest {
    @Test
    void the_file_of_the_developer_is_not_recorded_at_build_time(@TempDir Path home) throws Exception {
        Path file = Files.writeString(home.resolve("mine.toml"), "[providers.mine]\nbase_url = 'http://mine'\n");
        Properties build = new Properties();
        build.setProperty("llm-test-bench.config", file.toString());

        SmallRyeConfig config = new BuildTimeConfigurationReader(getClass().getClassLoader())
                .initConfiguration(build, new Properties(), Map.of("platform.quarkus.native.builder-image", "any"));

        assertThat(config.getConfigSources())
                .extracting(ConfigSource::getName)
                .anyMatch(name -> name.contains("Build system"))
                .doesNotContain(file.toString());
        assertThat(config.getPropertyNames()).noneMatch(name -> name.startsWith("llm-test-bench.providers.mine."));
    }
}
