// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.address.Shard;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ShardOwnersTest {
    private static final List<String> NODES = List.of("a", "b", "c");

    private final List<ShardOwners> views = NODES.stream().map(ShardOwners::new).toList();

    private void meet(long now) {
        for (int i = 0; i < NODES.size(); i++) {
            for (String node : NODES) {
                if (!node.equals(NODES.get(i))) {
                    views.get(i).heard(node, now);
                }
            }
        }
    }

    @Test
    void loneNodeOwnsEverything() {
        assertThat(IntStream.range(0, Shard.COUNT)).allMatch(views.get(0)::owns);
    }

    @Test
    void namesThatAreMadeUpFillNoMemory() {
        ShardOwners flooded = new ShardOwners("a");
        flooded.heard("b", 0);
        IntStream.range(1, ShardOwners.MAX_NODES).forEach(n -> flooded.heard("made-up-" + n, 0));
        assertThat(flooded.heard("one-more", 0)).isFalse();
        assertThat(flooded.nodes()).isEqualTo(ShardOwners.MAX_NODES);
        assertThat(flooded.heard("b", 5_000)).as("known already").isFalse();
        assertThat(flooded.expire(5_000)).isTrue();
        assertThat(flooded.nodes()).isEqualTo(1);
    }

    @Test
    void successorIsWhoeverHasTheShardWithoutThisNode() {
        ShardOwners a = new ShardOwners("a");
        assertThat(a.successor(0)).isNull();
        a.heard("b", "member-b", 0);
        assertThat(IntStream.range(0, Shard.COUNT).mapToObj(a::successor)).containsOnly("member-b");
        a.heard("c", "member-c", 0);
        ShardOwners b = new ShardOwners("b");
        b.heard("c", "member-c", 0);
        assertThat(IntStream.range(0, Shard.COUNT))
                .allMatch(shard -> a.successor(shard).equals(b.owns(shard) ? "member-b" : "member-c"));
        a.left("b");
        assertThat(a.successor(0)).isEqualTo("member-c");
    }

    @Test
    void everyShardHasOneOwnerAndEveryNodeItsPart() {
        meet(0);
        for (int shard = 0; shard < Shard.COUNT; shard++) {
            int each = shard;
            assertThat(views.stream().filter(view -> view.owns(each)))
                    .as("shard %s", shard)
                    .hasSize(1);
        }
        assertThat(views)
                .allMatch(view ->
                        IntStream.range(0, Shard.COUNT).filter(view::owns).count() > 3);
    }

    @Test
    void leavingMovesOnlyTheShardsOfTheOneWhoLeaves() {
        meet(0);
        List<Integer> before = owned(views.get(0));
        assertThat(views.get(0).left("b")).isTrue();
        assertThat(views.get(0).left("b")).as("again").isFalse();
        assertThat(owned(views.get(0))).containsAll(before).hasSizeGreaterThan(before.size());
    }

    @Test
    void silenceIsNoticedBeforeItIsLeaving() {
        meet(0);
        ShardOwners view = views.get(0);
        view.heard("c", 100);
        assertThat(view.silent(ShardOwners.USUAL_MILLIS)).isEmpty();
        assertThat(view.silent(ShardOwners.USUAL_MILLIS + 1)).containsExactly("b");
        assertThat(view.silent(ShardOwners.USUAL_MILLIS + 101)).containsExactlyInAnyOrder("b", "c");
        assertThat(view.expire(ShardOwners.USUAL_MILLIS + 101)).isFalse();
    }

    @Test
    void silenceLongerThanTheLeaseIsLeaving() {
        meet(0);
        ShardOwners view = views.get(0);
        assertThat(view.expire(ShardOwners.LEASE_MILLIS)).isFalse();
        assertThat(view.heard("c", 3_000)).as("known").isFalse();
        assertThat(view.expire(ShardOwners.LEASE_MILLIS + 1)).isTrue();
        assertThat(view.left("b")).as("gone already").isFalse();
        assertThat(view.left("c")).isTrue();
    }

    @Test
    void weightsAreThoseOfThePage() {
        ShardOwners view = new ShardOwners("node-1");
        view.heard("node-2", 0);
        // by sha256sum: node-1/0 begins with 2cac81, node-2/0 with e9fcc6
        assertThat(view.owns(0)).isFalse();
    }

    private static List<Integer> owned(ShardOwners view) {
        return IntStream.range(0, Shard.COUNT).filter(view::owns).boxed().toList();
    }
}
