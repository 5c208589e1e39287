package org.llmtestbench.provider;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/**
 * How long a model will answer, as far as its vendor said.
 *
 * @param stage null when nothing is known
 * @param retirementDate the day it stops answering; null when none is announced
 * @param retirementNotSoonerThan what the vendor promised, which is not a scheduled date; null without a promise
 * @param recommendedReplacement the id of a model; null when the vendor named none
 * @param asOf the date of the catalogue that says so; null when the user's own configuration does
 */
public record ModelLifecycle(
        Stage stage,
        LocalDate retirementDate,
        LocalDate retirementNotSoonerThan,
        String recommendedReplacement,
        LocalDate asOf) {
    /** Nothing is known. */
    public static final ModelLifecycle UNKNOWN = new ModelLifecycle(null, null, null, null, null);

    private static final int SOON_DAYS = 60;

    /** Where a model stands in its life. */
    public enum Stage {
        /** In service. */
        ACTIVE,
        /** Still answers; its retirement is announced. */
        DEPRECATED,
        /** Does not answer any more. */
        RETIRED,
        /** On its vendor's price list; nobody looked whether it retires. */
        LISTED,
        /** Was on an older price list. */
        UNKNOWN;

        /** The word in the catalogue, such as {@code active}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Stage of(String label) {
            for (Stage stage : values()) {
                if (stage.label().equals(label)) {
                    return stage;
                }
            }
            return null;
        }
    }

    /** Whether it is retired on this day, or will be within 60 days of it. */
    public boolean endsSoon(LocalDate today) {
        return retirementDate == null ? stage == Stage.RETIRED : !retirementDate.isAfter(today.plusDays(SOON_DAYS));
    }

    /** One line that says when {@code model} ends, who says so, and what to take instead; empty while there is time. */
    public Optional<String> caution(String model, LocalDate today) {
        return endsSoon(today)
                ? Optional.of(model
                        + end(today)
                        + source()
                        + (recommendedReplacement == null ? "" : " Try " + recommendedReplacement + "."))
                : Optional.empty();
    }

    private String end(LocalDate today) {
        if (retirementDate == null) {
            return " is retired";
        }
        return (retirementDate.isBefore(today) ? " was retired on " : " retires on ") + retirementDate;
    }

    private String source() {
        return asOf == null ? " (your configuration)." : " (catalogue of " + asOf + ").";
    }
}
