// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.mongo.members;

import dev.hubbub.contract.messages.Memberships.PageOf;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.persistence.store.MemberCounts;
import dev.hubbub.persistence.store.MemberStore;
import dev.hubbub.persistence.store.StoredMember;
import dev.hubbub.persistence.store.mongo.client.BatchedReads;
import dev.hubbub.persistence.store.mongo.client.BoundedFind;
import dev.hubbub.persistence.store.mongo.client.StoreCircuitBreaker;
import dev.hubbub.persistence.store.mongo.client.WriteErrors;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.IndexOptions;
import io.vertx.ext.mongo.MongoClient;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Members as a MongoDB collection with a document for each user and room. */
public final class MongoMemberStore implements MemberStore {
    private static final String MEMBERS = "members";

    /** How many a query of {@link #get} asks for. */
    private static final int MAX_DOCUMENTS = 1_000;

    private static final JsonObject ANY = new JsonObject().put("$exists", true);

    private final MongoClient client;
    private final StoreCircuitBreaker breaker;
    private final BatchedReads<Question, List<StoredMember>> reads;

    private record Question(RoomId room, Set<UserId> users) {
        int size() {
            return users.size();
        }
    }

    /** @param maxWaiting how many reads may wait for their query */
    public MongoMemberStore(MongoClient client, StoreCircuitBreaker breaker, int maxWaiting) {
        this.client = client;
        this.breaker = breaker;
        reads = new BatchedReads<>(this::getAll, Question::size, MAX_DOCUMENTS, maxWaiting);
    }

    /** One orders the pages and is unique, as the embedded server uses no other; one is for the counts. */
    public Future<Void> createIndexes() {
        JsonObject byUser = new JsonObject().put(MemberDocument.ROOM, 1).put(MemberDocument.USER, 1);
        JsonObject byRole = new JsonObject().put(MemberDocument.ROOM, 1).put(MemberDocument.ROLE, 1);
        return breaker.callWithRetry(() -> client.createIndexWithOptions(
                        MEMBERS, byUser, new IndexOptions().name("user").unique(true)))
                .compose(created -> breaker.callWithRetry(
                        () -> client.createIndexWithOptions(MEMBERS, byRole, new IndexOptions().name("role"))));
    }

    /** How many questions wait for a query. */
    public int waiting() {
        return reads.waiting();
    }

    @Override
    public Future<List<StoredMember>> get(RoomId room, Collection<UserId> users) {
        return users.isEmpty() ? Future.succeededFuture(List.of()) : reads.ask(new Question(room, Set.copyOf(users)));
    }

    /** One query for users of many rooms. */
    private Future<List<List<StoredMember>>> getAll(List<Question> questions) {
        List<String> ids = questions.stream()
                .flatMap(question -> question.users().stream().map(user -> MemberDocument.id(question.room(), user)))
                .distinct()
                .toList();
        List<String> rooms = questions.stream()
                .map(question -> question.room().value())
                .distinct()
                .toList();
        JsonObject query = new JsonObject().put("_id", in(ids)).put(MemberDocument.ROOM, in(rooms));
        return breaker.call(() -> BoundedFind.run(client, MEMBERS, query, BoundedFind.limit(ids.size())))
                .map(documents -> {
                    Map<String, StoredMember> found = new HashMap<>();
                    documents.forEach(each -> found.put(each.getString("_id"), MemberDocument.read(each)));
                    return questions.stream()
                            .map(question -> question.users().stream()
                                    .map(user -> found.get(MemberDocument.id(question.room(), user)))
                                    .filter(Objects::nonNull)
                                    .toList())
                            .toList();
                });
    }

    private static JsonObject in(List<String> values) {
        return new JsonObject().put("$in", new JsonArray(values));
    }

    @Override
    public Future<Boolean> put(RoomId room, StoredMember member) {
        return member.version() == 1 ? insert(MemberDocument.write(room, member)) : replace(room, member);
    }

    /** Completes with false when the user has a document. */
    private Future<Boolean> insert(JsonObject document) {
        return breaker.call(() -> client.insert(MEMBERS, document)
                .map(true)
                .recover(cause ->
                        WriteErrors.isDuplicate(cause) ? Future.succeededFuture(false) : Future.failedFuture(cause)));
    }

    private Future<Boolean> replace(RoomId room, StoredMember member) {
        JsonObject before = MemberDocument.key(room, member.user()).put(MemberDocument.VERSION, member.version() - 1);
        return breaker.call(() -> client.updateCollection(MEMBERS, before, MemberDocument.update(member)))
                .map(result -> result.getDocMatched() > 0);
    }

    @Override
    public Future<List<StoredMember>> page(PageOf request) {
        JsonObject query = ofRole(request.room(), request.role());
        if (request.after() != null) {
            query.put(
                    MemberDocument.USER,
                    new JsonObject().put("$gt", request.after().value()));
        }
        JsonObject order = new JsonObject().put(MemberDocument.USER, 1);
        return breaker.call(() -> BoundedFind.run(
                        client,
                        MEMBERS,
                        query,
                        BoundedFind.limit(request.limit()).setSort(order)))
                .map(found -> found.stream().map(MemberDocument::read).toList());
    }

    /** @param role null: any */
    private static JsonObject ofRole(RoomId room, @Nullable Role role) {
        return new JsonObject()
                .put(MemberDocument.ROOM, room.value())
                .put(MemberDocument.ROLE, role == null ? ANY.copy() : role.name());
    }

    @Override
    public Future<MemberCounts> count(RoomId room) {
        Future<Integer> all = countOf(room, null);
        Future<Integer> owners = countOf(room, Role.OWNER);
        Future<Integer> others = Future.all(countOf(room, Role.INVITED), countOf(room, Role.BANNED))
                .map(both -> both.<Integer>list().stream().collect(Collectors.summingInt(Integer::intValue)));
        return Future.all(all, owners, others)
                .map(counted -> new MemberCounts(all.result() - others.result(), owners.result(), others.result()));
    }

    private Future<Integer> countOf(RoomId room, @Nullable Role role) {
        return breaker.call(() -> client.count(MEMBERS, ofRole(room, role))).map(Long::intValue);
    }
}
