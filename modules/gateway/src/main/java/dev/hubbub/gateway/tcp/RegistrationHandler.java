// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.tcp;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.listeners.Listeners;
import dev.hubbub.gateway.config.ServerKey;
import dev.hubbub.gateway.dialect.Fault;
import dev.hubbub.gateway.dialect.RefusedException;
import dev.hubbub.gateway.fanout.process.ProcessAddresses;
import dev.hubbub.gateway.fanout.process.ProcessMember;
import dev.hubbub.gateway.fanout.process.ProcessMessage;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** The addresses that processes serve or hear, and the answers of those that serve. */
final class RegistrationHandler {
    private final ProcessAddresses addresses;
    private final TcpBridgeMeters meters;
    private final int maxRegistrations;

    RegistrationHandler(ProcessAddresses addresses, TcpBridgeMeters meters, int maxRegistrations) {
        this.addresses = addresses;
        this.meters = meters;
        this.maxRegistrations = maxRegistrations;
    }

    /** One registration of a connection. */
    private record Member(TcpConnection connection, TcpBridgeMeters meters, boolean serves, boolean hears)
            implements ProcessMember {
        @Override
        public boolean offer(ProcessMessage message) {
            ProcessMessage.Answer answer = message.answer();
            PendingAnswers answers = connection.answers();
            if (answer == null) {
                boolean taken = connection.offer(FrameEncoder.message(message, null));
                if (!taken && !connection.isClosing()) {
                    connection.countDropped();
                    meters.dropped();
                }
                return taken;
            }
            String replyAddress = answers.nextAddress();
            Buffer frame = FrameEncoder.message(message, replyAddress);
            boolean taken = !answers.isFull() && connection.offer(frame);
            if (taken) {
                answers.add(replyAddress, answer);
            }
            return taken;
        }
    }

    /** Begins to serve or to hear an address; told at the reply address, if there is one, once every node knows it. */
    void register(TcpConnection connection, KeyRequester from, TcpFrame frame) {
        String address = frame.target();
        Map<String, ProcessMember> registrations = connection.registrations();
        ServerKey key = from.key();
        if (!key.mayServe(address) && !key.mayHear(address)) {
            connection.fail(frame.answerTo(), address, CallHandler.outOfScope(scope(address)));
        } else if (registrations.containsKey(address)) {
            connection.fail(frame.answerTo(), address, new RefusedException(Fault.REGISTERED));
        } else if (registrations.size() >= maxRegistrations) {
            connection.fail(frame.answerTo(), address, new RefusedException(Fault.TOO_MANY_REGISTERED));
        } else {
            Member member = new Member(connection, meters, key.mayServe(address), key.mayHear(address));
            registrations.put(address, member);
            connection.window().begin();
            addresses
                    .join(address, member)
                    .onComplete(either -> connection.window().done())
                    .onSuccess(known -> confirm(connection, frame))
                    .onFailure(cause -> failed(connection, frame, member));
        }
    }

    private static String scope(String address) {
        boolean isHeard = address.startsWith("evt.") && !address.startsWith(Listeners.ADDRESS);
        return (isHeard ? "hear:" : "serve:") + address;
    }

    private void failed(TcpConnection connection, TcpFrame frame, Member member) {
        connection.registrations().remove(frame.target(), member);
        addresses.leave(frame.target(), member);
        HubException cause = new HubException(ErrorCode.UNAVAILABLE, "the address could not be registered");
        connection.fail(frame.answerTo(), frame.target(), cause);
    }

    /** Stops to serve or to hear an address. */
    void unregister(TcpConnection connection, TcpFrame frame) {
        ProcessMember member = connection.registrations().remove(frame.target());
        if (member == null) {
            connection.fail(frame.answerTo(), frame.target(), new RefusedException(Fault.NOT_REGISTERED));
        } else {
            addresses.leave(frame.target(), member);
            confirm(connection, frame);
        }
    }

    private static void confirm(TcpConnection connection, TcpFrame frame) {
        if (frame.replyAddress() != null) {
            JsonObject body = new JsonObject().put("address", frame.target());
            connection.reply(frame.replyAddress(), frame.target(), FrameEncoder.reply(frame.replyAddress(), body));
        }
    }

    /** Answers a request that the process was sent. */
    void answer(TcpConnection connection, TcpFrame frame) {
        connection
                .answers()
                .take(frame.target())
                .ifPresentOrElse(
                        answer -> answer(answer, frame),
                        () -> connection.fail(
                                frame.replyAddress(),
                                frame.target(),
                                new HubException(ErrorCode.NOT_FOUND, "no request waits for this answer")));
    }

    private static void answer(ProcessMessage.Answer answer, TcpFrame frame) {
        TcpFrame.Failure failure = frame.failure();
        if (failure == null) {
            answer.reply(frame.body());
        } else {
            answer.fail(failure(failure));
        }
    }

    /** With the name of its code in front, like all failures, where the process did not write it. */
    private static HubException failure(TcpFrame.Failure failure) {
        return ErrorCode.of(failure.code())
                .filter(code -> !failure.message().startsWith(code + ": "))
                .map(code -> new HubException(code, failure.message()))
                .orElseGet(() -> HubException.received(failure.code(), failure.message()));
    }

    /** The connection has ended. */
    void leaveAll(TcpConnection connection) {
        connection.registrations().forEach(addresses::leave);
        connection.registrations().clear();
    }
}
