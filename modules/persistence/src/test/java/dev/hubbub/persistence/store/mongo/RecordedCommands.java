// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.mongo;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import dev.hubbub.testkit.mongo.CommandInterceptor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/**
 * The commands that a server got. It refuses documents with certain texts: with the index, as a validator does; with the
 * command as a whole, as servers do that take no U+0000; or all of them, as a server without room does.
 */
final class RecordedCommands implements CommandInterceptor {
    static final String INVALID = "invalid";
    static final int VALIDATOR = 121;
    static final int INTERNAL = 1;

    private final List<Document> commands = new CopyOnWriteArrayList<>();
    private volatile boolean full;

    /** All inserts are refused from now on. */
    void fill() {
        full = true;
    }

    void clear() {
        commands.clear();
    }

    /** The commands with this name on this collection. */
    List<Document> of(String name, String collection) {
        return commands.stream()
                .filter(command -> collection.equals(command.get(name)))
                .toList();
    }

    @Override
    public Document handle(String command, Document query, UnaryOperator<Document> server) {
        commands.add(query.cloneDeeply());
        if (!command.equalsIgnoreCase("insert") || !"entries".equals(query.get("insert"))) {
            return server.apply(query);
        }
        if (full
                || documents(query).stream().anyMatch(document -> text(document).contains("\u0000"))) {
            throw new MongoServerError(INTERNAL, "InternalError", "not stored");
        }
        return validated(query, server);
    }

    private static Document validated(Document query, UnaryOperator<Document> server) {
        List<Document> documents = documents(query);
        boolean ordered = !Boolean.FALSE.equals(query.get("ordered"));
        List<Document> errors = new ArrayList<>();
        List<Document> accepted = new ArrayList<>();
        for (int i = 0; i < documents.size() && (!ordered || errors.isEmpty()); i++) {
            if (text(documents.get(i)).equals(INVALID)) {
                errors.add(new Document("index", i)
                        .append("code", VALIDATOR)
                        .append("errmsg", "Document failed validation"));
            } else {
                accepted.add(documents.get(i));
            }
        }
        if (errors.isEmpty()) {
            return server.apply(query);
        }
        if (!accepted.isEmpty()) {
            query.put("documents", accepted);
            server.apply(query);
        }
        return new Document("n", accepted.size()).append("ok", 1.0).append("writeErrors", errors);
    }

    @SuppressWarnings("unchecked") // what a driver sends
    private static List<Document> documents(Document insert) {
        return (List<Document>) insert.get("documents");
    }

    private static String text(Document document) {
        return String.valueOf(document.get("text"));
    }
}
