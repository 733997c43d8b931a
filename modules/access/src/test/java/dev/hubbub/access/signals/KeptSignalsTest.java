// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.signals;

import static dev.hubbub.access.store.AccessFixtures.ANN;
import static dev.hubbub.access.store.AccessFixtures.BOB;
import static dev.hubbub.access.store.AccessFixtures.PUBLIC_ROOM;
import static dev.hubbub.access.store.AccessFixtures.failure;
import static dev.hubbub.access.store.AccessFixtures.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.hubbub.access.store.FakeUserRecords;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.signals.Signals;
import dev.hubbub.contract.signals.Signals.Kept;
import dev.hubbub.contract.signals.Signals.Page;
import dev.hubbub.contract.signals.Signals.Signal;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A room keeps signals of 40 names. */
final class KeptSignalsTest {
    private static final String CONFLICT = "CONFLICT: version: not that of the kept value";
    private static final Instant NOW = Instant.parse("2026-11-20T09:30:00Z");
    private static final int MAX_NAMES = 40;

    private final FakeUserRecords records = new FakeUserRecords();
    private final KeptSignals kept = keptOnANode();
    private final KeptSignals elsewhere = keptOnANode();

    private KeptSignals keptOnANode() {
        return new KeptSignals(records, MAX_NAMES, InstantSource.fixed(NOW));
    }

    private static Signal signal(String name, Object data, Long version) {
        return new Signal(PUBLIC_ROOM, name, data, true, version, null);
    }

    private Future<Long> keep(String name, Object data, Long version) {
        return kept.keep(ANN.user(), signal(name, data, version));
    }

    private List<Kept> all() {
        return result(kept.page(PUBLIC_ROOM, null)).signals();
    }

    @Test
    void eachValueOfANameHasTheNextVersion() {
        assertThat(result(keep("code", "a", null))).isEqualTo(1);
        assertThat(result(keep("code", "b", null))).isEqualTo(2);
        assertThat(result(keep("code", "c", 2L))).isEqualTo(3);
        assertThat(result(keep("cursor", 7, 0L))).isEqualTo(1);
        assertThat(all())
                .containsExactly(new Kept("code", ANN.user(), "c", 3, NOW), new Kept("cursor", ANN.user(), 7, 1, NOW));
    }

    @Test
    void versionIsNotLookedUpForEachValue() {
        for (int n = 0; n < 20; n++) {
            result(keep("code", n, null));
        }
        assertThat(records.lists()).isEqualTo(1);
        assertThat(records.puts()).isEqualTo(20);
    }

    @Test
    void lateWriterDoesNotOverwriteBlindly() {
        result(keep("code", "a", null));
        result(keep("code", "b", null));
        assertThat(failure(keep("code", "late", 1L))).startsWith(CONFLICT);
        assertThat(failure(keep("code", "late", 0L))).startsWith(CONFLICT);
        assertThat(failure(keep("code", "early", 9L))).startsWith(CONFLICT);
        assertThat(failure(keep("other", "x", 1L))).startsWith(CONFLICT);
        assertThat(all()).extracting(Kept::data).containsExactly("b");
        assertThat(records.lists()).as("refusals cost no further lookup").isEqualTo(2);
    }

    @Test
    void ofTwoWritersOnTwoNodesThatKnowOneVersionOneSucceeds() {
        result(keep("code", "a", null));
        assertThat(result(elsewhere.keep(BOB.user(), signal("code", "b", 1L)))).isEqualTo(2);
        assertThat(failure(keep("code", "c", 1L))).startsWith(CONFLICT);
        assertThat(all()).extracting(Kept::user, Kept::data).containsExactly(tuple(BOB.user(), "b"));
    }

    @Test
    void writerThatNamesNoVersionOverwritesWhatAnotherNodeKept() {
        result(keep("code", "a", null));
        result(elsewhere.keep(BOB.user(), signal("code", "b", null)));
        result(elsewhere.keep(BOB.user(), signal("new", "b", null)));
        assertThat(result(keep("code", "c", null))).isEqualTo(3);
        assertThat(result(keep("new", "c", null))).isEqualTo(2);
    }

    @Test
    void valueEndsWithoutData() {
        result(keep("code", "a", null));
        result(keep("code", "b", null));
        assertThat(failure(keep("code", null, 1L))).startsWith(CONFLICT);
        assertThat(failure(keep("code", null, 0L))).startsWith(CONFLICT);
        assertThat(result(keep("code", null, 2L))).isZero();
        assertThat(all()).isEmpty();
        assertThat(result(keep("code", null, null))).isZero();
        assertThat(result(keep("code", null, 0L))).isZero();
        assertThat(result(keep("code", "again", 0L))).isEqualTo(1);
    }

    @Test
    void valueThatAnotherNodeKeptEnds() {
        result(keep("code", "a", null));
        result(elsewhere.keep(BOB.user(), signal("new", "b", null)));
        assertThat(result(keep("new", null, null))).isZero();
        assertThat(all()).extracting(Kept::name).containsExactly("code");
    }

    @Test
    void namesAreBoundedAndOneThatEndsMakesRoom() {
        for (int n = 0; n < MAX_NAMES; n++) {
            result(keep("n" + n, n, null));
        }
        assertThat(failure(keep("more", 1, null))).startsWith("FORBIDDEN: keep: the room keeps 40 signals");
        assertThat(failure(keep("more", 1, 0L))).startsWith("FORBIDDEN: keep");
        assertThat(failure(elsewhere.keep(BOB.user(), signal("more", 1, null)))).startsWith("FORBIDDEN: keep");
        assertThat(result(keep("n7", "other", null))).isEqualTo(2);
        result(keep("n8", null, null));
        assertThat(result(keep("more", 1, null))).isEqualTo(1);
        assertThat(failure(keep("n8", 1, null))).startsWith("FORBIDDEN");
    }

    @Test
    void pagesAreInOrderOfTheNameAndEndWithoutNext() {
        for (int n = 10; n < 10 + MAX_NAMES; n++) {
            result(keep("n" + n, n, null));
        }
        Page first = result(kept.page(PUBLIC_ROOM, null));
        assertThat(first.signals()).hasSize(KeptSignals.PAGE);
        assertThat(first.next()).isEqualTo("n41");
        Page rest = result(kept.page(PUBLIC_ROOM, first.next()));
        assertThat(rest.signals())
                .extracting(Kept::name)
                .startsWith("n42")
                .endsWith("n49")
                .hasSize(8);
        assertThat(rest.next()).isNull();
        assertThat(result(kept.page(PUBLIC_ROOM, "n49"))).isEqualTo(new Page(List.of(), null));
    }

    @Test
    void pageOfLargeValuesFitsIntoAReply() {
        String largest = "\"".repeat(Signals.MAX_BYTES / 2 - 1); // each is escaped
        for (int n = 10; n < 30; n++) {
            result(keep("n" + n, largest, null));
        }
        List<String> names = new ArrayList<>();
        String after = null;
        do {
            Page page = result(kept.page(PUBLIC_ROOM, after));
            assertThat(Json.encode(page).length()).isLessThan(Signals.MAX_PAGE);
            assertThat(page.signals()).hasSizeLessThanOrEqualTo(7).isNotEmpty();
            page.signals().forEach(each -> names.add(each.name()));
            after = page.next();
        } while (after != null);
        assertThat(names).hasSize(20).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void hostileNamesAndKeysAreData() {
        Map<String, Object> data =
                new JsonObject("{\"$set\":{\"a.b\":null},\"__proto__\":{\"admin\":true},\"\":[null]}").getMap();
        result(keep("__proto__", data, null));
        assertThat(Json.encode(all().get(0)))
                .isEqualTo("{\"name\":\"__proto__\",\"user\":\"ann\","
                        + "\"data\":{\"$set\":{\"a.b\":null},\"__proto__\":{\"admin\":true},\"\":[null]},"
                        + "\"version\":1,\"at\":\"2026-11-20T09:30:00.000Z\"}");
    }
}
