// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit;

import dev.hubbub.testkit.frame.Frame;
import io.vertx.core.Promise;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** A frame with the address that says which call or feed it belongs to. */
public record AddressedFrame(String type, String address, JsonObject json) {
    private static final AddressedFrame UNADDRESSED = new AddressedFrame("", "", new JsonObject());

    static AddressedFrame of(Frame frame) {
        try {
            JsonObject json = frame.json();
            boolean hasAddress = json.getValue("type") instanceof String && json.getValue("address") instanceof String;
            return hasAddress
                    ? new AddressedFrame(json.getString("type"), json.getString("address"), json)
                    : UNADDRESSED;
        } catch (DecodeException notJson) {
            return UNADDRESSED;
        }
    }

    /** Delivers the frame to the call or the feed that it belongs to; false when there is none. */
    boolean deliver(Map<String, Promise<JsonObject>> calls, Map<String, Feed> feeds) {
        Promise<JsonObject> call = calls.remove(address);
        if (call != null) {
            answer(call);
            return true;
        }
        Feed feed = feeds.get(address);
        if (feed == null) {
            return false;
        }
        if (failed()) {
            feed.refused(BridgeFailure.of(json));
        } else {
            feed.received(json.getValue("body"));
        }
        return true;
    }

    private void answer(Promise<JsonObject> call) {
        if (failed()) {
            call.tryFail(BridgeFailure.of(json));
        } else if (json.getValue("body") instanceof JsonObject body) {
            call.tryComplete(body);
        } else {
            call.tryFail(new IllegalStateException("answer is no JSON object: " + json.encode()));
        }
    }

    private boolean failed() {
        return "err".equals(type);
    }
}
