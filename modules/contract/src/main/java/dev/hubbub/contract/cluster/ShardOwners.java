// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.cluster;

import dev.hubbub.contract.address.Shard;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which node owns a shard, as one node sees it: rendezvous hashing over itself and the nodes heard within the lease.
 * Times are milliseconds of any clock that only goes forward.
 */
final class ShardOwners {
    static final long LEASE_MILLIS = 4_000;
    static final long USUAL_MILLIS = 800;

    /** Four for each shard, more than can share them: invented names must not fill the memory. */
    static final int MAX_NODES = 4 * Shard.COUNT;

    private final String self;
    private final long leaseMillis;
    private final Map<String, Long> heardAt = new HashMap<>();
    private final Map<String, @Nullable String> members = new HashMap<>();
    private volatile String[] owners; // other event loops read it

    ShardOwners(String self) {
        this(self, LEASE_MILLIS);
    }

    ShardOwners(String self, long leaseMillis) {
        this.self = self;
        this.leaseMillis = leaseMillis;
        assign();
    }

    String self() {
        return self;
    }

    boolean owns(int shard) {
        return owners[shard].equals(self);
    }

    /** Renews the lease of a node. Returns whether the node is new. */
    boolean heard(String node, long now) {
        return heard(node, null, now);
    }

    /** @param member the id of the node in the cluster; null: not known */
    boolean heard(String node, @Nullable String member, long now) {
        if (heardAt.size() >= MAX_NODES && !heardAt.containsKey(node)) {
            return false;
        }
        boolean isNew = heardAt.put(node, now) == null;
        members.put(node, member);
        if (isNew) {
            assign();
        }
        return isNew;
    }

    /** How many other nodes are known. */
    int nodes() {
        return heardAt.size();
    }

    /** Removes a node. Returns whether it was known. */
    boolean left(String node) {
        boolean known = heardAt.remove(node) != null;
        if (known) {
            members.remove(node);
            assign();
        }
        return known;
    }

    /** The nodes that were silent for longer than usual. */
    List<String> silent(long now) {
        return heardAt.entrySet().stream()
                .filter(node -> node.getValue() < now - USUAL_MILLIS)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Removes nodes that were silent for longer than the lease. Returns whether there were any. */
    boolean expire(long now) {
        boolean gone = heardAt.values().removeIf(at -> at < now - leaseMillis);
        if (gone) {
            members.keySet().retainAll(heardAt.keySet());
            assign();
        }
        return gone;
    }

    private void assign() {
        owners = IntStream.range(0, Shard.COUNT).mapToObj(this::strongest).toArray(String[]::new);
    }

    private String strongest(int shard) {
        return strongest(Stream.concat(Stream.of(self), heardAt.keySet().stream()), shard)
                .orElse(self);
    }

    private static Optional<String> strongest(Stream<String> nodes, int shard) {
        return nodes.max(Comparator.comparing(node -> weight(node, shard)));
    }

    /** The member of the cluster that gets the shard when this node leaves; null: not known. */
    @Nullable
    String successor(int shard) {
        return strongest(heardAt.keySet().stream(), shard).map(members::get).orElse(null);
    }

    private static String weight(String node, int shard) {
        try {
            byte[] text = (node + "/" + shard).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
