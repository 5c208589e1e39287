package org.llmtestbench.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Amounts as people read them. */
final class MoneyFormatter {
    private static final MathContext TWO_DIGITS = new MathContext(2, RoundingMode.HALF_UP);

    private MoneyFormatter() {}

    /** To cents from one dollar on, else to two digits that say something, such as {@code 0.000012}. */
    static String rounded(BigDecimal dollars) {
        BigDecimal rounded = dollars.compareTo(BigDecimal.ONE) >= 0
                ? dollars.setScale(2, RoundingMode.HALF_UP)
                : dollars.round(TWO_DIGITS).stripTrailingZeros();
        return rounded.toPlainString();
    }
}
