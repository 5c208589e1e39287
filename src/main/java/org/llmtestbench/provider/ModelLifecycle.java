package org.llmtestbench.provider;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/**
 * The lifecycle of a model, as its vendor announced it.
 *
 * @param stage null when nothing is known
 * @param retirementDate the day it stops answering; null when none is announced
 * @param retirementNotSoonerThan the vendor promises not to retire the model before this day; not a scheduled
 *     date; null without a promise
 * @param recommendedReplacement the id of another model; null when the vendor recommends none
 * @param asOf the date of the catalog; null when the values are from the user's configuration
 */
public record ModelLifecycle(
        Stage stage,
        LocalDate retirementDate,
        LocalDate retirementNotSoonerThan,
        String recommendedReplacement,
        LocalDate asOf) {
    /** Nothing is known. */
    public static final ModelLifecycle UNKNOWN = new ModelLifecycle(null, null, null, null, null);

    private static final int WARNING_DAYS = 60;

    /** The stage of a model. */
    public enum Stage {
        /** In service. */
        ACTIVE,
        /** Still answers; the vendor announced its retirement. */
        DEPRECATED,
        /** No longer answers. */
        RETIRED,
        /** On its vendor's price list; its retirement was not checked. */
        LISTED,
        /** Was on an older price list. */
        UNKNOWN;

        /** Returns the value in the catalog, such as {@code active}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Returns the stage with this label; null when there is none. */
        public static Stage of(String label) {
            for (Stage stage : values()) {
                if (stage.label().equals(label)) {
                    return stage;
                }
            }
            return null;
        }
    }

    /** Whether the model is retired on this day, or will be within 60 days. */
    public boolean endsSoon(LocalDate today) {
        return retirementDate == null ? stage == Stage.RETIRED : !retirementDate.isAfter(today.plusDays(WARNING_DAYS));
    }

    /**
     * Returns one line with the retirement date of {@code model}, the source of that date, and the replacement. Empty
     * when the model does not retire soon.
     */
    public Optional<String> warning(String model, LocalDate today) {
        return endsSoon(today)
                ? Optional.of(model
                        + retirement(today)
                        + source()
                        + (recommendedReplacement == null ? "" : " Try " + recommendedReplacement + "."))
                : Optional.empty();
    }

    private String retirement(LocalDate today) {
        if (retirementDate == null) {
            return " is retired";
        }
        return (retirementDate.isBefore(today) ? " was retired on " : " retires on ") + retirementDate;
    }

    private String source() {
        return asOf == null ? " (your configuration)." : " (catalog of " + asOf + ").";
    }
}
