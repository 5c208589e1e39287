package org.llmtestbench.cli;

import java.time.Duration;
import org.llmtestbench.provider.SettingsLoader;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses durations of the command line in the format of the configuration: {@code 500ms}, {@code 20s}, {@code 2m}. */
final class DurationConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
        return SettingsLoader.duration(text)
                .orElseThrow(
                        () -> new TypeConversionException("'" + text + "' is not a duration such as 500ms, 20s or 2m"));
    }
}
