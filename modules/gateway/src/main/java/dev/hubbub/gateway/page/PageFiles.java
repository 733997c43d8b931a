// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.page;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files of the page: read once from the class path, then served from memory, compressed for those that take it. Vert.x's own handler unpacks them to a
 * directory, and there may be none that can be written.
 */
public final class PageFiles implements Handler<RoutingContext> {
    private static final String ROOT = "hubbub-web";
    private static final Pattern FILE = Pattern.compile("(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)+\\.([a-z0-9]+)");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html;charset=UTF-8",
            "js", "text/javascript;charset=UTF-8",
            "css", "text/css;charset=UTF-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "ico", "image/x-icon",
            "json", "application/json",
            "webmanifest", "application/manifest+json",
            "woff2", "font/woff2",
            "txt", "text/plain;charset=UTF-8");

    /** Whether they change while the hub runs: beside the bundler that watches, and in no jar. */
    private final boolean change = "file".equals(protocol());

    private final Vertx vertx;
    private final Map<String, PageFile> files = new HashMap<>(); // not more than there are; of one event loop

    public PageFiles(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Answers GET and HEAD; leaves what is not there to the next handler. */
    @Override
    public void handle(RoutingContext ctx) {
        String path = ctx.normalizedPath().equals("/") ? "/index.html" : ctx.normalizedPath();
        Matcher file = FILE.matcher(path);
        String type = file.matches() ? TYPES.get(file.group(1)) : null;
        if (type == null) {
            ctx.next();
            return;
        }
        read(path, type).onSuccess(known -> answer(ctx, known)).onFailure(ctx::fail);
    }

    private Future<@Nullable PageFile> read(String path, String type) {
        PageFile known = files.get(path);
        if (known != null) {
            return Future.succeededFuture(known);
        }
        return vertx.executeBlocking(() -> load(path, type)).onSuccess(file -> {
            if (file != null && !change) {
                files.put(path, file);
            }
        });
    }

    private static String protocol() {
        URL index = PageFiles.class.getClassLoader().getResource(ROOT + "/index.html");
        return index == null ? "" : index.getProtocol();
    }

    private static @Nullable PageFile load(String path, String type) throws IOException {
        try (InputStream content = PageFiles.class.getClassLoader().getResourceAsStream(ROOT + path)) {
            return content == null ? null : PageFile.of(type, content.readAllBytes());
        }
    }

    private static void answer(RoutingContext ctx, @Nullable PageFile file) {
        if (file == null) {
            ctx.next();
            return;
        }
        HttpServerRequest request = ctx.request();
        boolean compressed = file.isCompressedFor(request.getHeader("Accept-Encoding"));
        String tag = file.tag(compressed);
        ctx.response().putHeader("ETag", tag).putHeader("Vary", "Accept-Encoding");
        if (PageFile.isKnown(request.getHeader("If-None-Match"), tag)) {
            ctx.response().setStatusCode(304);
            ctx.end();
        } else {
            send(ctx, file, compressed);
        }
    }

    private static void send(RoutingContext ctx, PageFile file, boolean compressed) {
        Buffer small = compressed ? file.gzip() : null;
        Buffer content = small == null ? file.plain() : small;
        if (compressed) {
            ctx.response().putHeader("Content-Encoding", "gzip");
        }
        ctx.response()
                .putHeader("Content-Type", file.type())
                .putHeader("Content-Length", Integer.toString(content.length()));
        if (ctx.request().method().equals(HttpMethod.HEAD)) {
            ctx.end();
        } else {
            ctx.end(content);
        }
    }
}
