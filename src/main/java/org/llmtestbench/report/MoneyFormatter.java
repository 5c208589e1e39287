package org.llmtestbench.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Formats amounts of money for people. */
final class MoneyFormatter {
    private static final MathContext TWO_SIGNIFICANT_DIGITS = new MathContext(2, RoundingMode.HALF_UP);

    private MoneyFormatter() {}

    /** Rounds to cents from one dollar on, and to two significant digits below, such as {@code 0.000012}. */
    static String rounded(BigDecimal dollars) {
        BigDecimal rounded = dollars.compareTo(BigDecimal.ONE) >= 0
                ? dollars.setScale(2, RoundingMode.HALF_UP)
                : dollars.round(TWO_SIGNIFICANT_DIGITS).stripTrailingZeros();
        return rounded.toPlainString();
    }
}
