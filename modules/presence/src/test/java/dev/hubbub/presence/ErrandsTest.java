// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence;

import static dev.hubbub.presence.Cast.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class ErrandsTest {
    private final HeldTime time = new HeldTime();
    private final List<String> begun = new ArrayList<>();
    private final Queue<Promise<Void>> underWay = new ArrayDeque<>();
    private final Errands<String> errands = new Errands<>("testing", time, this::run);

    private Future<?> run(UserId user, String value) {
        begun.add(user + " " + value);
        underWay.add(Promise.promise());
        return List.copyOf(underWay).get(underWay.size() - 1).future();
    }

    @Test
    void onlyTheNewestIsDoneAfterWhatIsUnderWay() {
        errands.add(ANN.user(), "one");
        errands.add(ANN.user(), "two");
        errands.add(ANN.user(), "three");
        assertThat(begun).containsExactly("ann one");
        underWay.remove().complete();
        assertThat(begun).containsExactly("ann one", "ann three");
        assertThat(errands.open(ANN.user())).contains("three");
        underWay.remove().complete();
        assertThat(errands.open(ANN.user())).isEmpty();
        assertThat(underWay).isEmpty();
    }

    @Test
    void whatFailsIsDoneAgainLater() {
        errands.add(ANN.user(), "one");
        underWay.remove().fail("no");
        time.pass(Errands.RETRY_MILLIS - 1);
        errands.retry();
        assertThat(begun).hasSize(1);
        time.pass(1);
        errands.retry();
        assertThat(begun).containsExactly("ann one", "ann one");
    }

    @Test
    void fewAreUnderWayAtATime() {
        for (int n = 0; n < 100; n++) {
            errands.add(new UserId("u" + n), "x");
        }
        assertThat(begun).hasSize(Errands.MAX_UNDER_WAY);
        while (!underWay.isEmpty()) {
            underWay.remove().complete();
        }
        assertThat(begun).hasSize(100).doesNotHaveDuplicates();
    }

    @Test
    void noMoreUsersWaitThanThereIsRoomFor() {
        for (int n = 0; n <= Errands.MAX_USERS; n++) {
            errands.add(new UserId("u" + n), "x");
        }
        assertThat(errands.open(new UserId("u" + Errands.MAX_USERS))).isEmpty();
        assertThat(errands.open(new UserId("u1"))).isPresent();
    }
}
