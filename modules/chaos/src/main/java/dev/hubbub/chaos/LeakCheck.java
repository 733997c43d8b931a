// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos;

import dev.hubbub.chaos.check.Findings;
import dev.hubbub.chaos.check.Violation;
import java.util.regex.Pattern;

/**
 * Whether a hub is back where it was before the clients came. Memory is reported and not judged: a virtual machine gives
 * it back when it likes.
 */
final class LeakCheck {
    /** A hub opens a few files and connections of its own while it works. */
    private static final long OWN_DESCRIPTORS = 64;

    static void processes(ProcessWatch before, ProcessWatch after, Findings findings) {
        after.held().forEach((name, now) -> {
            ProcessWatch.Held then = before.held().get(name);
            if (then != null && now.descriptors() > then.descriptors() + OWN_DESCRIPTORS) {
                findings.found(
                        Violation.LEAK,
                        name + " holds " + now.descriptors() + " descriptors, and " + then.descriptors() + " before");
            }
        });
    }

    /** {@code judged} are the gauges that must go back. */
    static void gauges(Gauges before, Gauges after, Pattern judged, Findings findings) {
        after.values().forEach((name, now) -> {
            double then = before.values().getOrDefault(name, 0.0);
            if (judged.matcher(name).find() && now > then) {
                findings.found(Violation.LEAK, name + " is " + now + ", and was " + then + " before");
            }
        });
    }

    private LeakCheck() {}
}
