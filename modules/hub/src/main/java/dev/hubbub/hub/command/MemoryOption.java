// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.command;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The option by which a virtual machine without memory ends: after an OutOfMemoryError any thread may be gone, so a hub
 * that goes on answers some requests and not others. It cannot be set from within.
 */
final class MemoryOption {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryOption.class);
    private static final String NAME = "ExitOnOutOfMemoryError";

    /** Tells the operator when the process would go on. */
    static void warnUnlessSet() {
        if (!isSet()) {
            LOG.warn(
                    "-XX:+{} is not set: a hub without memory goes on, half of it (start it with bin/hubbub, or with that"
                            + " option)",
                    NAME);
        }
    }

    static boolean isSet() {
        HotSpotDiagnosticMXBean machine = machine();
        return machine == null
                || isOn(machine, NAME)
                || isOn(machine, "CrashOnOutOfMemoryError")
                || !machine.getVMOption("OnOutOfMemoryError").getValue().isEmpty();
    }

    private static boolean isOn(HotSpotDiagnosticMXBean machine, String option) {
        return Boolean.parseBoolean(machine.getVMOption(option).getValue());
    }

    /** Null on a virtual machine of another kind. */
    private static @Nullable HotSpotDiagnosticMXBean machine() {
        return ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    }

    private MemoryOption() {}
}
