// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.moderation.contacts;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Decides whether a number is that of a telephone, by its digits, how they are grouped, and what stands beside it. */
final class PhoneRules {
    /** Telephone numbers have no more digits (ITU-T E.164). */
    static final int MOST_DIGITS = 15;

    private static final int FEWEST_DIGITS = 7;

    /** With fewer a number without a country is a local one, or none at all. */
    private static final int DIGITS_OF_A_COUNTRY = 9;

    private static final int SPOKEN_GROUPS = 3;

    private final List<NumberGroup> groups;
    private final NumberContext context;
    private final String digits;

    private PhoneRules(List<NumberGroup> groups, NumberContext context) {
        this.groups = groups;
        this.context = context;
        this.digits = groups.stream().map(NumberGroup::digits).collect(Collectors.joining());
    }

    static boolean isPhone(List<NumberGroup> groups, NumberContext context) {
        return new PhoneRules(groups, context).decide();
    }

    private boolean decide() {
        if (digits.length() < FEWEST_DIGITS || digits.length() > MOST_DIGITS || isPattern()) {
            return false;
        }
        if (context.hasPlus()) {
            return digits.length() > FEWEST_DIGITS;
        }
        if (!context.isContact() && (context.isAmount() || context.isPartOfId())) {
            return false;
        }
        long spoken = groups.stream().filter(NumberGroup::isSpoken).count();
        if (spoken >= SPOKEN_GROUPS || isDigitByDigit()) {
            return true;
        }
        return groups.size() == 1 ? isPhoneInOnePart() : isPhoneInParts();
    }

    /** 1234567890, 7777777, 1000000000: examples, repetitions, and round numbers. */
    private boolean isPattern() {
        return isStep(0) || isStep(1) || isStep(-1) || digits.endsWith("00000") || isBinary() || risesEvenly();
    }

    private boolean isStep(int step) {
        return IntStream.range(1, digits.length())
                .allMatch(i -> (digits.charAt(i) - digits.charAt(i - 1) - step) % 10 == 0);
    }

    private boolean isBinary() {
        return digits.chars().allMatch(c -> c == '0' || c == '1');
    }

    private boolean isDigitByDigit() {
        return groups.size() >= FEWEST_DIGITS && groups.stream().allMatch(group -> group.length() == 1);
    }

    private boolean isPhoneInOnePart() {
        if (context.isContact()) {
            return true;
        }
        if (context.isReference() || isTimestamp() || isBookNumber()) {
            return false;
        }
        return switch (digits.length()) {
            case 9 -> digits.startsWith("0");
            case 10, 11, 12, 13 -> true;
            case 14, 15 -> digits.startsWith("00");
            default -> false;
        };
    }

    /** 202611301216, 1795000000, 1795000000123. */
    private boolean isTimestamp() {
        boolean isDate = (digits.startsWith("19") || digits.startsWith("20"))
                && Dates.isMonth(Integer.parseInt(digits.substring(4, 6)))
                && (digits.length() % 2 == 0)
                && Dates.isDay(Integer.parseInt(digits.substring(6, Math.min(8, digits.length()))));
        boolean isUnixTime = (digits.length() == 10 || digits.length() == 13)
                && (digits.startsWith("15")
                        || digits.startsWith("16")
                        || digits.startsWith("17")
                        || digits.startsWith("18"));
        return isDate || isUnixTime;
    }

    private boolean isBookNumber() {
        return digits.length() == 13 && (digits.startsWith("978") || digits.startsWith("979"));
    }

    private boolean isPhoneInParts() {
        if (context.isContact()) {
            return true;
        }
        if (isThousands() || isDotted() || isList() || isBookNumber() || isDocument()) {
            return false;
        }
        return digits.length() >= DIGITS_OF_A_COUNTRY || isLocal();
    }

    /** 12 500 000: but 612 345 678 without dots is how telephone numbers are written in many countries. */
    private boolean isThousands() {
        boolean byThousands = groups.stream().skip(1).allMatch(group -> group.length() == 3)
                && groups.get(0).length() <= 3;
        return byThousands && !(digits.length() == DIGITS_OF_A_COUNTRY && groups.size() == 3 && !isAllDots());
    }

    private boolean isAllDots() {
        return groups.stream().skip(1).allMatch(group -> group.gap().equals("."));
    }

    /** Decimal fractions, coordinates, and addresses of computers. */
    private boolean isDotted() {
        return isAllDots() && (groups.size() == 2 || groups.stream().allMatch(group -> group.value() <= 255));
    }

    private boolean areAllOf(int length) {
        return groups.stream().allMatch(group -> group.length() == length);
    }

    /** Numbers of one length, as on a card, unless five pairs begin with a zero: 06 12 34 56 78. */
    private boolean isList() {
        boolean isFivePairs = digits.length() == 10 && digits.startsWith("0");
        return areAllOf(4) || (areAllOf(2) && !isFivePairs) || areRound();
    }

    /** 100 200 300. */
    private boolean areRound() {
        return groups.stream().allMatch(group -> group.length() > 1 && group.value() % 10 == 0);
    }

    /** 36 38 40 42, one two three. */
    private boolean risesEvenly() {
        int step = groups.size() < 2 ? 0 : groups.get(1).value() - groups.get(0).value();
        return groups.size() > 2
                && IntStream.range(1, groups.size())
                        .allMatch(i -> groups.get(i).value() - groups.get(i - 1).value() == step);
    }

    /** 2026-001234, 4502-938475: a year or a part with a serial number, and what words call a reference. */
    private boolean isDocument() {
        boolean hasYear = groups.size() == 2
                && groups.get(0).length() == 4
                && Dates.isYear(groups.get(0).value());
        boolean hasSerial = groups.size() == 2 || groups.stream().anyMatch(group -> group.length() >= 6);
        return hasYear || (context.isReference() && hasSerial);
    }

    /** 555-12-34. */
    private boolean isLocal() {
        return digits.length() == FEWEST_DIGITS
                && groups.size() == 3
                && groups.get(0).length() == 3
                && groups.stream()
                        .skip(1)
                        .allMatch(group -> group.length() == 2 && group.gap().equals("-"));
    }
}
