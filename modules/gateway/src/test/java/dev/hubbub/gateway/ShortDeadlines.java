// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway;

import dev.hubbub.contract.json.Json;
import dev.hubbub.gateway.config.Deadlines;
import dev.hubbub.gateway.config.Deadlines.Periods;
import io.vertx.core.json.JsonObject;

/**
 * As short as a busy machine allows. A test that waits until a time is over makes that one shorter still; the full run
 * waits as long as the gateway does.
 */
public final class ShortDeadlines {
    private static final boolean FULL = Boolean.getBoolean("hubbub.full");

    /** Long: tests open sockets that say nothing, and no machine is so slow. */
    private static final long GREETING = 30_000;

    /** How often sessions are looked at in a hub. */
    public static final long USUAL_SWEEP = Deadlines.STANDARD.periods().sweep();

    /** For tests that do not wait until a time is over. */
    public static final Deadlines USUAL = FULL
            ? but(but(Deadlines.STANDARD, "periods", Json.write(new Periods(100, USUAL_SWEEP))), "greeting", GREETING)
            : new Deadlines(3_000, 3_000, 2_000, 1_000, 3_000, 2_000, 1_000, GREETING, 100, new Periods(100, 50));

    /** The same, but for one. */
    public static Deadlines but(String name, long millis) {
        return FULL && !name.equals("greeting") ? USUAL : but(USUAL, name, millis);
    }

    /** The same, with the pace of a hub, in which all users are asked about once in a while. */
    public static Deadlines rarely(Deadlines deadlines) {
        return but(deadlines, "periods", Json.write(new Periods(100, USUAL_SWEEP)));
    }

    private static Deadlines but(Deadlines all, String name, Object value) {
        JsonObject json = Json.write(all);
        if (!json.containsKey(name)) {
            throw new IllegalArgumentException("no deadline: " + name);
        }
        return Json.read(json.put(name, value), Deadlines.class);
    }

    private ShortDeadlines() {}
}
